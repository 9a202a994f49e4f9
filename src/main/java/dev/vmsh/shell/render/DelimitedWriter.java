package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * CSV after RFC 4180 with line feeds: NULL is an empty field and the empty string is {@code ""}. TSV as PostgreSQL's COPY writes it: NULL
 * is {@code \N}; tab, line end and backslash are escaped.
 */
enum DelimitedWriter implements ResultWriter {
    CSV(',') {
        @Override
        String field(Object value) {
            if (value == null) {
                return "";
            }
            String text = Cell.text(value);
            boolean quote =
                    text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    },
    TSV('\t') {
        @Override
        String field(Object value) {
            if (value == null) {
                return "\\N";
            }
            return Cell.text(value)
                    .replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
        }
    };

    private final char delimiter;

    DelimitedWriter(char delimiter) {
        this.delimiter = delimiter;
    }

    abstract String field(Object value);

    @Override
    public Written write(Rows rows, Writer out) {
        try {
            List<Column> columns = rows.columns();
            for (int i = 0; i < columns.size(); i++) {
                writeField(i, columns.get(i).name(), out);
            }
            out.write('\n');
            long count = 0;
            for (; rows.next(); count++) {
                for (int i = 0; i < columns.size(); i++) {
                    writeField(i, rows.value(i), out);
                }
                out.write('\n');
            }
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeField(int index, Object value, Writer out) throws IOException {
        if (index > 0) {
            out.write(delimiter);
        }
        out.write(field(value));
    }
}
