package dev.vmsh.engine.jdbc;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;

/**
 * DuckDB's values. Dates and times that Java's calendar cannot hold or print plainly (infinities) become text.
 *
 * <p>Inside lists, structs and maps the driver hands TIMESTAMPs out by way of the JVM's time zone: one that falls into the hour that a
 * zone skips in spring is moved. A JVM whose default zone is UTC skips none.
 */
final class DuckDbValues implements JdbcValues {
    private static final LocalDate DATE_INFINITY = LocalDate.ofEpochDay(Integer.MAX_VALUE);
    private static final LocalDate DATE_MINUS_INFINITY = LocalDate.ofEpochDay(-Integer.MAX_VALUE);
    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";

    /** The engine marks infinity by the largest number of ticks, whatever the tick: the year tells. */
    private static final int FAR = 290_000;

    @Override
    public String type(ResultSetMetaData meta, int column) throws SQLException {
        return meta.getColumnTypeName(column);
    }

    @Override
    public Object read(ResultSet rows, int column, String type) throws SQLException {
        if (type.startsWith("TIMESTAMP") && !type.endsWith("]") && !type.contains("ZONE")) {
            return timestamp(rows.getObject(column, LocalDateTime.class), type);
        }
        if (type.equals("GEOMETRY")) {
            return rows.getString(column);
        }
        return plain(rows.getObject(column));
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        if (value instanceof BigInteger integer) {
            return integer;
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof Object[] items) {
            return list(items);
        }
        if (value instanceof Struct struct) {
            return struct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof JsonNode json) {
            return json.toString();
        }
        if (value instanceof LocalDate date) {
            return date(date);
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp(timestamp.toLocalDateTime(), "TIMESTAMP");
        }
        if (value instanceof OffsetDateTime time) {
            return Math.abs(time.getYear()) > FAR ? infinity(time.getYear()) : FarDates.orText(time);
        }
        return value;
    }

    private static Object timestamp(LocalDateTime time, String type) {
        if (time == null) {
            return null;
        }
        if (Math.abs(time.getYear()) > FAR) {
            return infinity(time.getYear());
        }
        if (type.equals("TIMESTAMP_NS") && Math.abs(time.getYear() - 1970) >= 292) {
            // the ends of the range of nanoseconds are the engine's infinities
            if (time.equals(LocalDateTime.of(2262, 4, 11, 23, 47, 16, 854_775_807))) {
                return INFINITY;
            }
            if (time.equals(LocalDateTime.of(1677, 9, 21, 0, 12, 43, 145_224_193))) {
                return MINUS_INFINITY;
            }
        }
        return FarDates.orText(time);
    }

    private static Object date(LocalDate date) {
        if (date.equals(DATE_INFINITY)) {
            return INFINITY;
        }
        return date.equals(DATE_MINUS_INFINITY) ? MINUS_INFINITY : FarDates.orText(date);
    }

    private static String infinity(int year) {
        return year > 0 ? INFINITY : MINUS_INFINITY;
    }

    private static List<Object> list(Object[] items) throws SQLException {
        var list = new ArrayList<Object>(items.length);
        for (Object item : items) {
            list.add(plain(item));
        }
        return list;
    }

    private static Object struct(Struct struct) throws SQLException {
        if (!(struct instanceof DuckDBStruct named)) {
            return list(struct.getAttributes());
        }
        var fields = new LinkedHashMap<Object, Object>();
        for (var field : named.getMap().entrySet()) {
            fields.put(field.getKey(), plain(field.getValue()));
        }
        return fields;
    }

    private static Map<Object, Object> map(Map<?, ?> map) throws SQLException {
        var entries = new LinkedHashMap<Object, Object>();
        for (var entry : map.entrySet()) {
            entries.put(plain(entry.getKey()), plain(entry.getValue()));
        }
        return entries;
    }
}
