package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns for people. Reads no more rows than the layout's limit, and one to see whether there are more. */
final class TableWriter implements ResultWriter {
    private final Layout layout;

    TableWriter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public Written write(Rows rows, Writer out) {
        List<Column> columns = rows.columns();
        var shown = new ArrayList<List<Object>>();
        boolean more = false;
        while (!more && rows.next()) {
            if (layout.rowLimit() > 0 && shown.size() == layout.rowLimit()) {
                more = true;
            } else {
                shown.add(ListRows.current(rows));
            }
        }
        String text = TableText.of(ShownTable.of(columns, shown));
        if (layout.vertical() && tooWide(text)) {
            new VerticalWriter(layout).write(new ListRows(columns, shown), out);
        } else {
            write(text, out);
        }
        return new Written(shown.size(), more);
    }

    private boolean tooWide(String text) {
        int firstLine = text.indexOf('\n', text.indexOf('\n') + 1);
        return layout.width() > 0
                && DisplayWidth.of(text.substring(text.indexOf('\n') + 1, firstLine)) > layout.width();
    }

    private static void write(String text, Writer out) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
