package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Audit;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.definition.FileFormatter;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.Dialect;
import dev.vmsh.work.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "format",
        description = "Write the files of models and audits in one style; what they mean does not change.",
        footer = {"Example: format", "Example: format --check models/weather"})
final class FormatCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;
    private final Path folder;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Only these files, and those in these folders.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Change nothing; list the files that would change. Exit code 3 if there are any.")
    private boolean check;

    FormatCommand(
            Connections connections,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            Path folder) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
        this.folder = folder;
    }

    @Override
    public int run() {
        if (!check) {
            confirmations.requireWritable("format");
        }
        Project project = connections.project(session.get().gateway());
        var rows = new ArrayList<List<Object>>();
        files(project).forEach((file, dialect) -> {
            if (changes(Path.of(project.root()).resolve(file), dialect)) {
                rows.add(List.of(file, check ? "unformatted" : "formatted"));
            }
        });
        if (rows.isEmpty()) {
            console.note("Everything is formatted.");
        }
        console.print(new Report.Summary(new Report.Listing(List.of("path", "status"), rows), text(rows)));
        return check && !rows.isEmpty() ? NO : DONE;
    }

    private static String text(List<List<Object>> rows) {
        var out = new StringBuilder();
        rows.forEach(row -> out.append(row.get(0)).append('\n'));
        return out.toString();
    }

    /** Files by path relative to the project's root, with their dialect; those whose model asks not to be formatted are left out. */
    private Map<String, Dialect> files(Project project) {
        var files = new TreeMap<String, Dialect>();
        for (Audit audit : project.audits().values()) {
            files.put(audit.file(), audit.dialect());
        }
        for (Audit audit : project.standaloneAudits().values()) {
            files.put(audit.file(), audit.dialect());
        }
        for (Model model : project.models().values()) {
            files.put(model.file(), model.dialect());
        }
        project.models().values().stream()
                .filter(model -> !model.properties().formatting())
                .forEach(model -> files.remove(model.file()));
        files.keySet().removeIf(file -> !file.endsWith(".sql"));
        if (paths.isEmpty()) {
            return files;
        }
        var chosen = new TreeMap<String, Dialect>();
        for (Path path : paths) {
            int before = chosen.size();
            Path wanted = folder.resolve(path).toAbsolutePath().normalize();
            files.forEach((file, dialect) -> {
                if (Path.of(project.root()).resolve(file).startsWith(wanted)) {
                    chosen.put(file, dialect);
                }
            });
            if (chosen.size() == before) {
                throw new UsageException(
                        "%s holds no model or audit".formatted(path),
                        "Name a file or folder of the project, or none for all");
            }
        }
        return chosen;
    }

    private boolean changes(Path file, Dialect dialect) {
        try {
            String text = Files.readString(file);
            String formatted = FileFormatter.format(text, dialect);
            if (formatted.equals(text)) {
                return false;
            }
            if (!check) {
                Files.writeString(file, formatted);
            }
            return true;
        } catch (IOException e) {
            throw new VmshException("cannot format " + file, "Check that it may be read and written", e);
        }
    }
}
