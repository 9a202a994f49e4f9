package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** One line for each value, under a line that counts the rows. Values keep their line ends, indented. */
final class VerticalWriter implements ResultWriter {
    private static final int RULE = 40;
    private final Layout layout;

    VerticalWriter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public Written write(Rows rows, Writer out) {
        List<Column> columns = rows.columns();
        int width = columns.stream()
                .mapToInt(column -> DisplayWidth.of(Cell.line(column.name())))
                .max()
                .orElse(0);
        try {
            long count = 0;
            while (rows.next()) {
                if (layout.rowLimit() > 0 && count == layout.rowLimit()) {
                    return new Written(count, true);
                }
                count++;
                String title = "-[ row " + count + " ]";
                out.write(title + "-".repeat(Math.max(0, RULE - title.length())) + "\n");
                for (int i = 0; i < columns.size(); i++) {
                    String name = DisplayWidth.pad(Cell.line(columns.get(i).name()), width, false);
                    out.write((name + " | " + value(rows.value(i), width)).stripTrailing() + "\n");
                }
            }
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(Object value, int width) {
        String[] lines = Cell.text(value).replace("\r\n", "\n").split("\n", -1);
        var out = new StringBuilder(Cell.escaped(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            out.append('\n').append(" ".repeat(width)).append(" | ").append(Cell.escaped(lines[i]));
        }
        return out.toString();
    }
}
