package dev.vmsh.work;

import dev.vmsh.sql.Column;
import java.util.List;

/** How the rows that a unit test expects differ from those that came out. Values are those of {@link dev.vmsh.engine.Rows#value}. */
public sealed interface Mismatch {
    /**
     * Columns are expected that the result has not.
     *
     * @param known those it has
     */
    record UnknownColumns(List<String> unknown, List<String> known) implements Mismatch {
        public UnknownColumns {
            unknown = List.copyOf(unknown);
            known = List.copyOf(known);
        }
    }

    /**
     * The number of rows differs.
     *
     * @param missing expected only
     * @param unexpected come out only
     */
    record OtherRows(List<Column> columns, List<List<Object>> missing, List<List<Object>> unexpected)
            implements Mismatch {
        public OtherRows {
            columns = List.copyOf(columns);
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
        }
    }

    /**
     * As many rows as expected, with other values in them.
     *
     * @param cells in the order of rows, then columns
     */
    record OtherValues(List<Cell> cells) implements Mismatch {
        public OtherValues {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One value that differs.
     *
     * @param row from 0, in the order of comparison
     */
    record Cell(int row, Column column, Object expected, Object actual) {}
}
