package dev.vmsh.shell.jline;

import dev.vmsh.shell.render.Cell;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** A line that is written over and over, on the line of the cursor. Safe for several threads. */
final class StatusLine {
    private final Terminal terminal;
    private final boolean coloured;
    /** Of what is shown. */
    private int columns;

    StatusLine(Terminal terminal, boolean coloured) {
        this.terminal = terminal;
        this.coloured = coloured;
    }

    /**
     * Shows {@code text} in place of what was shown before; empty takes it away. A dumb terminal shows nothing.
     *
     * @param width of the screen
     */
    synchronized void show(String text, int width) {
        if (Terminals.isDumb(terminal)) {
            return;
        }
        AttributedString line = new AttributedStringBuilder()
                .styled(AttributedStyle::faint, Cell.escaped(text))
                .columnSubSequence(0, width - 1);
        terminal.writer().write('\r');
        if (columns > width) {
            // The screen became narrower and broke the line.
            for (int row = 0; row < (columns - 1) / width; row++) {
                terminal.puts(Capability.cursor_up);
            }
            terminal.puts(Capability.clr_eos);
        }
        columns = line.columnLength();
        terminal.writer().write(line.toAnsi(coloured ? terminal : null));
        terminal.puts(Capability.clr_eol);
        terminal.flush();
    }
}
