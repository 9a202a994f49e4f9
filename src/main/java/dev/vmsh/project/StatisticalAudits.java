package dev.vmsh.project;

/** Built-in audits that compare distributions. */
final class StatisticalAudits {
    private StatisticalAudits() {}

    /** Values farther from the mean than a number of standard deviations; the condition narrows the statistics, not the values. */
    static String zScore(AuditArguments a) {
        return """
                SELECT "_this".*, "_stats"."_mean", "_stats"."_deviation"
                %s
                CROSS JOIN (SELECT AVG(%s) AS "_mean", STDDEV(%s) AS "_deviation" %s) AS "_stats"
                WHERE ABS((%s - "_stats"."_mean") / NULLIF("_stats"."_deviation", 0)) > %s""".formatted(
                a.allRows(), a.text("column"), a.text("column"), a.rows(), a.grouped("column"), a.grouped("threshold"));
    }

    /**
     * Values whose shares in two columns differ, by their part of the symmetric Kullback-Leibler divergence, in decimal logarithms. A
     * value that only one of the columns has counts nothing, since the logarithm is not defined.
     */
    static String klDivergence(AuditArguments a) {
        return """
                WITH "_p" AS (%s),
                "_q" AS (%s)
                SELECT "value", SUM("divergence") AS "divergence" FROM (
                SELECT "_p"."value", "_p"."share" * LOG10("_p"."share" / NULLIF("_q"."share", 0)) AS "divergence"
                FROM "_p" LEFT JOIN "_q" ON "_p"."value" = "_q"."value"
                UNION ALL
                SELECT "_q"."value", "_q"."share" * LOG10("_q"."share" / NULLIF("_p"."share", 0))
                FROM "_q" LEFT JOIN "_p" ON "_q"."value" = "_p"."value"
                ) AS "_both" GROUP BY "value" HAVING SUM("divergence") > %s""".formatted(shares(a, "source_column"), shares(a, "target_column"), a.grouped("threshold"));
    }

    private static String shares(AuditArguments a, String column) {
        return "SELECT \"value\", CAST(COUNT(*) AS DOUBLE PRECISION) / SUM(COUNT(*)) OVER () AS \"share\" FROM (SELECT %s AS \"value\" %s) AS \"_values\" GROUP BY \"value\""
                .formatted(a.grouped(column), a.rows());
    }

    /**
     * One row if a chi-square test of two columns comes out on the wrong side of the critical value. The sum runs over every cell of the
     * contingency table, empty ones included: it equals sum(observed^2 / expected) - total, which only needs the others.
     */
    static String chiSquare(AuditArguments a) {
        String wrong = a.flag("dependent", true) ? "<=" : ">";
        return """
                SELECT "chi_square" FROM (
                SELECT SUM("observed" * "observed" * "total" / ("total_a" * "total_b")) - MAX("total") AS "chi_square" FROM (
                SELECT "observed", SUM("observed") OVER (PARTITION BY "a") AS "total_a",
                SUM("observed") OVER (PARTITION BY "b") AS "total_b", SUM("observed") OVER () AS "total"
                FROM (
                SELECT "a", "b", CAST(COUNT(*) AS DOUBLE PRECISION) AS "observed"
                FROM (SELECT %s AS "a", %s AS "b" %s) AS "_pairs"
                WHERE "a" IS NOT NULL AND "b" IS NOT NULL GROUP BY "a", "b"
                ) AS "_cells"
                ) AS "_totals"
                ) AS "_test" WHERE "chi_square" %s %s""".formatted(
                        a.grouped("column_a"), a.grouped("column_b"), a.rows(), wrong, a.grouped("critical_value"));
    }
}
