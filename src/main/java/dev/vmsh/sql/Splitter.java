package dev.vmsh.sql;

import java.util.List;

/** Splits text into statements at the semicolons that are not inside strings, quoted names, comments, or dollar quotes. */
public final class Splitter {
    private Splitter() {}

    /** One statement: its text without the semicolon, and where in the source it begins. */
    public record Piece(String text, int offset, boolean terminated) {}

    /** The statements in order; blank and comment-only ones are left out. The last may be unterminated. */
    public static List<Piece> split(String text) {
        throw new UnsupportedOperationException("not built yet: " + text.length());
    }
}
