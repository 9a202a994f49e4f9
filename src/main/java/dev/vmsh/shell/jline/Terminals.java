package dev.vmsh.shell.jline;

import dev.vmsh.problem.VmshException;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the process's terminal. */
public final class Terminals {
    /** What a terminal is taken for that does not know its size. */
    static final Size DEFAULT_SIZE = new Size(80, 24);

    private Terminals() {}

    /** The terminal the process was started in; a dumb one where there is no other. */
    public static Terminal system() {
        try {
            return sized(TerminalBuilder.builder().name("vmsh").system(true).dumb(true).build());
        } catch (IOException e) {
            throw new VmshException("the terminal cannot be opened", "Run a script instead: vmsh -f FILE", e);
        }
    }

    /** {@code terminal}, with a size if it had none. */
    static Terminal sized(Terminal terminal) {
        if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
            terminal.setSize(DEFAULT_SIZE);
        }
        return terminal;
    }

    static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
