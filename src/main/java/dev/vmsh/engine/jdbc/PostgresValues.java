package dev.vmsh.engine.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgResultSet;

/** PostgreSQL's values, read from the text that the server sends: no driver's calendar stands in between. */
final class PostgresValues implements JdbcValues {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ISO_LOCAL_TIME;
    private static final DateTimeFormatter ZONE =
            new DateTimeFormatterBuilder().appendOffset("+HH:mm:ss", "+00").toFormatter();
    private static final DateTimeFormatter OFFSET_TIME =
            new DateTimeFormatterBuilder().append(CLOCK).append(ZONE).toFormatter();
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(CLOCK)
            .toFormatter();
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().append(LOCAL).append(ZONE).toFormatter();

    /** Dates of the years 1 to 9999; the server marks earlier ones with BC and writes later ones with more digits. */
    private static final Pattern NEAR = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?: [^B]*)?");

    @Override
    public String type(ResultSetMetaData meta, int column) throws SQLException {
        return PostgresTypes.sql(meta.getColumnTypeName(column), meta.getPrecision(column), meta.getScale(column));
    }

    /** From what came with the rows: the driver's own answer asks the server whether a column counts by itself. */
    @Override
    public String name(ResultSet rows, int column) throws SQLException {
        int type = rows.unwrap(PgResultSet.class).getColumnOID(column);
        return rows.getStatement()
                .getConnection()
                .unwrap(BaseConnection.class)
                .getTypeInfo()
                .getPGType(type);
    }

    @Override
    public Object read(ResultSet rows, int column, String type) throws SQLException {
        String text = rows.getString(column);
        return text == null ? null : value(text, type);
    }

    private static Object value(String text, String type) {
        return switch (type) {
            case "bool" -> text.equals("t") || text.equals("true");
            case "int2", "int4", "serial", "smallserial" -> Integer.valueOf(text);
            case "int8", "bigserial", "oid" -> Long.valueOf(text);
            case "float4" -> Float.valueOf(text);
            case "float8" -> Double.valueOf(text);
            case "numeric" -> number(text);
            case "uuid" -> UUID.fromString(text);
            case "bytea" -> HexFormat.of().parseHex(text.substring("\\x".length()));
            case "date" -> NEAR.matcher(text).matches() ? LocalDate.parse(text) : text;
            case "timestamp" -> NEAR.matcher(text).matches() ? LocalDateTime.parse(text, LOCAL) : text;
            case "timestamptz" ->
                NEAR.matcher(text).matches() ? FarDates.orText(OffsetDateTime.parse(text, OFFSET)) : text;
            // the end of a day is a time in PostgreSQL, and none in Java
            case "time" -> text.startsWith("24") ? text : LocalTime.parse(text, CLOCK);
            case "timetz" -> text.startsWith("24") ? text : OffsetTime.parse(text, OFFSET_TIME);
            default -> type.startsWith("_") ? new ArrayText(text, type.substring(1)).read() : text;
        };
    }

    private static Object number(String text) {
        char last = text.charAt(text.length() - 1);
        return Character.isDigit(last) ? new BigDecimal(text) : text;
    }

    /** The text of an array: {@code {1,NULL,"a \"b\""}}, possibly nested, possibly with its bounds in front. */
    private static final class ArrayText {
        private final String text;
        private final String type;
        private int at;

        ArrayText(String text, String type) {
            this.text = text;
            this.type = type;
            this.at = text.indexOf('{');
        }

        List<Object> read() {
            var items = new ArrayList<Object>();
            at++;
            while (text.charAt(at) != '}') {
                items.add(item());
                if (text.charAt(at) == separator()) {
                    at++;
                }
            }
            at++;
            return items;
        }

        private char separator() {
            return type.equals("box") ? ';' : ',';
        }

        private Object item() {
            return switch (text.charAt(at)) {
                case '{' -> read();
                case '"' -> value(quoted(), type);
                default -> plain();
            };
        }

        private String quoted() {
            var item = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                item.append(text.charAt(at));
            }
            at++;
            return item.toString();
        }

        private Object plain() {
            int start = at;
            while (text.charAt(at) != separator() && text.charAt(at) != '}') {
                at++;
            }
            String item = text.substring(start, at);
            return item.equals("NULL") ? null : value(item, type);
        }
    }
}
