package dev.vmsh.shell.jline;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal in memory, with a screen to read and a keyboard to type on. */
final class Screen implements AutoCloseable {
    static final String TAB = "\t";
    static final String ENTER = "\r";
    static final String CTRL_C = "\003";
    static final String CTRL_D = "\004";
    // Arrow keys as a terminal in application mode sends them, which a line reader asks for.
    static final String RIGHT = "\033OC";
    static final String UP = "\033OA";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScreenTerminal screen;
    private final LineDisciplineTerminal terminal;

    Screen(int columns, int rows) {
        this(columns, rows, "xterm-256color");
    }

    /** @param type of terminal, as in {@code TERM} */
    Screen(int columns, int rows, String type) {
        screen = new ScreenTerminal(columns, rows);
        try {
            terminal = new LineDisciplineTerminal("test", type, new Output(), StandardCharsets.UTF_8);
            terminal.setSize(new Size(columns, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Terminal terminal() {
        return terminal;
    }

    void type(String... keys) {
        try {
            for (String key : keys) {
                terminal.processInputBytes(key.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The screen's text, once it is as wanted. */
    String await(String what, Predicate<String> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            String text = text();
            if (wanted.test(text)) {
                return text;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("never seen: " + what + "\non the screen:\n" + text());
    }

    String await(String part) {
        return await(part, text -> text.contains(part));
    }

    String text() {
        return screen.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce("", (all, line) -> all + line + "\n")
                .strip();
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    /** What is written appears on the screen; what the screen answers is typed. */
    private final class Output extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            screen.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
            String answer = screen.read();
            if (!answer.isEmpty()) {
                type(answer);
            }
        }
    }
}
