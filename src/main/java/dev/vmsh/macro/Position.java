package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** Follows the tokens that were written so far, to know what a variable stands for at the next one. */
final class Position {
    /** What stands here. */
    enum Role {
        /** An expression. */
        VALUE,
        /** A table, column or alias. */
        NAME,
        /** A data type. */
        TYPE,
        /** The amount of an INTERVAL. */
        INTERVAL
    }

    private static final Set<String> NAME_FOLLOWS = Set.of(
            "into",
            "table",
            "view",
            "update",
            "schema",
            "join",
            "index",
            "column",
            "database",
            "describe",
            "recursive",
            "using");
    private static final Set<String> DEFINING_STATEMENTS = Set.of("create", "drop", "alter");
    private static final Set<String> TABLE_LIST_ENDS = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "on",
            "qualify",
            "window",
            "select",
            "union",
            "intersect",
            "except",
            "set",
            "values",
            "using",
            "offset",
            "returning");

    private final Deque<Level> levels = new ArrayDeque<>();
    private String previous = "";
    private String beforePrevious = "";

    /** What is known about the tokens between one pair of brackets. */
    private static final class Level {
        private final String opener;
        private String firstWord = "";
        private boolean query;
        private boolean tables;

        private Level(String opener) {
            this.opener = opener;
        }
    }

    Position() {
        levels.push(new Level(""));
    }

    /** Goes past a token that carries meaning. */
    void pass(Token token) {
        String text = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.OPERATOR ? token.lower() : "?";
        int nesting = SqlText.nesting(token);
        if (nesting > 0) {
            levels.push(new Level(previous));
        } else if (nesting < 0 && levels.size() > 1) {
            levels.pop();
        } else if (token.kind() == Token.Kind.WORD) {
            word(text);
        }
        move(text);
    }

    /** Goes past a value that a macro gave. */
    void passValue() {
        move("?");
    }

    Role role(boolean dotFollows) {
        if (previous.equals("::")) {
            return Role.TYPE;
        }
        if (previous.equals("as")) {
            String opener = levels.element().opener;
            return opener.equals("cast") || opener.equals("try_cast") || opener.equals("safe_cast")
                    ? Role.TYPE
                    : Role.NAME;
        }
        if (previous.equals("interval")) {
            return Role.INTERVAL;
        }
        boolean grantee = (previous.equals("to") || previous.equals("from"))
                && (levels.element().firstWord.equals("grant")
                        || levels.element().firstWord.equals("revoke"));
        boolean listed = previous.equals("from") || previous.equals(",");
        boolean name = dotFollows
                || grantee
                || previous.equals(".")
                || NAME_FOLLOWS.contains(previous)
                || (previous.equals("exists") && DEFINING_STATEMENTS.contains(levels.element().firstWord))
                || (previous.equals("with") && levels.element().firstWord.equals("with"))
                || (listed && levels.element().tables);
        return name ? Role.NAME : Role.VALUE;
    }

    boolean afterDot() {
        return previous.equals(".");
    }

    private void word(String word) {
        Level level = levels.element();
        if (level.firstWord.isEmpty()) {
            level.firstWord = word;
        }
        if (word.equals("select") || word.equals("delete") || word.equals("update")) {
            level.query = true;
        }
        if (word.equals("from")) {
            boolean distinctFrom = previous.equals("distinct") && level.query && !beforePrevious.equals("select");
            level.tables = (level.query || level.firstWord.equals("from")) && !distinctFrom;
        } else if (TABLE_LIST_ENDS.contains(word)) {
            level.tables = false;
        }
    }

    private void move(String text) {
        beforePrevious = previous;
        previous = text.toLowerCase(Locale.ROOT);
    }
}
