package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The rows that are shown, as a Tablesaw table. A column is typed only where that loses nothing: Tablesaw keeps decimals as doubles, has
 * no time zone, and takes some values for "missing"; such columns hold text. Which cells are NULL is kept beside it.
 */
public final class ShownTable {
    private final List<Column> columns;
    private final List<tech.tablesaw.columns.Column<?>> cells;
    private final int rowCount;
    private final List<BitSet> nulls;

    private ShownTable(
            List<Column> columns, List<tech.tablesaw.columns.Column<?>> cells, int rowCount, List<BitSet> nulls) {
        this.columns = columns;
        this.cells = cells;
        this.rowCount = rowCount;
        this.nulls = nulls;
    }

    /** @param rows values as {@link dev.vmsh.engine.Rows#value} gives them */
    public static ShownTable of(List<Column> columns, List<? extends List<?>> rows) {
        var cells = new ArrayList<tech.tablesaw.columns.Column<?>>(columns.size());
        var nulls = new ArrayList<BitSet>(columns.size());
        List<String> names = distinct(JsonText.memberNames(columns));
        for (int i = 0; i < columns.size(); i++) {
            var values = new ArrayList<Object>(rows.size());
            var missing = new BitSet(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                Object value = rows.get(row).get(i);
                values.add(value);
                missing.set(row, value == null);
            }
            cells.add(column(names.get(i), values));
            nulls.add(missing);
        }
        return new ShownTable(List.copyOf(columns), cells, rows.size(), nulls);
    }

    /** The next rows of {@code rows}, {@code most} at the most. */
    public static ShownTable read(Rows rows, int most) {
        var values = new ArrayList<List<Object>>();
        while (values.size() < most && rows.next()) {
            values.add(ListRows.current(rows));
        }
        return of(rows.columns(), values);
    }

    public List<Column> columns() {
        return columns;
    }

    public int rowCount() {
        return rowCount;
    }

    /** The cell on one line, NULL included. */
    String text(int row, int column) {
        if (nulls.get(column).get(row)) {
            return Cell.NULL;
        }
        return Cell.line(cells.get(column).get(row));
    }

    /** Whether the column is set to the right: numbers are. */
    boolean right(int column) {
        return ColumnTypes.numeric(columns.get(column));
    }

    /** Count, mean, range and spread of the number columns and counts of the others, as Tablesaw works them out. */
    public String summary() {
        Table measures = table().summary();
        var names = new ArrayList<>(List.of(new Column("", "varchar")));
        for (Column column : columns) {
            names.add(new Column(column.name(), ColumnTypes.numeric(column) ? "double" : "varchar"));
        }
        var rows = new ArrayList<List<Object>>();
        for (int row = 0; row < measures.rowCount(); row++) {
            var cells = new ArrayList<Object>();
            for (int i = 0; i < measures.columnCount(); i++) {
                String cell = measures.getString(row, i);
                cells.add(i == 0 ? cell.substring(0, 1).toUpperCase(Locale.ROOT) + cell.substring(1) : cell);
            }
            rows.add(cells);
        }
        return TableText.of(of(names, rows));
    }

    /** Made when it is needed: the class looks through the whole class path for formats when it is loaded. */
    private Table table() {
        return Table.create("result", cells);
    }

    /** The same for programs: for each column its name and its measures by name, as text. */
    public List<Map<String, Object>> summaryValue() {
        Table measures = table().summary();
        var columns = new ArrayList<Map<String, Object>>();
        for (int i = 1; i < measures.columnCount(); i++) {
            var column = new LinkedHashMap<String, Object>();
            column.put("column", measures.column(i).name());
            for (int row = 0; row < measures.rowCount(); row++) {
                String value = measures.getString(row, i);
                if (!value.isEmpty()) {
                    column.put(measures.getString(row, 0), value);
                }
            }
            columns.add(column);
        }
        return columns;
    }

    private static tech.tablesaw.columns.Column<?> column(String name, List<Object> values) {
        if (all(values, ShownTable::wholeNumber)) {
            LongColumn column = LongColumn.create(name);
            values.forEach(value -> append(column, value));
            return column;
        }
        if (all(values, value -> value instanceof Double number && !Double.isNaN(number))) {
            DoubleColumn column = DoubleColumn.create(name);
            values.forEach(value -> append(column, value));
            return column;
        }
        if (all(values, Boolean.class::isInstance)) {
            BooleanColumn column = BooleanColumn.create(name);
            values.forEach(value -> append(column, value));
            return column;
        }
        StringColumn column = StringColumn.create(name);
        values.forEach(value -> append(column, value));
        return column;
    }

    private static void append(LongColumn column, Object value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append(((Number) value).longValue());
        }
    }

    private static void append(DoubleColumn column, Object value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append((Double) value);
        }
    }

    private static void append(BooleanColumn column, Object value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append((Boolean) value);
        }
    }

    private static void append(StringColumn column, Object value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append(Cell.text(value));
        }
    }

    private static boolean all(List<Object> values, java.util.function.Predicate<Object> exact) {
        return values.stream().anyMatch(value -> value != null)
                && values.stream().allMatch(value -> value == null || exact.test(value));
    }

    /** Whether a LongColumn keeps it: its least value means "missing" there. */
    private static boolean wholeNumber(Object value) {
        return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() != Long.MIN_VALUE;
    }

    /** Tablesaw compares column names without case. */
    private static List<String> distinct(List<String> names) {
        var seen = new java.util.HashSet<String>();
        var distinct = new ArrayList<String>(names.size());
        for (String name : names) {
            String candidate = name;
            for (int i = 1; !seen.add(candidate.toLowerCase(java.util.Locale.ROOT)); i++) {
                candidate = name + "_" + i;
            }
            distinct.add(candidate);
        }
        return distinct;
    }
}
