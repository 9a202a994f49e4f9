package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ColumnLineage;
import dev.vmsh.project.Model;
import dev.vmsh.shell.render.LineageReport;
import dev.vmsh.work.Connections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "lineage",
        description = "Show what a model's columns are made of, all the way up.",
        footer = {"Example: lineage weather.monthly.wet_days", "Example: lineage weather.monthly"})
final class LineageCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final ModelNames models;
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "A model, or MODEL.COLUMN for one of its columns.")
    private String name;

    LineageCommand(Connections connections, CurrentSession session, ModelNames models, Console console) {
        this.connections = connections;
        this.session = session;
        this.models = models;
        this.console = console;
    }

    @Override
    public int run() {
        var lineage = new ColumnLineage(connections.project(session.get().gateway()), connections::reader);
        Optional<Model> whole = models.lookUp(name);
        int dot = name.lastIndexOf('.');
        if (whole.isEmpty() && dot > 0) {
            Model model = models.lookUp(name.substring(0, dot)).orElseGet(() -> models.find(name));
            String column = column(lineage.columns(model), model, name.substring(dot + 1));
            console.print(LineageReport.of(lineage.of(model.name(), column)));
            return DONE;
        }
        Model model = whole.orElseGet(() -> models.find(name));
        List<String> columns = lineage.columns(model);
        if (columns.isEmpty()) {
            throw new UsageException(
                    "the columns of %s are not known".formatted(model.name()),
                    "Name them in its query, or give them with columns (...) in its MODEL block");
        }
        console.print(LineageReport.of(
                columns.stream().map(column -> lineage.of(model.name(), column)).toList()));
        return DONE;
    }

    private static String column(List<String> columns, Model model, String typed) {
        String plain = typed.replace("\"", "");
        return columns.stream()
                .filter(column -> column.equalsIgnoreCase(plain))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "%s has no column '%s'".formatted(model.name(), plain), NearName.hintOrAll(plain, columns)));
    }
}
