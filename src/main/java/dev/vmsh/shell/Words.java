package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line cut into words at white space outside quotes. Inside {@code '...'} everything is plain, inside {@code "..."} a backslash
 * escapes {@code "} and itself; elsewhere a quote may stand in the middle of a word.
 */
final class Words {
    private final String line;
    private final List<Word> words = new ArrayList<>();
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /**
     * One word.
     *
     * @param text without quotes
     * @param start offset of its first character, quotes included
     * @param end offset after its last
     */
    record Word(String text, int start, int end) {}

    /** @throws UsageException if a quote is not closed */
    static List<Word> of(String line) {
        return new Words(line).run();
    }

    private List<Word> run() {
        while (true) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == line.length()) {
                return List.copyOf(words);
            }
            words.add(word());
        }
    }

    private Word word() {
        int start = at;
        var text = new StringBuilder();
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            char c = line.charAt(at);
            if (c == '\'' || c == '"') {
                quoted(c, text);
            } else {
                text.append(c);
                at++;
            }
        }
        return new Word(text.toString(), start, at);
    }

    private void quoted(char quote, StringBuilder text) {
        int open = at++;
        while (at < line.length() && line.charAt(at) != quote) {
            boolean escape = quote == '"'
                    && line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && (line.charAt(at + 1) == '"' || line.charAt(at + 1) == '\\');
            at += escape ? 1 : 0;
            text.append(line.charAt(at++));
        }
        if (at == line.length()) {
            throw new UsageException(
                    "the quote %s at column %d is not closed".formatted(quote, open + 1), "Close it, or take it out");
        }
        at++;
    }
}
