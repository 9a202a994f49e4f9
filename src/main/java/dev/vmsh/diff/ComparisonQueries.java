package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of a comparison by key. Inside it the parts of the key are called {@code k0, k1...} and the columns {@code c0, c1...}, so that
 * no name of a table's gets in the way.
 *
 * <p>One pass over both tables groups their rows by key and keeps a key only if it does not belong to one row on each side with the same
 * hash: {@link #differing}. What is kept is small when little differs; everything else looks at those rows alone.
 */
final class ComparisonQueries {
    private static final String SOURCE = "s";
    private static final String TARGET = "t";
    /** A row of the source and one of the target, at the same place among those of their key. */
    private static final String PAIRS = "FROM s JOIN t ON ";

    private static final String ONE_EACH = "d.ns = 1 AND d.nt = 1";
    private static final String SEVERAL = "d.ns > 0 AND d.nt > 0 AND (d.ns > 1 OR d.nt > 1)";

    private final TableComparison comparison;
    private final ComparisonSyntax syntax;
    private final List<String> keys;
    private final List<String> columns;

    ComparisonQueries(TableComparison comparison) {
        this.comparison = comparison;
        this.syntax = ComparisonSyntax.of(comparison.dialect());
        this.keys = numbered("k", comparison.keys().size());
        this.columns = numbered("c", comparison.columns().size());
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** A query whose columns are the parts of the key as one side has them: asked for their types only. */
    String keyTypes(TableSide side) {
        return rows(side, comparison.keys().stream().map(KeyPart::sql).toList(), keys);
    }

    // ---- both tables as wholes

    /**
     * Counts the rows of each side and, unless a type changed, adds up their hashes. Two rows: source, target; see
     * {@link Profile.Side#of}.
     */
    String profile() {
        return profile(0, comparison.source()) + "\nUNION ALL\n" + profile(1, comparison.target()) + "\nORDER BY 1";
    }

    private String profile(int number, TableSide side) {
        String nulls = comparison.keyed()
                ? "%s, %s".formatted(countIf(keysAreNull("", " OR ")), countIf(keysAreNull("", " AND ")))
                : "0, 0";
        String fingerprint = comparison
                .commonTypes()
                .flatMap(types -> syntax.fingerprint(all(), types))
                .orElse("max(CAST(NULL AS bigint))");
        return "SELECT %d, count(*), %s, %s FROM (%s) x".formatted(number, nulls, fingerprint, projected(side));
    }

    /** One number: the keys of the source that more than one row has. */
    String duplicates() {
        return "SELECT count(*) FROM (SELECT %s FROM (%s) x WHERE NOT (%s) GROUP BY %s HAVING count(*) > 1) g"
                .formatted(
                        list(keys), projected(comparison.source()), keysAreNull("x.", " AND "), list(prefixed("x.")));
    }

    // ---- the keys that differ

    /**
     * The keys whose rows are not surely the same on both sides, with the number of rows on each side as {@code ns} and {@code nt}. Rows
     * without any key are left out.
     */
    String differing() {
        Optional<String> hash = columns.isEmpty()
                ? Optional.of("0")
                : comparison.columnTypes().flatMap(types -> syntax.hash(columns, types));
        String same = hash.map(each -> " AND " + syntax.sameHash("h")).orElse(" AND 1 = 0");
        return """
                SELECT %1$s, count(*) FILTER (WHERE side = 0) AS ns, count(*) FILTER (WHERE side = 1) AS nt
                FROM (%2$s
                UNION ALL
                %3$s) u
                GROUP BY %1$s
                HAVING NOT (count(*) FILTER (WHERE side = 0) = 1 AND count(*) FILTER (WHERE side = 1) = 1%4$s)""".formatted(
                        list(keys),
                        hashed(0, comparison.source(), hash.orElse("0")),
                        hashed(1, comparison.target(), hash.orElse("0")),
                        columns.isEmpty() ? "" : same);
    }

    private String hashed(int number, TableSide side, String hash) {
        return "SELECT %s, CAST(%d AS smallint) AS side, %s AS h FROM (%s) x WHERE NOT (%s)"
                .formatted(list(keys), number, hash, projected(side), keysAreNull("", " AND "));
    }

    /** One row over {@link #differing}; see {@link Outline#of}. */
    String outline(Differing differing) {
        return with(differing, List.of()) + """
                SELECT %s, %s, sum(d.ns), sum(CASE WHEN d.ns > d.nt THEN d.ns - d.nt ELSE 0 END),
                  sum(CASE WHEN d.nt > d.ns THEN d.nt - d.ns ELSE 0 END), sum(least(d.ns, d.nt)), %s
                FROM d""".formatted(countIf("d.ns > 1"), countIf("d.nt > 1"), countIf(SEVERAL));
    }

    /** One row: the pairs that turn out to be the same, then for each column the pairs that differ in it. */
    String counts(Differing differing, Outline outline) {
        var counts = new ArrayList<String>();
        counts.add(countIf(columns.isEmpty() ? "1 = 1" : matching(columns.size())));
        numbered("m", columns.size()).forEach(match -> counts.add(countIf("NOT " + match)));
        return with(differing, sides(outline)) + "SELECT " + String.join(",\n  ", counts) + "\nFROM (SELECT "
                + (columns.isEmpty() ? "1 AS one" : matches(columns.size()))
                + "\n" + PAIRS + samePlace(outline) + ") j";
    }

    private static String matching(int count) {
        return String.join(" AND ", numbered("m", count));
    }

    private String matches(int count) {
        return IntStream.range(0, count).mapToObj(i -> same(i) + " AS m" + i).collect(Collectors.joining(",\n  "));
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
            values.add(same(i) + " AS m" + i);
            matches.add("m" + i);
        }
        return with(differing, sides(outline)) + "SELECT " + list(keys)
                + shown.stream().map(i -> ", s%d, t%d, m%d".formatted(i, i, i)).collect(Collectors.joining())
                + "\nFROM (SELECT s.rn AS rn, " + String.join(",\n  ", values) + "\n" + PAIRS + samePlace(outline)
                + ") j\nWHERE NOT (" + String.join(" AND ", matches) + ")" + ordered();
    }

    /** Rows of one side without their like on the other: the parts of the key, then the columns. */
    String only(Differing differing, Outline outline, boolean source) {
        TableSide side = source ? comparison.source() : comparison.target();
        String own = source ? "ns" : "nt";
        String other = source ? "nt" : "ns";
        String all = list(all());
        String rows = "SELECT %s, 1 AS rn %s"
                .formatted(list(prefixed("x.", all())), rowsOf(side, "d.%s = 0".formatted(other), outline));
        String beyond = outline.sharedDuplicates()
                ? " UNION ALL SELECT %s, rn FROM r WHERE side = %d AND %s > %s AND rn > %s"
                        .formatted(all, source ? 0 : 1, own, other, other)
                : "";
        return with(differing, sides(outline)) + "SELECT " + all + "\nFROM (" + rows + beyond + ") j" + ordered();
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
        String key = syntaxKey(outline).map(each -> ", " + each + " AS k").orElse("");
        String repeated = outline.sharedDuplicates()
                ? " UNION ALL SELECT %s, rn FROM r WHERE side = %d".formatted(list(all()), number)
                : "";
        return "%s AS (SELECT y.*%s FROM (SELECT %s, 1 AS rn %s%s) y)"
                .formatted(name, key, list(prefixed("x.", all())), rowsOf(side, ONE_EACH, outline), repeated);
    }

    /** From a side's rows whose key is in {@code d} and meets a condition. */
    private String rowsOf(TableSide side, String condition, Outline outline) {
        String key = syntaxKey(outline).map(each -> ", " + each + " AS k").orElse("");
        return "FROM (SELECT e.*%s FROM d e) d JOIN (SELECT z.*%s FROM (%s) z) x ON %s WHERE %s"
                .formatted(key, key, projected(side), sameKeys(outline, "d", "x"), condition);
    }

    /**
     * Rows of keys that several rows have: {@code r}, with their number {@code rn} within side and key. Rows that are the same on both
     * sides get the same number, before those that are not; these are numbered in the order of their values.
     */
    private List<String> ranked(Outline outline) {
        List<String> values = groupables();
        String whole = list(keys) + values.stream().map(value -> ", " + value).collect(Collectors.joining());
        String order = values.stream().map(value -> value + ", ").collect(Collectors.joining());
        String rows = "SELECT %d AS side, d.ns, d.nt, %s %s";
        String names = list(prefixed("x.", all()));
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

    private Optional<String> syntaxKey(Outline outline) {
        return outline.partlyNullKeys() ? syntax.nullSafeKey(keys) : Optional.empty();
    }

    // ---- values

    private String same(int index) {
        ComparedColumn column = comparison.columns().get(index);
        String left = "s.c" + index;
        String right = "t.c" + index;
        if (column.rule() instanceof Rule.Within within) {
            return "coalesce(%s, %s IS NULL AND %s IS NULL)"
                    .formatted(
                            syntax.within(left, column.source(), right, column.target(), within.tolerance()),
                            left,
                            right);
        }
        if (column.rule() instanceof Rule.Rounded rounded) {
            return syntax.rounded(left, column.source(), column.retyped(), rounded.decimals())
                    + " IS NOT DISTINCT FROM "
                    + syntax.rounded(right, column.target(), column.retyped(), rounded.decimals());
        }
        return "("
                + (column.retyped()
                        ? syntax.same(left, column.source(), right, column.target())
                        : syntax.same(left, right, column.source()))
                + ")";
    }

    /** A column's value as one that can be grouped by: {@code c0}, rounded where that is asked for. */
    private String groupable(int index) {
        ComparedColumn column = comparison.columns().get(index);
        String name = "c" + index;
        return column.rule() instanceof Rule.Rounded rounded
                ? syntax.rounded(name, column.source(), column.retyped(), rounded.decimals())
                : syntax.groupable(name, column.source());
    }

    private List<String> groupables() {
        return IntStream.range(0, columns.size()).mapToObj(this::groupable).toList();
    }

    // ---- tables without a key

    /** One row: rows that both sides have, rows of the source only, of the target only. */
    String bagCounts() {
        return bags() + """
                SELECT sum(least(a, b)), sum(CASE WHEN a > b THEN a - b ELSE 0 END),
                  sum(CASE WHEN b > a THEN b - a ELSE 0 END) FROM g""";
    }

    /** Whole rows that one side has more of. */
    String bagOnly(boolean source) {
        return bags() + "SELECT " + list(columns) + " FROM g WHERE " + (source ? "a > b" : "b > a") + "\nORDER BY "
                + list(columns) + "\nLIMIT " + comparison.options().limit();
    }

    /** Whole rows with how often each side has them. */
    private String bags() {
        List<String> values = groupables();
        String named = IntStream.range(0, columns.size())
                .mapToObj(i -> values.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        return "WITH "
                + String.join(
                        ",\n",
                        "s AS (" + projected(comparison.source()) + ")",
                        "t AS (" + projected(comparison.target()) + ")",
                        "u AS (SELECT %1$s, 1 AS a, 0 AS b FROM s UNION ALL SELECT %1$s, 0 AS a, 1 AS b FROM t)"
                                .formatted(named),
                        "g AS (SELECT %1$s, sum(a) AS a, sum(b) AS b FROM u GROUP BY %1$s)".formatted(list(columns)))
                + "\n";
    }

    // ---- pieces

    private String projected(TableSide side) {
        var values = new ArrayList<String>();
        comparison.keys().forEach(key -> values.add(keyValue(key)));
        comparison.columns().forEach(column -> values.add(TableName.quote(column.name())));
        return rows(side, values, all());
    }

    private static String keyValue(KeyPart key) {
        return key.commonType()
                .map(type -> "CAST(" + key.sql() + " AS " + type + ")")
                .orElse(key.sql());
    }

    private String rows(TableSide side, List<String> values, List<String> names) {
        String selected = IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
        String where = comparison.options().where();
        // the line end keeps a comment in the condition from swallowing the parenthesis
        return "SELECT " + selected + " FROM " + side.relation() + (where == null ? "" : " WHERE (" + where + "\n)");
    }

    private static String with(Differing differing, List<String> tables) {
        var all = new ArrayList<String>();
        // a table that is read twice must not be copied first, or nothing is known of its size
        all.add((differing.kept().isPresent() ? "d AS NOT MATERIALIZED (" : "d AS (") + differing.query() + ")");
        all.addAll(tables);
        return "WITH " + String.join(",\n", all) + "\n";
    }

    private List<String> all() {
        var all = new ArrayList<>(keys);
        all.addAll(columns);
        return all;
    }

    private List<String> prefixed(String prefix) {
        return prefixed(prefix, keys);
    }

    private static List<String> prefixed(String prefix, List<String> names) {
        return names.stream().map(name -> prefix + name).toList();
    }

    private String keysAreNull(String prefix, String operator) {
        return keys.stream().map(key -> prefix + key + " IS NULL").collect(Collectors.joining(operator));
    }

    private static String countIf(String condition) {
        return "sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
