package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits text into statements at the semicolons that are not inside strings, quoted names, comments, or dollar quotes. */
public final class Splitter {
    private Splitter() {}

    /**
     * One statement.
     *
     * @param text without the semicolon and without white space around it; comments stay
     * @param offset where {@code text} begins in the source
     * @param terminated whether a semicolon ended it
     */
    public record Piece(String text, int offset, boolean terminated) {}

    /** As {@link #split(String, Dialect)} for DuckDB, whose quoting rules the shell's own text follows. */
    public static List<Piece> split(String text) {
        return split(text, Dialect.DUCKDB);
    }

    /** The statements in order; blank and comment-only ones are left out. The last may be unterminated. */
    public static List<Piece> split(String text, Dialect dialect) {
        var pieces = new ArrayList<Piece>();
        var current = new ArrayList<Token>();
        for (Token token : Lexer.tokens(text, dialect)) {
            if (token.isOperator(";")) {
                addUnlessBlank(pieces, current, true);
                current.clear();
            } else {
                current.add(token);
            }
        }
        addUnlessBlank(pieces, current, false);
        return List.copyOf(pieces);
    }

    private static void addUnlessBlank(List<Piece> pieces, List<Token> tokens, boolean terminated) {
        if (tokens.stream().allMatch(Token::trivia)) {
            return;
        }
        var text = new StringBuilder();
        tokens.forEach(token -> text.append(token.text()));
        String whole = text.toString();
        String stripped = whole.strip();
        pieces.add(new Piece(stripped, tokens.get(0).start() + whole.indexOf(stripped), terminated));
    }
}
