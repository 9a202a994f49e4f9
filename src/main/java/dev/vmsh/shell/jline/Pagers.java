package dev.vmsh.shell.jline;

import dev.vmsh.shell.Comforts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** Shows text a screen at a time: in the user's program, or in a pager of vmsh's own, where q leaves and long lines scroll sideways. */
final class Pagers {
    private final Terminal terminal;

    Pagers(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Returns when the reader has seen enough. A program that does not start is told of, and replaced.
     *
     * @param wraps whether long lines are broken, rather than cut and scrolled sideways
     */
    void show(String text, boolean wraps, Comforts.Pager pager) throws IOException, InterruptedException {
        if (pager instanceof Comforts.Pager.Program program) {
            try {
                Process process = start(program.command(), wraps);
                feed(process, text);
                process.waitFor();
                return;
            } catch (IOException notThere) {
                terminal.writer()
                        .println("note: the pager '%s' did not start; \\pager names another"
                                .formatted(program.command()));
            }
        }
        var less = new Less(terminal, Path.of("").toAbsolutePath());
        less.chopLongLines = !wraps;
        less.run(new Text(text));
    }

    private Process start(String command, boolean wraps) throws IOException {
        terminal.flush();
        var builder = new ProcessBuilder(List.of(command.strip().split("\\s+")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Colours as they are, the long lines of tables cut. A user's own LESS says otherwise.
        builder.environment().putIfAbsent("LESS", wraps ? "-R" : "-RS");
        return builder.start();
    }

    private static void feed(Process process, String text) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException left) {
            // Whoever reads may leave before the end: the rest is of no use to anybody.
            return;
        }
    }

    /** Text in memory as a source of the pager. */
    private record Text(String text) implements Source {
        @Override
        public String getName() {
            return "result";
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}
