package dev.vmsh.engine.jdbc;

import java.util.Map;

/** PostgreSQL's type names: the catalog's own ({@code int4}, {@code _text}) as SQL writes them ({@code integer}, {@code text[]}). */
final class PostgresTypes {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("serial", "integer"),
            Map.entry("bigserial", "bigint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("varchar", "character varying"),
            Map.entry("bpchar", "character"),
            Map.entry("varbit", "bit varying"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"));

    private PostgresTypes() {}

    /**
     * @param precision digits or length as the driver tells; 0 or {@link Integer#MAX_VALUE} for no limit
     * @param scale digits after the point
     */
    static String sql(String name, int precision, int scale) {
        if (name.startsWith("_")) {
            return sql(name.substring(1), precision, scale) + "[]";
        }
        String sql = NAMES.getOrDefault(name, name);
        boolean limited = precision > 0 && precision < Integer.MAX_VALUE;
        return switch (name) {
            case "numeric" -> limited ? "numeric(%d,%d)".formatted(precision, scale) : sql;
            case "varchar", "bpchar" -> limited ? "%s(%d)".formatted(sql, precision) : sql;
            default -> sql;
        };
    }
}
