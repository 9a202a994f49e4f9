package dev.vmsh.diff;

import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How two tables compare.
 *
 * @param source what people call the source: an environment, or a table
 * @param target the same for the target
 * @param model the model that both tables belong to; empty for tables given by name
 * @param on the parts of the key; empty if rows were compared whole
 * @param basis what the answer rests on
 * @param rows empty if no row had to be read
 * @param columns the compared columns that are not part of the key, those with most differences first; empty without a key
 * @param samples none unless asked for
 * @param notes what people should know to read the numbers, in whole sentences
 */
public record TableDiffReport(
        String source,
        String target,
        TableName sourceTable,
        TableName targetTable,
        Optional<TableName> model,
        List<String> on,
        Basis basis,
        SchemaDiff schema,
        Optional<RowCounts> rows,
        List<ColumnMatch> columns,
        Samples samples,
        List<String> notes) {
    /** What the answer rests on. */
    public enum Basis {
        /** Both sides are one table: nothing was read. */
        ONE_TABLE,
        /** Number and fingerprint of the rows are equal: no row was matched with another. */
        FINGERPRINT,
        /** Rows were matched by key, or counted whole. */
        ROWS
    }

    public TableDiffReport {
        Objects.requireNonNull(basis, "basis");
        on = List.copyOf(on);
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** Whether the columns are the same and every row has its like on the other side. */
    public boolean identical() {
        return schema.same() && sameRows();
    }

    /** Whether every row has its like on the other side, whatever the columns. */
    public boolean sameRows() {
        return rows.map(RowCounts::same).orElse(true);
    }
}
