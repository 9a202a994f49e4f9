package dev.vmsh.diff;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SQL that compares tables without a key, as bags of whole rows. */
final class BagQueries {
    private final TableComparison comparison;
    private final Projection projection;
    private final ColumnEquality equality;

    BagQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.projection = new Projection(comparison);
        this.equality = new ColumnEquality(comparison, ComparisonSyntax.of(comparison.dialect()));
    }

    /** One row: rows that both sides have, rows of the source only, of the target only. */
    String counts() {
        return bags() + """
                SELECT sum(least(a, b)), sum(CASE WHEN a > b THEN a - b ELSE 0 END),
                  sum(CASE WHEN b > a THEN b - a ELSE 0 END) FROM g""";
    }

    /** Whole rows that one side has more of. */
    String only(boolean source) {
        String columns = String.join(", ", projection.columns());
        return bags() + "SELECT " + columns + " FROM g WHERE " + (source ? "a > b" : "b > a") + "\nORDER BY " + columns
                + "\nLIMIT " + comparison.options().limit();
    }

    /** Whole rows with how often each side has them. */
    private String bags() {
        List<String> values = equality.groupables();
        String named = IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        return "WITH "
                + String.join(
                        ",\n",
                        "s AS (" + projection.rows(comparison.source()) + ")",
                        "t AS (" + projection.rows(comparison.target()) + ")",
                        "u AS (SELECT %1$s, 1 AS a, 0 AS b FROM s UNION ALL SELECT %1$s, 0 AS a, 1 AS b FROM t)"
                                .formatted(named),
                        "g AS (SELECT %1$s, sum(a) AS a, sum(b) AS b FROM u GROUP BY %1$s)"
                                .formatted(String.join(", ", projection.columns())))
                + "\n";
    }
}
