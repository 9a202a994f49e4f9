package dev.vmsh.diff;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL that one of two engines is asked. Rows are told apart into segments by a hash of their key; a segment of a division into
 * {@code n} is that hash modulo {@code n}, with {@code n} a power of two, so that a finer division divides each segment by itself.
 *
 * @param hashed whether the rows' values have a hash that both engines agree on
 */
record SegmentQueries(TableComparison comparison, TableSide side, Dialect dialect, boolean source, boolean hashed) {
    /** Whether the values of every compared column have a text that the two engines write alike. */
    static boolean hashable(TableComparison comparison, Dialect source, Dialect target) {
        return comparison.columns().stream()
                .allMatch(column -> sameText(column)
                        && text(source, "v", column.source()).isPresent()
                        && text(target, "v", column.target()).isPresent());
    }

    /** A fraction's canonical text is another one than a whole number's. */
    private static boolean sameText(ComparedColumn column) {
        boolean left = column.source().family() == ColumnType.Family.FLOAT;
        boolean right = column.target().family() == ColumnType.Family.FLOAT;
        return left == right;
    }

    static Optional<String> text(Dialect dialect, String value, ColumnType type) {
        return CanonicalText.of(dialect).of(value, type);
    }

    /** A query whose columns are the parts of the key: asked for their types only. */
    String keyTypes() {
        return "SELECT " + named(keyValues(), keys()) + from();
    }

    /** One row: all rows, those with a NULL in their key, those with nothing else in it. */
    String totals() {
        if (!comparison.keyed()) {
            return "SELECT count(*), 0, 0" + from();
        }
        List<String> values = keyValues();
        return "SELECT count(*), sum(CASE WHEN %s THEN 1 ELSE 0 END), sum(CASE WHEN %s THEN 1 ELSE 0 END)"
                        .formatted(areNull(values, " OR "), areNull(values, " AND "))
                + from();
    }

    /** One number: keys that more than one row has. */
    String duplicates() {
        return "SELECT count(*) FROM (SELECT %1$s FROM (SELECT %2$s%3$s) x WHERE NOT (%4$s) GROUP BY %1$s HAVING count(*) > 1) g"
                .formatted(String.join(", ", keys()), named(keyValues(), keys()), from(), areNull(keys(), " AND "));
    }

    /**
     * Segment, number of rows and sum of their hashes, for each segment that has rows.
     *
     * @param within segments of the division into {@code parts} to look at; null for all
     */
    String segments(int division, Collection<Integer> within, int parts) {
        return "SELECT %1$s AS segment, count(*), sum(h) FROM (%2$s) x%3$s GROUP BY %1$s ORDER BY 1"
                .formatted(segment(division), hashes(), only(within, parts));
    }

    /** Segment, parts of the key, columns; ordered by segment. */
    String rows(int division, Collection<Integer> within) {
        var all = new ArrayList<>(keys());
        all.addAll(columns());
        return "SELECT %s AS segment, %s FROM (%s) x%s ORDER BY 1"
                .formatted(segment(division), String.join(", ", all), hashes(), only(within, division));
    }

    private static String segment(int division) {
        return "CAST(kh & " + (division - 1) + " AS integer)";
    }

    private static String only(Collection<Integer> within, int parts) {
        if (within == null) {
            return "";
        }
        String list = within.stream().map(Object::toString).collect(Collectors.joining(","));
        return " WHERE " + segment(parts) + " IN (" + list + ")";
    }

    /** Every row with a key: its key and columns, {@code kh} of the key, {@code h} of the whole row. */
    private String hashes() {
        CanonicalText text = CanonicalText.of(dialect);
        var values = new ArrayList<>(keyValues());
        var names = new ArrayList<>(keys());
        comparison.columns().forEach(column -> values.add(TableName.quote(column.name())));
        names.addAll(columns());
        String key = comparison.keyed() ? keyText(text) : rowText(text);
        String row = hashed ? key + " || " + rowText(text) : key;
        String present = comparison.keyed() ? " WHERE NOT (" + areNull(keys(), " AND ") + ")" : "";
        return "SELECT y.*, %s AS kh, %s AS h FROM (SELECT %s%s) y%s"
                .formatted(text.hash(key), text.hash(row), named(values, names), from(), present);
    }

    private String keyText(CanonicalText text) {
        return IntStream.range(0, comparison.keys().size())
                .mapToObj(i -> {
                    ColumnType type = comparison.keys().get(i).type().orElseThrow();
                    return part(text, text.of("k" + i, type).orElse(text.cast("k" + i)));
                })
                .collect(Collectors.joining(" || "));
    }

    private String rowText(CanonicalText text) {
        return comparison.columns().isEmpty()
                ? "''"
                : IntStream.range(0, comparison.columns().size())
                        .mapToObj(i -> {
                            ComparedColumn column = comparison.columns().get(i);
                            ColumnType type = source ? column.source() : column.target();
                            return part(text, text.of("c" + i, type).orElse(text.cast("c" + i)));
                        })
                        .collect(Collectors.joining(" || "));
    }

    /** One value with its length before it, so that neighbours do not run together. */
    private static String part(CanonicalText text, String value) {
        return "coalesce(%s || ':' || %s, '-')".formatted(text.cast("length(" + value + ")"), value);
    }

    private List<String> keyValues() {
        return comparison.keys().stream().map(KeyPart::sql).toList();
    }

    private List<String> keys() {
        return IntStream.range(0, comparison.keys().size())
                .mapToObj(i -> "k" + i)
                .toList();
    }

    private List<String> columns() {
        return IntStream.range(0, comparison.columns().size())
                .mapToObj(i -> "c" + i)
                .toList();
    }

    private String from() {
        String where = comparison.options().where();
        return " FROM " + side.relation() + (where == null ? "" : " WHERE (" + where + "\n)");
    }

    private static String areNull(List<String> values, String operator) {
        return values.stream().map(value -> value + " IS NULL").collect(Collectors.joining(operator));
    }

    private static String named(List<String> values, List<String> names) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
    }
}
