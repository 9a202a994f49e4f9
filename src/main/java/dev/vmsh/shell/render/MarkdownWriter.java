package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** A table as GitHub's Markdown writes it; numbers to the right. */
final class MarkdownWriter implements ResultWriter {
    /** Stands for a line end while other control characters are escaped; a private-use character. */
    private static final char LINE_END = '\ue000';

    @Override
    public Written write(Rows rows, Writer out) {
        List<Column> columns = rows.columns();
        try {
            for (Column column : columns) {
                out.write("| " + field(column.name()) + " ");
            }
            out.write("|\n");
            for (Column column : columns) {
                out.write(ColumnTypes.numeric(column) ? "| ---: " : "| --- ");
            }
            out.write("|\n");
            long count = 0;
            for (; rows.next(); count++) {
                for (int i = 0; i < columns.size(); i++) {
                    out.write("| " + field(rows.value(i)) + " ");
                }
                out.write("|\n");
            }
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(Object value) {
        String text = Cell.text(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\\", "\\\\")
                .replace("|", "\\|");
        return Cell.escaped(text.replace("\r\n", "\n").replace('\n', LINE_END))
                .replace(String.valueOf(LINE_END), "<br>");
    }
}
