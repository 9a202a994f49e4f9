package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\o",
        description = "Write results into a file, or to the screen again.",
        footer = "Example: \\o orders.csv")
final class OutputCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;
    private final Path folder;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the screen.")
    private String file;

    OutputCommand(CurrentSession session, Console console, Path folder) {
        this.session = session;
        this.console = console;
        this.folder = folder;
    }

    @Override
    public int run() {
        if (file == null) {
            console.redirect(Optional.empty());
            tell("results are shown");
            return DONE;
        }
        try {
            console.redirect(Optional.of(new PrintWriter(Files.newBufferedWriter(folder.resolve(file)))));
        } catch (IOException e) {
            throw new VmshException("cannot write " + file, "Check that its folder exists and may be written to", e);
        }
        tell("results go into %s until \\o".formatted(file));
        return DONE;
    }

    /** A script knows what it does. */
    private void tell(String what) {
        if (session.get().rules().interactive()) {
            console.note(what);
        }
    }
}
