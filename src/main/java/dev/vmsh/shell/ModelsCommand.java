package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "models", description = "List the project's models.", footer = "Example: models --kind FULL")
final class ModelsCommand implements ShellCommand {
    private static final List<String> FIELDS = List.of("name", "kind", "cron", "dialect", "path", "depends_on");
    private static final List<String> WITHOUT_DIALECT = List.of("name", "kind", "cron", "path", "depends_on");

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only models of this kind.")
    private String kind;

    ModelsCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        Project project = connections.project(session.get().gateway());
        project.leftOut().notes().forEach(note -> console.note("left out: " + note));
        List<List<Object>> rows = project.models().values().stream()
                .filter(model -> kind == null || model.kind().keyword().equalsIgnoreCase(kind))
                .sorted(Comparator.comparing(Model::name))
                .map(ModelsCommand::row)
                .toList();
        if (rows.isEmpty() && kind != null) {
            throw unknown(project);
        }
        boolean oneDialect = project.models().values().stream()
                .allMatch(model -> model.dialect() == project.config().dialect());
        console.print(new Report.Listing(FIELDS, rows, oneDialect ? WITHOUT_DIALECT : FIELDS));
        return DONE;
    }

    private UsageException unknown(Project project) {
        Set<String> kinds = project.models().values().stream()
                .map(model -> model.kind().keyword())
                .collect(Collectors.toCollection(TreeSet::new));
        return new UsageException("no model is of kind '%s'".formatted(kind), NearName.hintOrAll(kind, kinds));
    }

    private static List<Object> row(Model model) {
        return Arrays.asList(
                model.name().toString(),
                model.kind().keyword(),
                model.schedule().cron(),
                model.dialect().id(),
                model.file(),
                model.facts().dependencies().stream()
                        .sorted()
                        .map(TableName::toString)
                        .toList());
    }
}
