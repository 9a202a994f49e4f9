package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.StateService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "state",
        description = "Write what is recorded of environments into a file, or take such a file in.",
        footer = {"Example: state export backup.json", "Example: state import backup.json --replace"})
final class StateCommand implements ShellCommand {
    private final StateService states;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;
    private final Path workingDirectory;

    StateCommand(
            StateService states,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            Path workingDirectory) {
        this.states = states;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
        this.workingDirectory = workingDirectory;
    }

    @Override
    public int run() {
        throw new UsageException("state export or import?", "Type 'state export FILE' or 'state import FILE'");
    }

    @Command(
            name = "export",
            description = "Write the state as one JSON document. No secret of a connection is in it.",
            footer = "Example: state export backup.json --environment prod")
    final class Export implements ShellCommand {
        @Parameters(paramLabel = "FILE", description = "Written anew.")
        private Path file;

        @Option(names = "--environment", paramLabel = "ENV", description = "Only this one; may be repeated.")
        private List<EnvironmentName> environments = new ArrayList<>();

        @Override
        public int run() {
            String document = states.exported(session.get().gateway(), Set.copyOf(environments));
            Path target = workingDirectory.resolve(file);
            write(target, document);
            console.note("the state is in %s".formatted(target));
            return DONE;
        }
    }

    /** Beside the file first, so that an earlier export is not lost to a full disk. */
    private static void write(Path target, String document) {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(fresh, document, StandardCharsets.UTF_8);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VmshException("cannot write '%s': %s".formatted(target, e), "Name another file", e);
        }
    }

    @Command(
            name = "import",
            description = "Take in a document that 'state export' wrote: all of it or nothing.",
            footer = "Example: state import backup.json")
    final class Import implements ShellCommand {
        @Parameters(paramLabel = "FILE", description = "What 'state export' wrote.")
        private Path file;

        @Option(names = "--replace", description = "In place of all that is recorded now.")
        private boolean replace;

        @Override
        public int run() {
            confirmations.requireWritable("state import");
            String document = read(workingDirectory.resolve(file));
            boolean sure = !replace
                    || confirmations.confirm(
                            "Forget all that is recorded now, and take in %s?".formatted(file), "--yes");
            if (!sure) {
                return DONE;
            }
            List<EnvironmentName> names = states.imported(session.get().gateway(), document, replace);
            var value = new LinkedHashMap<String, Object>();
            value.put(
                    "environments",
                    names.stream().map(EnvironmentName::toString).toList());
            console.print(new Report.Document(
                    value,
                    "%d environments taken in; 'doctor' compares them with the warehouse.\n".formatted(names.size())));
            return DONE;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read '%s': %s".formatted(file, e), "Name a file that 'state export' wrote");
        }
    }
}
