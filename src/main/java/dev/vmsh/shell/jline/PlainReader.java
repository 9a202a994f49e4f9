package dev.vmsh.shell.jline;

import dev.vmsh.sql.Input;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * Reads lines as a terminal gives them that can do nothing but print ({@code TERM=dumb}: an editor's window, a serial line). The terminal
 * itself shows what is typed; JLine's line reader would show each line a second time.
 */
final class PlainReader {
    private final Terminal terminal;
    private final Supplier<Set<String>> commandNames;
    private final AtomicInteger interruptions = new AtomicInteger();

    PlainReader(Terminal terminal, Supplier<Set<String>> commandNames) {
        this.terminal = terminal;
        this.commandNames = commandNames;
    }

    /** Something whole, as {@link BufferParser} sees it; empty at the end of input. Ctrl-C throws away what stands there. */
    Optional<String> statement(String prompt, String continuation) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> interrupted(prompt));
        try {
            var text = new StringBuilder();
            int count = interruptions.get();
            Optional<String> line = line(prompt);
            while (line.isPresent()) {
                if (count != interruptions.get()) {
                    count = interruptions.get();
                    text.setLength(0);
                }
                text.append(text.length() == 0 ? "" : "\n").append(line.get());
                if (!(Input.read(text.toString(), commandNames.get()) instanceof Input.Unfinished)) {
                    return Optional.of(text.toString());
                }
                line = line(continuation);
            }
            return Optional.empty();
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private void interrupted(String prompt) {
        interruptions.incrementAndGet();
        terminal.writer().print("\n" + prompt);
        terminal.flush();
    }

    /** One line, without its end; empty at the end of input. */
    Optional<String> line(String prompt) {
        terminal.writer().print(prompt);
        terminal.flush();
        var line = new StringBuilder();
        int count = interruptions.get();
        try {
            int c = terminal.reader().read();
            while (c >= 0 && c != '\n' && c != '\r') {
                if (count != interruptions.get()) {
                    count = interruptions.get();
                    line.setLength(0);
                }
                line.append((char) c);
                c = terminal.reader().read();
            }
            return c < 0 && line.length() == 0 ? Optional.empty() : Optional.of(line.toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
