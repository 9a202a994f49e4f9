package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\record",
        description = "Write down what is typed from now on, as a script that does it again.",
        footer = {"Example: \\record monday.vmsh", "Example: \\record"})
final class RecordCommand implements ShellCommand {
    private final Recording recording;
    private final CurrentSession session;
    private final Console console;
    private final Path folder;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A .vmsh script. Default: stop.")
    private String file;

    @Option(names = "--overwrite", description = "Write over a file that is there.")
    private boolean overwrite;

    RecordCommand(Recording recording, CurrentSession session, Console console, Path folder) {
        this.recording = recording;
        this.session = session;
        this.console = console;
        this.folder = folder;
    }

    @Override
    public int run() {
        if (file == null) {
            console.note(recording.file().map(path -> "recorded in " + path).orElse("nothing was being recorded"));
            recording.stop();
            return DONE;
        }
        if (!session.get().rules().interactive()) {
            throw new UsageException("nobody types here", "Start a shell to record what is typed");
        }
        Path target = folder.resolve(file).toAbsolutePath().normalize();
        if (Files.exists(target) && !overwrite) {
            throw new UsageException(target + " is there already", "Name another file, or add --overwrite");
        }
        recording.start(target);
        console.note("recording in %s; \\record alone stops".formatted(target));
        return DONE;
    }
}
