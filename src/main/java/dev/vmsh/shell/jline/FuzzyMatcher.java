package dev.vmsh.shell.jline;

import java.util.Locale;
import java.util.Map;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.LineReader.Option;
import org.jline.reader.impl.CompletionMatcherImpl;

/** What begins with the word, else what contains it, else what has its letters in their order: {@code wdly} finds {@code weather.daily}. */
final class FuzzyMatcher extends CompletionMatcherImpl {
    private static final int SHORTEST = 2;

    @Override
    protected void defaultMatchers(
            Map<Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        super.defaultMatchers(options, prefix, line, caseInsensitive, errors, originalGroupName);
        String word = line.word().toLowerCase(Locale.ROOT);
        if (word.length() >= SHORTEST) {
            // Before the one that forgives a wrong letter, which is the last: letters left out are what people mean.
            matchers.add(2, simpleMatcher(candidate -> matches(word, candidate.toLowerCase(Locale.ROOT))));
        }
    }

    /** Whether {@code word}'s letters stand in {@code candidate} in order, the first at the beginning of one of its parts. */
    static boolean matches(String word, String candidate) {
        for (int start = candidate.indexOf(word.charAt(0));
                start >= 0;
                start = candidate.indexOf(word.charAt(0), start + 1)) {
            boolean beginsPart = start == 0 || !Character.isLetterOrDigit(candidate.charAt(start - 1));
            if (beginsPart && follows(word, candidate, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(String word, String candidate, int start) {
        int at = start;
        for (int i = 0; i < word.length(); i++) {
            at = candidate.indexOf(word.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}
