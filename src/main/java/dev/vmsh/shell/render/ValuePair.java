package dev.vmsh.shell.render;

import java.text.Normalizer;

/**
 * Two values that differ, as texts in which the difference can be seen: where they only look alike, strings are quoted and letters
 * beyond ASCII are escaped; where they are long, both begin shortly before the first difference.
 */
record ValuePair(String source, String target) {
    private static final int LONGEST = 60;
    private static final int CONTEXT = 12;
    private static final String CUT = "…";

    static ValuePair of(Object source, Object target) {
        String left = Cell.line(source);
        String right = Cell.line(target);
        if (looksLike(left).equals(looksLike(right))) {
            left = spelledOut(source);
            right = spelledOut(target);
        }
        int start = Math.max(0, samePrefix(left, right) - CONTEXT);
        boolean cut = left.length() > LONGEST || right.length() > LONGEST;
        return cut ? new ValuePair(from(left, start), from(right, start)) : new ValuePair(left, right);
    }

    private static String looksLike(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    private static String spelledOut(Object value) {
        String text = Cell.line(value);
        if (!(value instanceof String)) {
            return text;
        }
        var out = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            if (c < 0x7f) {
                out.appendCodePoint(c);
            } else {
                out.append("\\u{%x}".formatted(c));
            }
        });
        return out.append('\'').toString();
    }

    private static int samePrefix(String left, String right) {
        int length = Math.min(left.length(), right.length());
        int same = 0;
        while (same < length && left.charAt(same) == right.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String from(String text, int start) {
        int begin = whole(text, Math.min(start, text.length()));
        int end = whole(text, Math.min(begin + LONGEST, text.length()));
        return (begin > 0 ? CUT : "") + text.substring(begin, end) + (end < text.length() ? CUT : "");
    }

    /** {@code at}, or the place before it if it lies within a character of two units. */
    private static int whole(String text, int at) {
        boolean within = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return within ? at - 1 : at;
    }
}
