package dev.vmsh.diff;

import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is read of the two tables. Inside a comparison's SQL the parts of the key are called {@code k0, k1...} and the columns
 * {@code c0, c1...}, so that no name of a table's gets in the way. Immutable.
 */
final class Projection {
    private final TableComparison comparison;
    private final List<String> keys;
    private final List<String> columns;

    Projection(TableComparison comparison) {
        this.comparison = comparison;
        this.keys = numbered("k", comparison.keys().size());
        this.columns = numbered("c", comparison.columns().size());
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    List<String> keys() {
        return keys;
    }

    List<String> columns() {
        return columns;
    }

    /** The parts of the key, then the columns. */
    List<String> all() {
        var all = new ArrayList<>(keys);
        all.addAll(columns);
        return all;
    }

    /** A query whose columns are the parts of the key as one side has them: asked for their types only. */
    String keyTypes(TableSide side) {
        return rows(side, comparison.keys().stream().map(KeyPart::sql).toList(), keys);
    }

    /** A query for the rows of one side that are compared: the parts of the key, then the columns. */
    String rows(TableSide side) {
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

    /** Whether every part of a row's key is NULL: such a row matches nothing. */
    String keyless(String prefix) {
        return keysAreNull(prefix, " AND ");
    }

    /** Whether some part of a row's key is NULL. */
    String keyWithNull() {
        return keysAreNull("", " OR ");
    }

    private String keysAreNull(String prefix, String operator) {
        return keys.stream().map(key -> prefix + key + " IS NULL").collect(Collectors.joining(operator));
    }
}
