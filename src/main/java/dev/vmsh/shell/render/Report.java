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
import java.util.stream.Collectors;

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
            List<List<Object>> values = values(names, format);
            if (format == OutputFormat.TABLE && layout.width() > 0 && !Fitting.fits(names, values, layout.width())) {
                names = shown.stream().filter(this::hasValues).toList();
                values = Fitting.fit(names, values(names, format), layout.width());
            }
            var columns = new ArrayList<Column>();
            for (String name : names) {
                columns.add(column(name, values, columns.size()));
            }
            try (Rows all = new ListRows(columns, values)) {
                ResultWriter.of(format, new ResultWriter.Layout(layout.width(), 0, layout.vertical()))
                        .write(all, out);
            }
        }

        private List<List<Object>> values(List<String> names, OutputFormat format) {
            var values = new ArrayList<List<Object>>(rows.size());
            for (List<Object> row : rows) {
                var picked = new ArrayList<Object>(names.size());
                names.forEach(name -> picked.add(shownValue(row.get(fields.indexOf(name)), format)));
                values.add(picked);
            }
            return values;
        }

        private boolean hasValues(String name) {
            int index = fields.indexOf(name);
            return rows.isEmpty()
                    || rows.stream()
                            .anyMatch(row -> row.get(index) != null
                                    && !Cell.text(row.get(index)).isEmpty());
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

    /** A record of facts, one on a line: names and values. A list of records has a line for each. */
    static Report facts(Map<String, ?> facts) {
        var value = new LinkedHashMap<String, Object>(facts);
        int width = value.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
        var text = new StringBuilder();
        value.forEach((name, fact) -> {
            String before = name.replace('_', ' ');
            for (String line : factLines(fact)) {
                text.append((DisplayWidth.pad(before, width, false) + "  " + Cell.escaped(line)).stripTrailing())
                        .append('\n');
                before = "";
            }
        });
        return new Document(value, text.toString());
    }

    private static List<String> factLines(Object fact) {
        if (!(fact instanceof List<?> list)) {
            return List.of(fact == null ? "" : Cell.text(fact));
        }
        boolean records = !list.isEmpty() && list.stream().allMatch(Map.class::isInstance);
        return records
                ? list.stream().map(each -> words((Map<?, ?>) each)).toList()
                : List.of(String.join(", ", list.stream().map(Cell::text).toList()));
    }

    private static String words(Map<?, ?> fact) {
        return fact.values().stream().filter(Objects::nonNull).map(Cell::text).collect(Collectors.joining(" "));
    }
}
