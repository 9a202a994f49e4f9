package dev.vmsh.engine.jdbc;

import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trino's values. Dates and times are read from the text that the server sends: no driver's calendar stands in between. */
final class TrinoValues implements JdbcValues {
    private static final Pattern BOUNDED_TEXT = Pattern.compile("varchar\\(\\d+\\)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern LOCAL =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)");
    private static final Pattern ZONED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) (\\S+)");

    /** A query's texts are as long as they happen to be; a table that is made for them takes every text. */
    @Override
    public String type(ResultSetMetaData meta, int column) throws SQLException {
        String type = meta.getColumnTypeName(column);
        return BOUNDED_TEXT.matcher(type).matches() ? "varchar" : type;
    }

    @Override
    public Object read(ResultSet rows, int column, String type) throws SQLException {
        if (type.equals("date")) {
            return date(rows.getString(column));
        }
        if (type.startsWith("timestamp")) {
            String text = rows.getString(column);
            return type.endsWith("with time zone") ? zoned(text) : local(text);
        }
        if (type.startsWith("time(")) {
            String text = rows.getString(column);
            if (text == null) {
                return null;
            }
            return type.endsWith("with time zone") ? OffsetTime.parse(text.replace(" ", "")) : LocalTime.parse(text);
        }
        if (type.equals("uuid")) {
            String text = rows.getString(column);
            return text == null ? null : UUID.fromString(text);
        }
        if (type.startsWith("interval") || type.equals("json") || type.equals("ipaddress")) {
            return rows.getString(column);
        }
        return plain(rows.getObject(column));
    }

    private static Object date(String text) {
        return text == null || !DATE.matcher(text).matches() ? text : FarDates.orText(LocalDate.parse(text));
    }

    private static Object local(String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = LOCAL.matcher(text);
        return matcher.matches()
                ? FarDates.orText(LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2)))
                : text;
    }

    private static Object zoned(String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = ZONED.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        var time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
        return FarDates.orText(time.atZone(ZoneId.of(matcher.group(3))).toOffsetDateTime());
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof Object[] items) {
            return list(items);
        }
        if (value instanceof List<?> items) {
            return list(items.toArray());
        }
        if (value instanceof Row row) {
            return fields(row);
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new LinkedHashMap<Object, Object>();
            for (var entry : map.entrySet()) {
                entries.put(plain(entry.getKey()), plain(entry.getValue()));
            }
            return entries;
        }
        if (value instanceof java.sql.Date date) {
            return FarDates.orText(date.toLocalDate());
        }
        if (value instanceof Timestamp time) {
            return FarDates.orText(time.toLocalDateTime());
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        if (value instanceof ZonedDateTime time) {
            return FarDates.orText(time.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC));
        }
        return value instanceof OffsetDateTime time ? FarDates.orText(time) : value;
    }

    private static List<Object> list(Object[] items) throws SQLException {
        var list = new ArrayList<Object>(items.length);
        for (Object item : items) {
            list.add(plain(item));
        }
        return list;
    }

    private static Map<Object, Object> fields(Row row) throws SQLException {
        var fields = new LinkedHashMap<Object, Object>();
        for (RowField field : row.getFields()) {
            fields.put(field.getName().orElse("field" + field.getOrdinal()), plain(field.getValue()));
        }
        return fields;
    }
}
