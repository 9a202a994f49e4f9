package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces that the statements of this room are put together from. */
final class SqlParts {
    private SqlParts() {}

    /** {@code "a", "b"} */
    static String names(List<Column> columns) {
        return columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
    }

    /** {@code "a" INTEGER, "b" TEXT}; every type must be known. */
    static String definitions(List<Column> columns) {
        return columns.stream()
                .map(column -> TableName.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    /** {@code query} with exactly {@code columns}, in order, cast to their types if every type is known. */
    static String typed(List<Column> columns, String query) {
        String projection = typesKnown(columns)
                ? columns.stream()
                        .map(column ->
                                "CAST(%1$s AS %2$s) AS %1$s".formatted(TableName.quote(column.name()), column.type()))
                        .collect(Collectors.joining(", "))
                : names(columns);
        return "SELECT " + projection + " FROM (\n" + query + "\n) AS \"_subquery\"";
    }

    static boolean typesKnown(List<Column> columns) {
        return columns.stream().allMatch(column -> column.type() != null);
    }

    /** {@code text} as a string literal. Backslashes stand for themselves, as in standard SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
