package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Picks one of several rows with the same key: the one with the greatest values, so that it is the same one at every try. */
final class OneRowPerKey {
    private static final Set<String> ORDERED =
            Set.of("varchar", "text", "character varying", "boolean", "bool", "uuid");

    private OneRowPerKey() {}

    /**
     * @param columns of {@code table}
     * @param keys SQL expressions
     * @param first the column that decides before all others; null for none
     * @param extra further expressions over the columns to select, each with its alias
     */
    static String query(String table, List<Column> columns, List<String> keys, String first, List<String> extra) {
        String names = SqlParts.names(columns);
        var selected = new ArrayList<>(List.of(names));
        selected.addAll(extra);
        return """
                SELECT %s FROM (
                SELECT %s, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY %s) AS "_rank" FROM %s
                ) AS "_ranked" WHERE "_rank" = 1""".formatted(String.join(", ", selected), names, list(keys), order(columns, first), table);
    }

    /** {@code (a), (b)}: parentheses keep an expression that is a plain number from being a position. */
    static String list(List<String> expressions) {
        return expressions.stream().map(expression -> "(" + expression + ")").collect(Collectors.joining(", "));
    }

    /** Each key as a column {@code "_key_0"}, {@code "_key_1"}, ... */
    static List<String> named(List<String> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(at -> "(" + keys.get(at) + ") AS " + name(at))
                .toList();
    }

    static String name(int key) {
        return "\"_key_" + key + "\"";
    }

    private static String order(List<Column> columns, String first) {
        var order = new ArrayList<String>();
        if (first != null) {
            order.add(TableName.quote(first) + " DESC NULLS LAST");
        }
        for (Column column : columns) {
            order.add(ordered(column) + " DESC NULLS LAST");
        }
        return String.join(", ", order);
    }

    /** Types such as lists and JSON have no order everywhere: their text has. */
    private static String ordered(Column column) {
        String name = TableName.quote(column.name());
        boolean hasOrder = column.type() != null
                && (TimeType.of(column.type()) != TimeType.TEXT || ORDERED.contains(base(column.type())));
        return hasOrder ? name : "CAST(" + name + " AS VARCHAR)";
    }

    private static String base(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
    }
}
