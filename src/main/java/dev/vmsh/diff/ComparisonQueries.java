package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of a comparison. Inside it the parts of the key are called {@code k0, k1...} and the columns {@code c0, c1...}, so that no
 * name of a table's gets in the way. Nothing is written anywhere: each query reads both tables once, and what it returns is a row or a
 * few samples.
 */
final class ComparisonQueries {
    private static final String SOURCE = "s";
    private static final String TARGET = "t";

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

    /**
     * Counts the rows and keys of each side and, unless a type changed, adds up their fingerprint. Two rows: source, target; see
     * {@link Profile.Side#of}.
     */
    String profile() {
        return with(List.of(table(SOURCE, comparison.source()), table(TARGET, comparison.target())))
                + profile(0, SOURCE) + "\nUNION ALL\n" + profile(1, TARGET) + "\nORDER BY 1";
    }

    private String profile(int number, String side) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(columns);
        String fingerprint = comparison
                .commonTypes()
                .flatMap(types -> syntax.fingerprint(all, types))
                .orElse("max(CAST(NULL AS bigint))");
        if (!comparison.keyed()) {
            return "SELECT %d, count(*), 0, 0, 0, %s FROM %s".formatted(number, fingerprint, side);
        }
        return """
                SELECT %d, sum(n), sum(CASE WHEN %s THEN n ELSE 0 END), sum(CASE WHEN %s THEN n ELSE 0 END),
                  sum(CASE WHEN n > 1 AND NOT (%s) THEN 1 ELSE 0 END), sum(h)
                FROM (SELECT %s, count(*) AS n, %s AS h FROM %s GROUP BY %s) g""".formatted(
                        number,
                        keysAreNull(" OR "),
                        keysAreNull(" AND "),
                        keysAreNull(" AND "),
                        list(keys),
                        fingerprint,
                        side,
                        list(keys));
    }

    private String keysAreNull(String operator) {
        return keys.stream().map(key -> key + " IS NULL").collect(Collectors.joining(operator));
    }

    /** One row: full matches, rows of the source only, of the target only, pairs, then for each column the pairs that differ. */
    String counts(Profile profile) {
        if (!comparison.keyed()) {
            return bags() + """
                    SELECT sum(least(a, b)), sum(CASE WHEN a > b THEN a - b ELSE 0 END),
                      sum(CASE WHEN b > a THEN b - a ELSE 0 END), sum(least(a, b)) FROM g""";
        }
        var counts = new ArrayList<String>();
        counts.add(countIf("p = 2" + (columns.isEmpty() ? "" : " AND " + matching())));
        counts.add(countIf("p = 0"));
        counts.add(countIf("p = 1"));
        counts.add(countIf("p = 2"));
        for (int i = 0; i < columns.size(); i++) {
            counts.add(countIf("p = 2 AND NOT m" + i));
        }
        return with(sides(profile)) + "SELECT " + String.join(",\n  ", counts) + "\nFROM (SELECT " + presence()
                + matches() + "\n" + join(profile) + ") j";
    }

    private String matching() {
        return String.join(" AND ", numbered("m", columns.size()));
    }

    private String matches() {
        var text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            text.append(",\n  ").append(same(i)).append(" AS m").append(i);
        }
        return text.toString();
    }

    private static String countIf(String condition) {
        return "sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    /** 0 for a row of the source only, 1 for one of the target only, 2 for a pair. */
    private static String presence() {
        return "CASE WHEN t.rn IS NULL THEN 0 WHEN s.rn IS NULL THEN 1 ELSE 2 END AS p";
    }

    /**
     * Pairs that differ: the parts of the key; then for each of {@code shown} the source's value, the target's, and whether they are the
     * same.
     *
     * @param shown indices of compared columns; all that differ anywhere
     */
    String changed(Profile profile, List<Integer> shown) {
        var values = new ArrayList<>(keys.stream()
                .map(key -> "coalesce(s.%s, t.%s) AS %s".formatted(key, key, key))
                .toList());
        var matches = new ArrayList<String>();
        for (int i : shown) {
            values.add("s.c%d AS s%d".formatted(i, i));
            values.add("t.c%d AS t%d".formatted(i, i));
            values.add(same(i) + " AS m" + i);
            matches.add("m" + i);
        }
        return with(sides(profile)) + "SELECT " + list(keys)
                + shown.stream().map(i -> ", s%d, t%d, m%d".formatted(i, i, i)).collect(Collectors.joining())
                + "\nFROM (SELECT " + presence() + ", s.rn AS rn, " + String.join(",\n  ", values) + "\n"
                + join(profile)
                + ") j\nWHERE p = 2 AND NOT (" + String.join(" AND ", matches) + ")" + ordered();
    }

    /** Rows of one side without their like on the other: the parts of the key, then the columns. */
    String only(Profile profile, boolean source) {
        if (!comparison.keyed()) {
            return bags() + "SELECT " + list(columns) + " FROM g WHERE " + (source ? "a > b" : "b > a") + "\nORDER BY "
                    + list(columns) + "\nLIMIT " + comparison.options().limit();
        }
        String side = source ? SOURCE : TARGET;
        var all = new ArrayList<>(keys);
        all.addAll(columns);
        return with(sides(profile)) + "SELECT " + list(all) + "\nFROM (SELECT " + presence() + ", " + side
                + ".rn AS rn, "
                + all.stream().map(name -> side + "." + name + " AS " + name).collect(Collectors.joining(", ")) + "\n"
                + join(profile) + ") j\nWHERE p = " + (source ? 0 : 1) + ordered();
    }

    private String ordered() {
        return "\nORDER BY " + list(keys) + ", rn\nLIMIT "
                + comparison.options().limit();
    }

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

    private String join(Profile profile) {
        String left = profile.duplicateKeys() ? "sr" : SOURCE;
        String right = profile.duplicateKeys() ? "tr" : TARGET;
        return "FROM %s s FULL JOIN %s t ON %s%s"
                .formatted(left, right, sameKeys(profile, "s", "t"), profile.duplicateKeys() ? " AND s.rn = t.rn" : "");
    }

    private String sameKeys(Profile profile, String left, String right) {
        return profile.partlyNullKeys()
                ? syntax.sameKeys(left, right, keys)
                : keys.stream()
                        .map(key -> "%s.%s = %s.%s".formatted(left, key, right, key))
                        .collect(Collectors.joining(" AND "));
    }

    /** Both tables, rows without a key left out; with duplicate keys also {@code sr} and {@code tr}, where rows are numbered. */
    private List<String> sides(Profile profile) {
        var tables = new ArrayList<String>();
        tables.add(SOURCE + " AS (" + keyedRows(profile, comparison.source()) + ")");
        tables.add(TARGET + " AS (" + keyedRows(profile, comparison.target()) + ")");
        if (profile.duplicateKeys()) {
            tables.addAll(numbered(profile));
        }
        return tables;
    }

    private String keyedRows(Profile profile, TableSide side) {
        String nullSafe = nullSafeKey(profile).map(key -> ", " + key + " AS k").orElse("");
        return "SELECT x.*%s, 1 AS rn FROM (%s) x WHERE NOT (%s)"
                .formatted(nullSafe, projected(side), keysAreNull(" AND "));
    }

    private Optional<String> nullSafeKey(Profile profile) {
        return profile.partlyNullKeys() ? syntax.nullSafeKey(keys) : Optional.empty();
    }

    /**
     * Numbers the rows that share a key so that each is paired once. Rows that are the same on both sides get the same number, before
     * those that are not; these are numbered in the order of their values.
     */
    private List<String> numbered(Profile profile) {
        List<String> values = groupables();
        var all = new ArrayList<>(keys);
        all.addAll(columns);
        nullSafeKey(profile).ifPresent(key -> all.add("k"));
        String keyNames = list(keys)
                + nullSafeKey(profile).map(key -> ", " + key + " AS k").orElse("");
        String whole = list(keys) + values.stream().map(value -> ", " + value).collect(Collectors.joining());
        String order = values.stream().map(value -> value + ", ").collect(Collectors.joining());
        Function<String, String> repeated =
                side -> "SELECT %s FROM %s GROUP BY %s HAVING count(*) > 1".formatted(keyNames, side, list(keys));
        Function<String, String> exists = side -> "EXISTS (SELECT 1 FROM d WHERE " + sameKeys(profile, side, "d") + ")";
        return List.of(
                "d AS (" + repeated.apply(SOURCE) + " UNION ALL " + repeated.apply(TARGET) + ")",
                "u AS (SELECT 0 AS side, %1$s FROM s WHERE %2$s UNION ALL SELECT 1 AS side, %1$s FROM t WHERE %3$s)"
                        .formatted(list(all), exists.apply(SOURCE), exists.apply(TARGET)),
                """
                o AS (SELECT u.*, row_number() OVER (PARTITION BY side, %1$s) AS occurrence,
                  least(sum(1 - side) OVER (PARTITION BY %1$s), sum(side) OVER (PARTITION BY %1$s)) AS shared FROM u)""".formatted(whole),
                """
                r AS (SELECT o.*, row_number() OVER (PARTITION BY side, %s
                  ORDER BY CASE WHEN occurrence <= shared THEN 0 ELSE 1 END, %soccurrence) AS rn FROM o)""".formatted(list(keys), order),
                ranked("sr", SOURCE, 0, all, exists),
                ranked("tr", TARGET, 1, all, exists));
    }

    private static String ranked(
            String name, String side, int number, List<String> all, Function<String, String> exists) {
        return "%1$s AS (SELECT %2$s, 1 AS rn FROM %3$s WHERE NOT %4$s UNION ALL SELECT %2$s, rn FROM r WHERE side = %5$d)"
                .formatted(name, list(all), side, exists.apply(side), number);
    }

    /** Whole rows with how often each side has them. */
    private String bags() {
        List<String> values = groupables();
        String named = IntStream.range(0, columns.size())
                .mapToObj(i -> values.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        return with(List.of(
                table(SOURCE, comparison.source()),
                table(TARGET, comparison.target()),
                "u AS (SELECT %1$s, 1 AS a, 0 AS b FROM s UNION ALL SELECT %1$s, 0 AS a, 1 AS b FROM t)"
                        .formatted(named),
                "g AS (SELECT %1$s, sum(a) AS a, sum(b) AS b FROM u GROUP BY %1$s)".formatted(list(columns))));
    }

    private String table(String name, TableSide side) {
        return name + " AS (" + projected(side) + ")";
    }

    private String projected(TableSide side) {
        var values = new ArrayList<String>();
        var names = new ArrayList<>(keys);
        names.addAll(columns);
        comparison.keys().forEach(key -> values.add(keyValue(key)));
        comparison.columns().forEach(column -> values.add(TableName.quote(column.name())));
        return rows(side, values, names);
    }

    private String keyValue(KeyPart key) {
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
        return "SELECT " + selected + " FROM " + side.table().quoted()
                + (where == null ? "" : " WHERE (" + where + "\n)");
    }

    private static String with(List<String> tables) {
        return "WITH " + String.join(",\n", tables) + "\n";
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
