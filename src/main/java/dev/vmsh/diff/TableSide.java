package dev.vmsh.diff;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;

/**
 * One of the two tables.
 *
 * @param label what people call it: the environment, or the table as they typed it
 * @param columns all of them, with types
 */
public record TableSide(String label, TableName table, List<Column> columns) {
    public TableSide {
        columns = List.copyOf(columns);
    }
}
