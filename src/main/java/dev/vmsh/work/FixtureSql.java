package dev.vmsh.work;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.project.UnitTest.Time;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows that a unit test writes down, as queries. Pure. */
final class FixtureSql {
    private final Dialect dialect;

    /** @param dialect of the model: how column names compare */
    FixtureSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The columns that a fixture speaks of, in order: those with types, then those of its rows. */
    Set<String> columns(Fixture fixture) {
        var names = new LinkedHashSet<String>();
        fixture.columns().keySet().forEach(name -> names.add(normalized(name)));
        fixture.rows().forEach(row -> row.keySet().forEach(name -> names.add(normalized(name))));
        return names;
    }

    /** The types that a fixture gives, by column. */
    Map<String, String> types(Fixture fixture) {
        var types = new LinkedHashMap<String, String>();
        fixture.columns().forEach((name, type) -> types.put(normalized(name), type));
        return types;
    }

    /**
     * The type that the values of {@code column} suggest: dates and times that YAML takes for such are dates and times.
     *
     * @return null if the engine can tell by itself
     * @throws VmshException if all of them are NULL
     */
    String inferred(Fixture fixture, String column, String table) {
        List<Object> values = fixture.rows().stream()
                .map(this::normalized)
                .map(row -> row.get(column))
                .filter(value -> value != null)
                .toList();
        if (values.isEmpty()) {
            throw new VmshException(
                    "the type of column %s of input %s cannot be told: it has no value".formatted(column, table),
                    "Write its type below the input: columns: {%s: text}".formatted(column));
        }
        if (values.stream().allMatch(Time.class::isInstance)) {
            return values.stream().map(Time.class::cast).anyMatch(Time::hasTime) ? "TIMESTAMP" : "DATE";
        }
        if (values.stream().allMatch(String.class::isInstance)) {
            return "VARCHAR";
        }
        boolean numbers = values.stream().allMatch(BigDecimal.class::isInstance);
        boolean fraction = values.stream().anyMatch(value -> value instanceof BigDecimal number && number.scale() > 0);
        return numbers && fraction ? "DOUBLE PRECISION" : null;
    }

    /** A query for the rows of {@code fixture} with exactly {@code columns}; a column without a type is left to the engine. */
    String query(Fixture fixture, List<Column> columns) {
        if (fixture.rows().isEmpty()) {
            return "SELECT "
                    + columns.stream().map(column -> cast("NULL", column)).collect(Collectors.joining(", "))
                    + " WHERE FALSE";
        }
        String values = fixture.rows().stream()
                .map(row -> row(normalized(row), columns))
                .collect(Collectors.joining(",\n"));
        String names =
                columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
        return "SELECT %s FROM (VALUES\n%s\n) AS \"rows\" (%s)".formatted(projection(columns), values, names);
    }

    /**
     * {@code query} with exactly {@code columns}; those that it does not give are NULL.
     *
     * @param given the names that it gives
     */
    String query(String query, Set<String> given, List<Column> columns) {
        String projection = columns.stream()
                .map(column -> cast(given.contains(column.name()) ? TableName.quote(column.name()) : "NULL", column))
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM (\n%s\n) AS \"rows\"".formatted(projection, query);
    }

    String normalized(String column) {
        return dialect.normalize(column, false);
    }

    private Map<String, Object> normalized(Map<String, Object> row) {
        var normalized = new LinkedHashMap<String, Object>();
        row.forEach((name, value) -> normalized.put(normalized(name), value));
        return normalized;
    }

    private static String projection(List<Column> columns) {
        return columns.stream()
                .map(column -> cast(TableName.quote(column.name()), column))
                .collect(Collectors.joining(", "));
    }

    private static String cast(String expression, Column column) {
        String typed = column.type() == null ? expression : "CAST(%s AS %s)".formatted(expression, column.type());
        return typed + " AS " + TableName.quote(column.name());
    }

    private static String row(Map<String, Object> row, List<Column> columns) {
        return columns.stream()
                .map(column -> literal(row.get(column.name()), column.type()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Object value, String type) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> literal(item, null)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            boolean mapping = type != null && type.toUpperCase(Locale.ROOT).startsWith("MAP");
            Stream<String> entries = map.entrySet().stream()
                    .map(entry -> text(entry.getKey().toString()) + ": " + literal(entry.getValue(), null));
            return (mapping ? "MAP " : "") + entries.collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof Boolean truth ? truth.toString().toUpperCase(Locale.ROOT) : text(value.toString());
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** {@code names} with the type that each has in {@code types}, or null. */
    static List<Column> typed(Set<String> names, Map<String, String> types) {
        var columns = new ArrayList<Column>();
        names.forEach(name -> columns.add(new Column(name, types.get(name))));
        return columns;
    }
}
