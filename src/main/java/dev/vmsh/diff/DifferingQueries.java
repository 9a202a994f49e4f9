package dev.vmsh.diff;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SQL that finds the keys whose rows are not surely the same on both sides, with the number of rows on each side as {@code ns} and
 * {@code nt}. What is kept is small when little differs; everything else looks at those rows alone. {@code same} counts pairs of rows that
 * are the same and were left out; it stands in one row that has no key, or is 0.
 */
final class DifferingQueries {
    private final TableComparison comparison;
    private final ComparisonSyntax syntax;
    private final Projection projection;
    private final Optional<String> hash;

    DifferingQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.syntax = ComparisonSyntax.of(comparison.dialect());
        this.projection = new Projection(comparison);
        this.hash = comparison.columns().isEmpty()
                ? Optional.of("0")
                : comparison.columnTypes().flatMap(types -> syntax.hash(projection.columns(), types));
    }

    /** Whatever the keys are: the rows of both sides are grouped by them. Rows without any key are left out. */
    String grouped() {
        String same = hash.map(each -> " AND " + syntax.sameHash("h")).orElse(" AND 1 = 0");
        return """
                SELECT %1$s, count(*) FILTER (WHERE side = 0) AS ns, count(*) FILTER (WHERE side = 1) AS nt, 0 AS same
                FROM (%2$s
                UNION ALL
                %3$s) u
                GROUP BY %1$s
                HAVING NOT (count(*) FILTER (WHERE side = 0) = 1 AND count(*) FILTER (WHERE side = 1) = 1%4$s)""".formatted(
                        String.join(", ", projection.keys()),
                        hashed(", CAST(0 AS smallint) AS side", comparison.source()),
                        hashed(", CAST(1 AS smallint) AS side", comparison.target()),
                        comparison.columns().isEmpty() ? "" : same);
    }

    /**
     * For keys that may well be unique: a join of keys and hashes alone, which costs about half of what {@link #grouped} does. Where they
     * turn out not to be unique, which {@link Outline#unique} tells, its numbers mean nothing. It is cut off once there are more rows
     * than unique keys can give, so that it stays within bounds.
     *
     * @return empty if rows have no hash, keys are known to be repeated, or may be the same without being equal
     */
    Optional<String> joined(Profile profile) {
        if (hash.isEmpty()
                || profile.partlyNullKeys()
                || profile.repeatedKeys()
                || !comparison.keys().stream().allMatch(KeyPart::joins)) {
            return Optional.empty();
        }
        List<String> keys = projection.keys();
        String names = String.join(", ", keys);
        String unlessSame = keys.stream()
                .map(key -> "CASE WHEN s.h = t.h THEN NULL ELSE coalesce(s.%1$s, t.%1$s) END AS %1$s".formatted(key))
                .collect(Collectors.joining(", "));
        String equal =
                keys.stream().map(key -> "s.%1$s = t.%1$s".formatted(key)).collect(Collectors.joining(" AND "));
        return Optional.of("""
                SELECT %1$s, CASE WHEN k0 IS NULL THEN 0 ELSE count(sh) END AS ns,
                  CASE WHEN k0 IS NULL THEN 0 ELSE count(th) END AS nt, CASE WHEN k0 IS NULL THEN count(*) ELSE 0 END AS same
                FROM (SELECT %2$s, s.h AS sh, t.h AS th
                FROM (%3$s) s
                FULL JOIN (%4$s) t ON %5$s
                LIMIT %6$d) j
                GROUP BY %1$s""".formatted(
                        names,
                        unlessSame,
                        hashed("", comparison.source()),
                        hashed("", comparison.target()),
                        equal,
                        profile.source().keyed() + profile.target().keyed() + 1));
    }

    private String hashed(String more, TableSide side) {
        return "SELECT %s%s, %s AS h FROM (%s) x WHERE NOT (%s)"
                .formatted(
                        String.join(", ", projection.keys()),
                        more,
                        hash.orElse("0"),
                        projection.rows(side),
                        projection.keyless(""));
    }

    /** One row over {@code differing}; see {@link Outline#of}. */
    String outline(Differing differing) {
        return differing.with(List.of())
                + """
                SELECT %s, %s, sum(d.ns), sum(CASE WHEN d.ns > d.nt THEN d.ns - d.nt ELSE 0 END),
                  sum(CASE WHEN d.nt > d.ns THEN d.nt - d.ns ELSE 0 END), sum(least(d.ns, d.nt)), %s, sum(d.same)
                FROM d""".formatted(
                        syntax.countIf("d.ns > 1"), syntax.countIf("d.nt > 1"), syntax.countIf(PairQueries.SEVERAL));
    }
}
