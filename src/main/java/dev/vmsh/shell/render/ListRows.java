package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows that are in memory already. */
public final class ListRows implements Rows {
    private final List<Column> columns;
    private final List<? extends List<?>> rows;
    private int at = -1;

    /** @param rows values as {@link Rows#value} gives them, null for NULL, one for each column */
    public ListRows(List<Column> columns, List<? extends List<?>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        at++;
        return at < rows.size();
    }

    @Override
    public Object value(int column) {
        return rows.get(at).get(column);
    }

    /** The values of the current row of {@code rows}. */
    static List<Object> current(Rows rows) {
        int size = rows.columns().size();
        var values = new ArrayList<Object>(size);
        for (int i = 0; i < size; i++) {
            values.add(rows.value(i));
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public void close() {
        at = rows.size();
    }
}
