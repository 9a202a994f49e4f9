package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a command has to say, before anybody decided how to write it. */
public sealed interface Report {
    /** Writes the report in {@code format}; reports are never cut at a row limit. */
    void write(OutputFormat format, ResultWriter.Layout layout, Writer out);

    /**
     * Things of one sort, in order: an array of objects in JSON, a table otherwise.
     *
     * @param fields names of the values, as in JSON
     * @param rows a value for each field; null, numbers, booleans, text, times, lists and maps
     * @param shown the fields that people see in a table
     */
    record Listing(List<String> fields, List<List<Object>> rows, List<String> shown) implements Report {
        public Listing {
            fields = List.copyOf(fields);
            rows = List.copyOf(rows);
            shown = List.copyOf(shown);
        }

        public Listing(List<String> fields, List<List<Object>> rows) {
            this(fields, rows, fields);
        }

        @Override
        public void write(OutputFormat format, ResultWriter.Layout layout, Writer out) {
            List<String> names = format.machine() ? fields : shown;
            var values = new ArrayList<List<Object>>(rows.size());
            for (List<Object> row : rows) {
                var picked = new ArrayList<Object>(names.size());
                names.forEach(name -> picked.add(shownValue(row.get(fields.indexOf(name)), format)));
                values.add(picked);
            }
            List<Column> columns = names.stream()
                    .map(name -> column(name, values, names.indexOf(name)))
                    .toList();
            try (Rows all = new ListRows(columns, values)) {
                ResultWriter.of(format, new ResultWriter.Layout(layout.width(), 0, layout.vertical()))
                        .write(all, out);
            }
        }

        private static Column column(String name, List<List<Object>> values, int index) {
            boolean numbers = !values.isEmpty() && values.stream().allMatch(row -> row.get(index) instanceof Number);
            return new Column(name, numbers ? "double" : "varchar");
        }

        /** People read lists with commas, times to the second, and an empty field for what is not there. */
        private static Object shownValue(Object value, OutputFormat format) {
            if (format.machine()) {
                return value;
            }
            if (value == null) {
                return "";
            }
            if (value instanceof Instant time) {
                return time.truncatedTo(ChronoUnit.SECONDS);
            }
            return value instanceof List<?> list
                    ? String.join(", ", list.stream().map(Cell::text).toList())
                    : value;
        }
    }

    /**
     * One thing: an object in JSON, text of its own otherwise.
     *
     * @param value JSON value: maps in field order, lists, text, numbers, booleans, times
     * @param text for people, ending in a line end
     */
    record Document(Object value, String text) implements Report {
        public Document {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public void write(OutputFormat format, ResultWriter.Layout layout, Writer out) {
            try {
                if (format.json()) {
                    JsonText.write(value, out);
                    out.write('\n');
                } else {
                    out.write(text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Things of one sort that people read as text, not as a table.
     *
     * @param text ends in a line end
     */
    record Summary(Listing listing, String text) implements Report {
        public Summary {
            Objects.requireNonNull(listing, "listing");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public void write(OutputFormat format, ResultWriter.Layout layout, Writer out) {
            if (format == OutputFormat.TABLE || format == OutputFormat.VERTICAL) {
                new Document(List.of(), text).write(format, layout, out);
            } else {
                listing.write(format, layout, out);
            }
        }
    }

    /** A record of facts, one on a line: names and values. */
    static Report facts(Map<String, ?> facts) {
        var value = new LinkedHashMap<String, Object>(facts);
        int width = value.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
        var text = new StringBuilder();
        value.forEach((name, fact) -> {
            String shown = fact instanceof List<?> list
                    ? String.join(", ", list.stream().map(Cell::text).toList())
                    : fact == null ? "" : Cell.text(fact);
            text.append((DisplayWidth.pad(name.replace('_', ' '), width, false) + "  " + Cell.escaped(shown))
                            .stripTrailing())
                    .append('\n');
        });
        return new Document(value, text.toString());
    }
}
