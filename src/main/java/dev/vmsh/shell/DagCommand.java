package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Project;
import dev.vmsh.shell.render.DagPicture;
import dev.vmsh.shell.render.DagReport;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.ModelSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "dag",
        description = "Show which model reads which: as a tree, or drawn into a file.",
        footer = {"Example: dag", "Example: dag graph.html --select-model +reports.year_overview"})
final class DagCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final Path folder;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "An .html page or .svg drawing to write.")
    private Path file;

    @Option(names = "--select-model", paramLabel = "SELECTOR", description = "Only these models. Repeatable.")
    private List<String> models = new ArrayList<>();

    DagCommand(Connections connections, CurrentSession session, Console console, Path folder) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.folder = folder;
    }

    @Override
    public int run() {
        Project project = connections.project(session.get().gateway());
        Set<TableName> chosen =
                models.isEmpty() ? project.models().keySet() : ModelSelection.expand(models, project, "--select-model");
        if (file == null) {
            console.print(DagReport.of(project, chosen));
            return DONE;
        }
        DagPicture picture = DagPicture.of(project, chosen);
        Path target = target();
        try {
            Files.writeString(folder.resolve(target), isSvg(target) ? picture.svg() : picture.html());
        } catch (IOException e) {
            throw new VmshException("cannot write " + target, "Check that its folder exists and may be written to", e);
        }
        console.note("Wrote " + target);
        return DONE;
    }

    private Path target() {
        String name = file.toString();
        if (isSvg(file) || name.toLowerCase(Locale.ROOT).endsWith(".html")) {
            return file;
        }
        String last = file.getFileName().toString();
        int dot = last.lastIndexOf('.');
        Path page = file.resolveSibling((dot > 0 ? last.substring(0, dot) : last) + ".html");
        console.note("note: the picture is a page or a drawing, so it goes into " + page);
        return page;
    }

    private static boolean isSvg(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }
}
