package dev.vmsh.shell.jline;

import dev.vmsh.shell.completion.Completion;
import dev.vmsh.shell.render.DisplayWidth;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A line reader that shows in grey how a line may go on: as it did the last time, which the right arrow takes over, or what a command
 * expects, which is there to be read.
 */
final class SuggestingReader extends LineReaderImpl {
    private static final List<String> CLOSING = List.of(")", "]", "}");

    /** Often enough to be looked at. */
    private static final long DRAWN_NANOS = Duration.ofMillis(100).toNanos();

    private final Completion completion;
    private final TerminalBytes bytes;
    private boolean suggests;
    private long drawnAt = System.nanoTime() - DRAWN_NANOS;

    @SuppressWarnings("this-escape") // widgets are called when a line is read
    SuggestingReader(Terminal terminal, Map<String, Object> variables, Completion completion) throws IOException {
        super(terminal, "vmsh", variables);
        this.completion = completion;
        this.bytes = new TerminalBytes(terminal);
        taking(LineReader.FORWARD_CHAR);
        taking(LineReader.END_OF_LINE);
        taking(LineReader.VI_FORWARD_CHAR);
    }

    void suggest(boolean on) {
        suggests = on;
    }

    /**
     * Reads something whole.
     *
     * @param shown the prompt; asked for again once it can be changed, for whoever has another before that finds nothing to show it in
     * @param before what stands there at first; null for nothing
     */
    String line(Supplier<String> shown, String before) {
        getWidgets().put(CALLBACK_INIT, () -> {
            setPrompt(shown.get());
            return true;
        });
        return readLine(shown.get(), null, (Character) null, before);
    }

    /** Uses the keys of vi, beginning each line in its insert mode, or those of emacs. */
    void vi(boolean on) {
        getKeyMaps().put(MAIN, getKeyMaps().get(on ? VIINS : EMACS));
    }

    /** Closing brackets are typed into the search like other letters; outside it they show where theirs was opened, which ends a search. */
    @Override
    protected boolean doSearchHistory(boolean backward) {
        KeyMap<Binding> keys = getKeys();
        var before = new HashMap<String, Binding>();
        for (String bracket : CLOSING) {
            before.put(bracket, keys.getBound(bracket));
            keys.bind(new Reference(SELF_INSERT), bracket);
        }
        try {
            return super.doSearchHistory(backward);
        } finally {
            before.forEach((bracket, binding) -> keys.bind(binding, bracket));
        }
    }

    /**
     * What a terminal types faster than it is drawn, a paste without marks above all, is drawn now and then and when no more is there: each
     * picture costs as much as there is to draw.
     */
    @Override
    protected void redisplay(boolean flush) {
        long now = System.nanoTime();
        if (reading && !skipRedisplay && now - drawnAt < DRAWN_NANOS && bytes.isThere()) {
            return;
        }
        super.redisplay(flush);
        drawnAt = System.nanoTime();
    }

    /** As JLine's, but of a paste that is too long nothing is kept, and it says so. */
    @Override
    public boolean beginPaste() {
        Paste paste = pasted();
        if (paste.fits(buf.length())) {
            regionActive = RegionType.PASTE;
            regionMark = buf.cursor();
            buf.write(paste.text());
        } else {
            printAbove(String.format(
                    Locale.ROOT,
                    "note: the %,d characters that were pasted are thrown away, for at most %,d are edited here."
                            + " Put them in a file and type 'source FILE'",
                    paste.length(),
                    Paste.LONGEST));
        }
        bindingReader.runMacro(paste.behind());
        return true;
    }

    private Paste pasted() {
        try {
            return Paste.read(bytes, this::readCharacter);
        } catch (EndOfFileException e) {
            throw e.partialLine(buf.toString());
        }
    }

    /** What stands there now. */
    String typed() {
        return buf.toString();
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        boolean atEnd = suggests
                && doAutosuggestion
                && post == null
                && buf.cursor() == buf.length()
                && buf.length() <= JLineEditor.LONGEST_FOLLOWED;
        AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        if (!atEnd || buf.length() == 0) {
            return shown;
        }
        String rest = fromHistory();
        String grey = rest.isEmpty() ? fitting(completion.tip(buf.toString())) : rest;
        return grey.isEmpty()
                ? shown
                : new AttributedStringBuilder()
                        .append(shown)
                        .styled(AttributedStyle::faint, grey)
                        .toAttributedString();
    }

    /** The rest of the youngest entry that begins with what is typed; empty if there is none. */
    private String fromHistory() {
        String typed = buf.toString();
        History all = getHistory();
        for (Iterator<History.Entry> entries = all.reverseIterator(all.last()); entries.hasNext(); ) {
            String line = entries.next().line();
            if (line.startsWith(typed) && line.length() > typed.length()) {
                return line.substring(typed.length());
            }
        }
        return "";
    }

    /** As much of {@code tip} as has room on the line. */
    private String fitting(String tip) {
        String typed = buf.toString();
        int line = DisplayWidth.of(typed.substring(typed.lastIndexOf('\n') + 1).replaceAll("\\p{Cntrl}", " "));
        int before = typed.indexOf('\n') < 0 && prompt != null ? prompt.columnLength() + line : line;
        int room = Math.max(0, size.getColumns() - before % Math.max(1, size.getColumns()) - 1);
        return tip.length() <= room ? tip : tip.substring(0, room);
    }

    /** Lets the key that moves right at the end of a line take what is suggested. */
    private void taking(String widget) {
        Widget before = getBuiltinWidgets().get(widget);
        getWidgets().put(widget, () -> {
            String rest = suggests && buf.cursor() == buf.length() && buf.length() > 0 ? fromHistory() : "";
            if (rest.isEmpty()) {
                return before.apply();
            }
            putString(rest);
            return true;
        });
    }
}
