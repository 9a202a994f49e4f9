package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.ErrorPrinter.Place;
import dev.vmsh.sql.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Runs scripts: commands by line, SQL by semicolon, from the first to the first that fails. Not for several threads. */
public final class ScriptRunner {
    private static final int DEEPEST = 50;

    private final CurrentSession session;
    private final ErrorPrinter errors;
    private final Path workingDirectory;
    private final Deque<Path> running = new ArrayDeque<>();
    private Interpreter interpreter;

    public ScriptRunner(CurrentSession session, ErrorPrinter errors, Path workingDirectory) {
        this.session = session;
        this.errors = errors;
        this.workingDirectory = workingDirectory;
    }

    /** Says who does the lines; the interpreter in turn runs scripts through {@code source}. */
    void use(Interpreter lines) {
        interpreter = lines;
    }

    /**
     * Runs a file.
     *
     * @param path relative to the working directory or, if it is not there, to the script that names it
     * @return the exit code of the last entry that failed, or 0
     * @throws UsageException if it cannot be read, or scripts source each other without end
     */
    public int file(String path) {
        Path file = workingDirectory.resolve(path);
        if (!Files.exists(file) && !running.isEmpty()) {
            file = running.peek().resolveSibling(path);
        }
        if (running.size() >= DEEPEST) {
            throw new UsageException(
                    "scripts source each other more than %d deep".formatted(DEEPEST), "Look for a circle: " + path);
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read the script %s".formatted(path), "Check that the file exists and is UTF-8 text");
        }
        running.push(file);
        try {
            return text(text, Optional.of(path));
        } finally {
            running.pop();
        }
    }

    /**
     * Runs {@code script}.
     *
     * @param name of the file, for messages; empty for text from the command line
     */
    public int text(String script, Optional<String> name) {
        var conditions = new Conditions();
        int failed = ShellCommand.DONE;
        for (Input.Entry entry : Input.all(withoutShebang(script), interpreter.commandNames())) {
            Optional<Place> place = name.map(file -> new Place(file, entry.line()));
            int code = entry(entry.input(), conditions, place);
            if (code != ShellCommand.DONE) {
                failed = code;
                if (!session.get().rules().continueOnError() || code == SqlExecutor.INTERRUPTED) {
                    return code;
                }
            }
            if (session.ended().isPresent()) {
                return session.ended().getAsInt();
            }
        }
        return conditions.open() ? unclosed(name) : failed;
    }

    private int unclosed(Optional<String> name) {
        errors.print(new UsageException("\\if without \\endif", "Add \\endif"), name.map(file -> new Place(file, 0)));
        return 2;
    }

    private int entry(Input input, Conditions conditions, Optional<Place> place) {
        try {
            if (input instanceof Input.Command command
                    && conditions.take(command.line(), session.get().variables())) {
                return ShellCommand.DONE;
            }
            if (!conditions.active()) {
                return ShellCommand.DONE;
            }
            int code = interpreter.run(input);
            boolean sourced =
                    input instanceof Input.Command command && command.line().startsWith("source");
            if (code != ShellCommand.DONE && !sourced && place.isPresent()) {
                errors.stopped(place.get(), code);
            }
            return code;
        } catch (VmshException e) {
            errors.print(e, place);
            return e.exitCode();
        }
    }

    /** A first line that names an interpreter becomes a comment, so that lines keep their numbers. */
    private static String withoutShebang(String script) {
        return script.startsWith("#!") ? "--" + script.substring(2) : script;
    }
}
