package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says for each item of an ORDER BY where NULLs go, as one dialect means it, where another means something else. */
final class NullOrder {
    /** Dialects in which NULL is less than everything. */
    private static final Set<Dialect> SMALL = EnumSet.of(
            Dialect.BIGQUERY,
            Dialect.MYSQL,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.DATABRICKS,
            Dialect.TSQL,
            Dialect.SQLITE);

    /** Dialects in which NULL is greater than everything; in the others it comes last in either direction. */
    private static final Set<Dialect> LARGE =
            EnumSet.of(Dialect.POSTGRES, Dialect.REDSHIFT, Dialect.SNOWFLAKE, Dialect.ORACLE);

    private static final Set<String> ENDS = Set.of(
            "rows",
            "range",
            "groups",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "separator",
            "for",
            "window",
            "qualify",
            "using");

    private final Dialect from;
    private final Dialect to;

    private NullOrder(Dialect from, Dialect to) {
        this.from = from;
        this.to = to;
    }

    /** Empty if both mean the same. */
    static Optional<NullOrder> between(Dialect from, Dialect to) {
        boolean same = first(from, false) == first(to, false) && first(from, true) == first(to, true);
        return same ? Optional.empty() : Optional.of(new NullOrder(from, to));
    }

    private static boolean first(Dialect dialect, boolean descending) {
        return descending ? LARGE.contains(dialect.kin()) : SMALL.contains(dialect.kin());
    }

    List<Rewritten.Edit> edits(List<Token> tokens) {
        var edits = new ArrayList<Rewritten.Edit>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("order") && tokens.get(i + 1).is("by")) {
                items(tokens, i + 2, edits);
            }
        }
        return edits;
    }

    private void items(List<Token> tokens, int start, List<Rewritten.Edit> edits) {
        int depth = 0;
        boolean descending = false;
        boolean said = false;
        for (int i = start; i <= tokens.size(); i++) {
            boolean end = i == tokens.size()
                    || (depth == 0
                            && (tokens.get(i).isOperator(")")
                                    || tokens.get(i).isOperator(";")
                                    || ENDS.contains(tokens.get(i).lower())));
            if (end || (depth == 0 && tokens.get(i).isOperator(","))) {
                boolean differs = first(from, descending) != first(to, descending);
                if (!said && differs && i > start) {
                    int at = tokens.get(i - 1).end();
                    edits.add(new Rewritten.Edit(at, at, first(from, descending) ? " NULLS FIRST" : " NULLS LAST"));
                }
                if (end) {
                    return;
                }
                descending = false;
                said = false;
            } else {
                Token token = tokens.get(i);
                depth += token.isOperator("(") || token.isOperator("[") ? 1 : 0;
                depth -= token.isOperator(")") || token.isOperator("]") ? 1 : 0;
                descending |= depth == 0 && token.is("desc");
                said |= depth == 0 && token.is("nulls");
            }
        }
    }
}
