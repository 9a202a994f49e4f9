package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes down what is typed as a script that does it again. Each entry is on the disk when the next one is asked for. */
final class Recording {
    private final CurrentSession session;
    private final Clock clock;
    private Optional<Path> file = Optional.empty();

    Recording(CurrentSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** The file that is written; empty while nothing is recorded. */
    Optional<Path> file() {
        return file;
    }

    /**
     * Writes into {@code target} from now on.
     *
     * @throws VmshException if it cannot be written
     */
    void start(Path target) {
        Session now = session.get();
        write(
                target,
                """
                -- A vmsh session of %s. To do it again: vmsh --yes %s
                use gateway %s
                use env %s
                """.formatted(
                                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                                target.getFileName(),
                                now.gateway(),
                                now.environment()),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        file = Optional.of(target);
    }

    void stop() {
        file = Optional.empty();
    }

    /** Adds what was typed; as a comment if it failed. {@link RecordCommand} itself is left out. */
    void add(Input input, boolean done) {
        if (file.isEmpty() || isRecord(input)) {
            return;
        }
        String text = text(input);
        String entry = done ? text : "-- failed: " + text.replace("\n", "\n-- ");
        write(file.get(), entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean isRecord(Input input) {
        return input instanceof Input.Command command && command.line().matches("(?is)\\\\record\\b.*");
    }

    private static String text(Input input) {
        if (input instanceof Input.Command command) {
            return command.line();
        }
        String sql = ((Input.Statements) input).pieces().get(0).text().strip();
        return sql.endsWith(";") ? sql : sql + ";";
    }

    private static void write(Path target, String text, StandardOpenOption... options) {
        try {
            Files.writeString(target, text, options);
        } catch (IOException e) {
            throw new VmshException("cannot write " + target, "Check that its folder exists and may be written to", e);
        }
    }
}
