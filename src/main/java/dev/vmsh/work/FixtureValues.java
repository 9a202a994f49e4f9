package dev.vmsh.work;

import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of an engine as a unit test writes them down. Pure. */
final class FixtureValues {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter ZONED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private FixtureValues() {}

    /** With the types of the columns, so that an input has the same in the test. */
    static Fixture withTypes(TestCase.Result result) {
        var types = new LinkedHashMap<String, String>();
        result.columns().forEach(column -> types.put(column.name(), column.type()));
        return new Fixture(types, rows(result), null, false);
    }

    /** Without types: those of what is expected are those of what comes out. */
    static Fixture withoutTypes(TestCase.Result result) {
        return new Fixture(Map.of(), rows(result), null, false);
    }

    private static List<Map<String, Object>> rows(TestCase.Result result) {
        var rows = new ArrayList<Map<String, Object>>();
        for (List<Object> values : result.rows()) {
            var row = new LinkedHashMap<String, Object>();
            for (int i = 0; i < values.size(); i++) {
                Column column = result.columns().get(i);
                row.put(column.name(), plain(values.get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object plain(Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof LocalDateTime time) {
            return TIMESTAMP.format(time).replaceFirst("\\.0+$", "");
        }
        if (value instanceof OffsetDateTime time) {
            return ZONED.format(time).replaceFirst("\\.0+(?=[+-])", "");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FixtureValues::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, Object>();
            map.forEach((key, item) -> plain.put(key.toString(), plain(item)));
            return plain;
        }
        return value.toString();
    }
}
