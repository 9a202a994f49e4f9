package dev.vmsh.diff;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;

/**
 * One of the two tables.
 *
 * @param label what people call it: the environment, or the table as they typed it
 * @param table its name, for people; for a query that stands for a table, the model's
 * @param relation what stands behind FROM
 * @param columns all of them, with types
 */
public record TableSide(String label, TableName table, String relation, List<Column> columns) {
    public TableSide {
        columns = List.copyOf(columns);
    }

    public static TableSide of(String label, TableName table, List<Column> columns) {
        return new TableSide(label, table, table.quoted(), columns);
    }

    /**
     * For an engine that takes no account of capitals in names: columns that the other side has under the same name but for them are
     * called as they are there.
     */
    TableSide spelledAs(TableSide other) {
        List<Column> spelled = columns.stream()
                .map(column -> new Column(spelled(column.name(), other), column.type()))
                .toList();
        return new TableSide(label, table, relation, spelled);
    }

    private static String spelled(String name, TableSide other) {
        List<String> alike = other.columns.stream()
                .map(Column::name)
                .filter(theirs -> theirs.equalsIgnoreCase(name))
                .toList();
        return alike.size() == 1 ? alike.get(0) : name;
    }

    /** The rows of a query. */
    public static TableSide query(String label, TableName model, String query, List<Column> columns) {
        return new TableSide(label, model, "(\n" + query + "\n) AS compared", columns);
    }
}
