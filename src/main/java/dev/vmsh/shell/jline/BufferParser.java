package dev.vmsh.shell.jline;

import dev.vmsh.shell.Misspelt;
import dev.vmsh.shell.completion.Completion;
import dev.vmsh.sql.Input;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether what was typed is whole, and where the word at the cursor begins. */
final class BufferParser implements Parser {
    private final Supplier<Set<String>> commandNames;
    private final Completion completion;

    BufferParser(Supplier<Set<String>> commandNames, Completion completion) {
        this.commandNames = commandNames;
        this.completion = completion;
    }

    /** @throws EOFError if Enter was typed and the statement goes on: JLine then asks for another line */
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE
                && Input.read(line, commandNames.get()) instanceof Input.Unfinished unfinished
                && !isSlip(line)) {
            throw new EOFError(-1, cursor, "not finished", unfinished.why());
        }
        int start = completion.wordStart(line, cursor);
        return new Word(line, cursor, start);
    }

    /** A command of one line that was nearly typed right: it is told so at once, instead of waiting for a semicolon. */
    private boolean isSlip(String line) {
        return line.indexOf('\n') < 0 && Misspelt.word(line, commandNames.get()).isPresent();
    }

    /** A backslash begins a client command and escapes nothing. */
    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    /** The word left of the cursor, in its line. */
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        /** Nothing is quoted: what is completed is SQL, and names are offered as they must be written. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }

        @Override
        public int wordIndex() {
            return start == 0 ? 0 : 1;
        }

        @Override
        public List<String> words() {
            return start == 0
                    ? List.of(word())
                    : List.of(line.substring(0, start).strip(), word());
        }
    }
}
