package dev.vmsh.diff;

/** The SQL that looks at both tables before any of their rows are matched. */
final class WholeTableQueries {
    private final TableComparison comparison;
    private final ComparisonSyntax syntax;
    private final Projection projection;

    WholeTableQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.syntax = ComparisonSyntax.of(comparison.dialect());
        this.projection = new Projection(comparison);
    }

    /**
     * Counts the rows of each side and, unless a type changed, adds up their hashes. Two rows: source, target; see
     * {@link Profile.Side#of}.
     */
    String profile() {
        return profile(0, comparison.source()) + "\nUNION ALL\n" + profile(1, comparison.target()) + "\nORDER BY 1";
    }

    private String profile(int number, TableSide side) {
        String nulls = comparison.keyed()
                ? "%s, %s".formatted(syntax.countIf(projection.keyWithNull()), syntax.countIf(projection.keyless("")))
                : "0, 0";
        String fingerprint = comparison
                .commonTypes()
                .flatMap(types -> syntax.fingerprint(projection.all(), types))
                .orElse("max(CAST(NULL AS bigint))");
        return "SELECT %d, count(*), %s, %s FROM (%s) x".formatted(number, nulls, fingerprint, projection.rows(side));
    }

    /** One number: the keys of the source that more than one row has. */
    String duplicates() {
        String keys = String.join(", ", projection.keys());
        return "SELECT count(*) FROM (SELECT %1$s FROM (%2$s) x WHERE NOT (%3$s) GROUP BY %1$s HAVING count(*) > 1) g"
                .formatted(keys, projection.rows(comparison.source()), projection.keyless("x."));
    }
}
