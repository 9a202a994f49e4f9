package dev.vmsh.shell;

import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "models", description = "List the project's models.", footer = "Example: models --kind FULL")
final class ModelsCommand implements ShellCommand {
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
        console.print(new Report.Listing(List.of("name", "kind", "cron", "dialect", "path", "depends_on"), rows));
        return DONE;
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
