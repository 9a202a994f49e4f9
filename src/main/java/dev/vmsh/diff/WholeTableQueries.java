package dev.vmsh.diff;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The SQL that looks at both tables before any of their rows are matched. Each query returns two rows: source, target. */
final class WholeTableQueries {
    /** So many are read in no time, and if one row in a thousand differs, some of them do. */
    private static final int FIRST_ROWS = 10_000;

    private final TableComparison comparison;
    private final ComparisonSyntax syntax;
    private final Projection projection;

    WholeTableQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.syntax = ComparisonSyntax.of(comparison.dialect());
        this.projection = new Projection(comparison);
    }

    /** Counts the rows of each side and looks at the first of them; see {@link Profile.Side#of}. */
    String profile() {
        return ofBoth(this::profile);
    }

    private String ofBoth(BiFunction<Integer, TableSide, String> query) {
        return query.apply(0, comparison.source()) + "\nUNION ALL\n" + query.apply(1, comparison.target())
                + "\nORDER BY 1";
    }

    private String profile(int number, TableSide side) {
        String nulls = comparison.keyed()
                ? "%s, %s".formatted(syntax.countIf(projection.keyWithNull()), syntax.countIf(projection.keyless("")))
                : "0, 0";
        String repeats = comparison.keyed() ? repeats(side) : "0";
        return "SELECT %d, count(*), %s, %s, %s FROM (%s) x"
                .formatted(number, nulls, repeats, glance(side), projection.rows(side));
    }

    /** Fingerprints of the keys and of the whole of a side's first rows. */
    private String glance(TableSide side) {
        Optional<List<ColumnType>> types = comparison.keyed() ? comparison.commonTypes() : Optional.empty();
        return types.flatMap(all -> syntax.fingerprint(
                                projection.keys(),
                                all.subList(0, projection.keys().size()))
                        .flatMap(keys -> syntax.fingerprint(projection.all(), all)
                                .map(rows -> first(keys, side) + ", " + first(rows, side))))
                .orElse("NULL, NULL");
    }

    private String first(String fingerprint, TableSide side) {
        return "(SELECT %s FROM (%s) first_rows)".formatted(fingerprint, firstRows(side));
    }

    private String firstRows(TableSide side) {
        return projection.rows(side) + " LIMIT " + FIRST_ROWS;
    }

    /** The most rows that one key has among a side's first rows. */
    private String repeats(TableSide side) {
        return "(SELECT max(n) FROM (SELECT count(*) AS n FROM (%s) first_rows WHERE NOT (%s) GROUP BY %s) repeats)"
                .formatted(firstRows(side), projection.keyless(""), String.join(", ", projection.keys()));
    }

    /** Side and {@link ComparisonSyntax#fingerprint}; empty where that of the two sides cannot be compared. */
    Optional<String> fingerprints() {
        return comparison
                .commonTypes()
                .flatMap(types -> syntax.fingerprint(projection.all(), types))
                .map(fingerprint -> ofBoth((number, side) ->
                        "SELECT %d, %s FROM (%s) x".formatted(number, fingerprint, projection.rows(side))));
    }

    /** One number: the keys of the source that more than one row has. */
    String duplicates() {
        String keys = String.join(", ", projection.keys());
        return "SELECT count(*) FROM (SELECT %1$s FROM (%2$s) x WHERE NOT (%3$s) GROUP BY %1$s HAVING count(*) > 1) g"
                .formatted(keys, projection.rows(comparison.source()), projection.keyless("x."));
    }
}
