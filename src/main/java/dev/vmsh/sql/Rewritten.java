package dev.vmsh.sql;

import java.util.List;

/**
 * SQL with some pieces replaced, and where each piece of it came from.
 *
 * @param sql the new text
 * @param edits the replacements made, in text order
 */
public record Rewritten(String sql, List<Edit> edits) {
    public Rewritten {
        edits = List.copyOf(edits);
    }

    /** {@code [from, to)} of the original became {@code text}. Offsets in characters. */
    public record Edit(int from, int to, String text) {}

    /** The offset in the original text of {@code offset} in {@link #sql}; a place inside a replacement maps to its beginning. */
    public int original(int offset) {
        int shift = 0;
        for (Edit edit : edits) {
            int start = edit.from() + shift;
            if (offset < start) {
                break;
            }
            if (offset < start + edit.text().length()) {
                return edit.from();
            }
            shift += edit.text().length() - (edit.to() - edit.from());
        }
        return offset - shift;
    }
}
