package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.Map;
import java.util.Set;

/** Where the clause after {@code @WHERE(condition)} and its kin ends. */
final class Clauses {
    /** Each clause macro and the keyword it stands for. */
    static final Map<String, String> KEYWORDS = Map.of(
            "with", "WITH",
            "join", "JOIN",
            "where", "WHERE",
            "group_by", "GROUP BY",
            "having", "HAVING",
            "order_by", "ORDER BY",
            "limit", "LIMIT");

    /** What can stand before JOIN and goes with it. */
    static final Set<String> JOIN_SIDES =
            Set.of("left", "right", "full", "inner", "outer", "cross", "natural", "semi", "anti", "asof", "positional");

    private static final Set<String> STATEMENTS =
            Set.of("select", "insert", "update", "delete", "merge", "from", "values", "table");
    private static final Set<String> LATER_CLAUSES = Set.of(
            "group",
            "having",
            "qualify",
            "window",
            "order",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "for",
            "rows",
            "range",
            "groups",
            "returning",
            "sample",
            "tablesample");

    private Clauses() {}

    /** Whether {@code token}, outside brackets, is the first one after the clause that {@code macro} began. */
    static boolean ends(String macro, Token token) {
        if (token.isOperator(";")) {
            return true;
        }
        if (token.kind() != Token.Kind.WORD) {
            return false;
        }
        String word = token.lower();
        if (macro.equals("with")) {
            return STATEMENTS.contains(word);
        }
        if (macro.equals("join")) {
            return word.equals("join")
                    || word.equals("where")
                    || JOIN_SIDES.contains(word)
                    || LATER_CLAUSES.contains(word);
        }
        return LATER_CLAUSES.contains(word);
    }
}
