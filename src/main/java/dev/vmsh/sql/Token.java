package dev.vmsh.sql;

import java.util.Locale;

/**
 * One piece of SQL text. The tokens of a text, trivia included, are the text: each begins where the one before it ends.
 *
 * @param text as written, quotes included
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record Token(Kind kind, String text, int start, int end) {
    /** What a token is. */
    public enum Kind {
        /** A keyword or an unquoted identifier. */
        WORD,
        /** An identifier in quotes, back-ticks or brackets. */
        QUOTED_NAME,
        /** A string of any spelling: {@code 'x'}, {@code E'x'}, {@code U&'x'}, {@code $tag$x$tag$}. */
        STRING,
        NUMBER,
        /** {@code $1} or {@code $name}. */
        PARAMETER,
        /** Operators and punctuation, the macro marks <code>@</code> and <code>@{</code> included. */
        OPERATOR,
        WHITESPACE,
        COMMENT,
        /** A string, quoted name or comment that the text ends inside of. */
        UNFINISHED
    }

    /** Whether it carries no meaning: white space or a comment. */
    public boolean trivia() {
        return kind == Kind.WHITESPACE || kind == Kind.COMMENT;
    }

    /** Whether this is the word {@code word}, in any case and not quoted. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether this is exactly the operator {@code operator}. */
    public boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether it can be one part of a dotted name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The text in lower case: how keywords are compared. */
    public String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For a name, the identifier without its quotes, inner doubled quotes made single; other tokens as written. */
    public String identifier() {
        if (kind != Kind.QUOTED_NAME) {
            return text;
        }
        String close = text.substring(text.length() - 1);
        return text.substring(1, text.length() - 1).replace(close + close, close);
    }

    /** For a name, the form under which two spellings of it are equal in {@code dialect}. */
    public String normalized(Dialect dialect) {
        return dialect.normalize(identifier(), kind == Kind.QUOTED_NAME);
    }
}
