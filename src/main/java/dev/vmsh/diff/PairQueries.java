package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL that pairs the rows of the keys that differ, compares them value by value, and fetches samples. A pair is a row of the source
 * and one of the target, at the same place {@code rn} among those of their key.
 */
final class PairQueries {
    /** Whether a key that both sides have belongs to several rows of one. */
    static final String SEVERAL = "d.ns > 0 AND d.nt > 0 AND (d.ns > 1 OR d.nt > 1)";

    private static final String SOURCE = "s";
    private static final String TARGET = "t";
    private static final String PAIRS = "FROM s JOIN t ON ";
    private static final String ONE_EACH = "d.ns = 1 AND d.nt = 1";

    private final TableComparison comparison;
    private final ComparisonSyntax syntax;
    private final Projection projection;
    private final ColumnEquality equality;
    private final List<String> keys;
    private final List<String> columns;

    PairQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.syntax = ComparisonSyntax.of(comparison.dialect());
        this.projection = new Projection(comparison);
        this.equality = new ColumnEquality(comparison, syntax);
        this.keys = projection.keys();
        this.columns = projection.columns();
    }

    /** One row: the pairs that turn out to be the same, then for each column the pairs that differ in it. */
    String counts(Differing differing, Outline outline) {
        var counts = new ArrayList<String>();
        List<String> matches =
                IntStream.range(0, columns.size()).mapToObj(i -> "m" + i).toList();
        counts.add(syntax.countIf(columns.isEmpty() ? "1 = 1" : String.join(" AND ", matches)));
        matches.forEach(match -> counts.add(syntax.countIf("NOT " + match)));
        return differing.with(sides(outline)) + "SELECT " + String.join(",\n  ", counts) + "\nFROM (SELECT "
                + (columns.isEmpty() ? "1 AS one" : matches())
                + "\n" + PAIRS + samePlace(outline) + ") j";
    }

    private String matches() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> equality.same(i) + " AS m" + i)
                .collect(Collectors.joining(",\n  "));
    }

    // ---- samples

    /**
     * Pairs that differ: the parts of the key; then for each of {@code shown} the source's value, the target's, and whether they are the
     * same.
     *
     * @param shown indices of compared columns; all that differ anywhere
     */
    String changed(Differing differing, Outline outline, List<Integer> shown) {
        var values = new ArrayList<>(
                keys.stream().map(key -> "s.%s AS %s".formatted(key, key)).toList());
        var matches = new ArrayList<String>();
        for (int i : shown) {
            values.add("s.c%d AS s%d".formatted(i, i));
            values.add("t.c%d AS t%d".formatted(i, i));
            values.add(equality.same(i) + " AS m" + i);
            matches.add("m" + i);
        }
        return differing.with(sides(outline)) + "SELECT " + list(keys)
                + shown.stream().map(i -> ", s%d, t%d, m%d".formatted(i, i, i)).collect(Collectors.joining())
                + "\nFROM (SELECT s.rn AS rn, " + String.join(",\n  ", values) + "\n" + PAIRS + samePlace(outline)
                + ") j\nWHERE NOT (" + String.join(" AND ", matches) + ")" + ordered();
    }

    /** Rows of one side without their like on the other: the parts of the key, then the columns. */
    String only(Differing differing, Outline outline, boolean source) {
        TableSide side = source ? comparison.source() : comparison.target();
        String own = source ? "ns" : "nt";
        String other = source ? "nt" : "ns";
        String all = list(projection.all());
        String rows = "SELECT %s, 1 AS rn %s"
                .formatted(list(prefixed("x.")), rowsOf(side, "d.%s = 0".formatted(other), outline));
        String beyond = outline.sharedDuplicates()
                ? " UNION ALL SELECT %s, rn FROM r WHERE side = %d AND %s > %s AND rn > %s"
                        .formatted(all, source ? 0 : 1, own, other, other)
                : "";
        return differing.with(sides(outline)) + "SELECT " + all + "\nFROM (" + rows + beyond + ") j" + ordered();
    }

    private String ordered() {
        return "\nORDER BY " + list(keys) + ", rn\nLIMIT "
                + comparison.options().limit();
    }

    // ---- the rows of those keys

    /**
     * {@code s} and {@code t}: the rows whose key differs and is on both sides, numbered within their key as {@code rn} so that each is
     * paired once.
     */
    private List<String> sides(Outline outline) {
        var tables = new ArrayList<String>();
        if (outline.sharedDuplicates()) {
            tables.addAll(ranked(outline));
        }
        tables.add(side(SOURCE, 0, comparison.source(), outline));
        tables.add(side(TARGET, 1, comparison.target(), outline));
        return tables;
    }

    private String side(String name, int number, TableSide side, Outline outline) {
        String key = nullSafeKey(outline).map(each -> ", " + each + " AS k").orElse("");
        String repeated = outline.sharedDuplicates()
                ? " UNION ALL SELECT %s, rn FROM r WHERE side = %d".formatted(list(projection.all()), number)
                : "";
        return "%s AS %s(SELECT y.*%s FROM (SELECT %s, 1 AS rn %s%s) y)"
                .formatted(
                        name, syntax.onItsOwn(), key, list(prefixed("x.")), rowsOf(side, ONE_EACH, outline), repeated);
    }

    /** From a side's rows whose key is in {@code d} and meets a condition. */
    private String rowsOf(TableSide side, String condition, Outline outline) {
        String key = nullSafeKey(outline).map(each -> ", " + each + " AS k").orElse("");
        return "FROM (SELECT e.*%s FROM d e) d JOIN (SELECT z.*%s FROM (%s) z) x ON %s WHERE %s"
                .formatted(key, key, projection.rows(side), sameKeys(outline, "d", "x"), condition);
    }

    /**
     * Rows of keys that several rows have: {@code r}, with their number {@code rn} within side and key. Rows that are the same on both
     * sides get the same number, before those that are not; these are numbered in the order of their values.
     */
    private List<String> ranked(Outline outline) {
        List<String> values = equality.groupables();
        String whole = list(keys) + values.stream().map(value -> ", " + value).collect(Collectors.joining());
        String order = values.stream().map(value -> value + ", ").collect(Collectors.joining());
        String rows = "SELECT %d AS side, d.ns, d.nt, %s %s";
        String names = list(prefixed("x."));
        return List.of(
                "q AS (%s UNION ALL %s)"
                        .formatted(
                                rows.formatted(0, names, rowsOf(comparison.source(), SEVERAL, outline)),
                                rows.formatted(1, names, rowsOf(comparison.target(), SEVERAL, outline))),
                """
                o AS (SELECT q.*, row_number() OVER (PARTITION BY side, %1$s) AS occurrence,
                  least(sum(1 - side) OVER (PARTITION BY %1$s), sum(side) OVER (PARTITION BY %1$s)) AS shared FROM q)""".formatted(whole),
                """
                r AS (SELECT o.*, row_number() OVER (PARTITION BY side, %s
                  ORDER BY CASE WHEN occurrence <= shared THEN 0 ELSE 1 END, %soccurrence) AS rn FROM o)""".formatted(list(keys), order));
    }

    private String samePlace(Outline outline) {
        return sameKeys(outline, SOURCE, TARGET) + " AND s.rn = t.rn";
    }

    private String sameKeys(Outline outline, String left, String right) {
        return outline.partlyNullKeys()
                ? syntax.sameKeys(left, right, keys)
                : keys.stream()
                        .map(key -> "%s.%s = %s.%s".formatted(left, key, right, key))
                        .collect(Collectors.joining(" AND "));
    }

    private Optional<String> nullSafeKey(Outline outline) {
        return outline.partlyNullKeys() ? syntax.nullSafeKey(keys) : Optional.empty();
    }

    // ---- pieces

    private List<String> prefixed(String prefix) {
        return projection.all().stream().map(name -> prefix + name).toList();
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
