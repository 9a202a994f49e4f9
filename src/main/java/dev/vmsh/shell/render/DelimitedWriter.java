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
        void append(Object value, StringBuilder line) {
            if (value == null) {
                return;
            }
            String text = Cell.text(value);
            if (plain(text, ',', '"')) {
                line.append(text);
            } else {
                line.append('"').append(text.replace("\"", "\"\"")).append('"');
            }
        }
    },
    TSV('\t') {
        @Override
        void append(Object value, StringBuilder line) {
            if (value == null) {
                line.append("\\N");
                return;
            }
            String text = Cell.text(value);
            line.append(
                    text.isEmpty() || plain(text, '\t', '\\')
                            ? text
                            : text.replace("\\", "\\\\")
                                    .replace("\t", "\\t")
                                    .replace("\n", "\\n")
                                    .replace("\r", "\\r"));
        }
    };

    private final char delimiter;

    DelimitedWriter(char delimiter) {
        this.delimiter = delimiter;
    }

    /** Appends {@code value} as one field. */
    abstract void append(Object value, StringBuilder line);

    @Override
    public Written write(Rows rows, Writer out) {
        try {
            List<Column> columns = rows.columns();
            int width = columns.size();
            var line = new StringBuilder(256);
            columns.forEach(column -> field(column.name(), line));
            end(line, out);
            long count = 0;
            for (; rows.next(); count++) {
                for (int i = 0; i < width; i++) {
                    field(rows.value(i), line);
                }
                end(line, out);
            }
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(Object value, StringBuilder line) {
        append(value, line);
        line.append(delimiter);
    }

    /** A line at a time, for a writer's locks and encoders cost more than a field. */
    private static void end(StringBuilder line, Writer out) throws IOException {
        line.setCharAt(line.length() - 1, '\n');
        out.append(line);
        line.setLength(0);
    }

    /** Whether {@code text} may stand as it is: it holds neither of two characters, nor a line end, and is not empty. */
    private static boolean plain(String text, char one, char two) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == one || c == two || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
