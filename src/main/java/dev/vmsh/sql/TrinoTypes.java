package dev.vmsh.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Trino calls the types that other dialects call something else. Pure. */
public final class TrinoTypes {
    private static final Pattern SHAPE =
            Pattern.compile("(?s)\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(\\(.*\\))?\\s*((?:\\[\\s*\\])*)\\s*");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("text", "VARCHAR"),
            Map.entry("string", "VARCHAR"),
            Map.entry("bpchar", "VARCHAR"),
            Map.entry("nvarchar", "VARCHAR"),
            Map.entry("int1", "TINYINT"),
            Map.entry("int2", "SMALLINT"),
            Map.entry("short", "SMALLINT"),
            Map.entry("utinyint", "SMALLINT"),
            Map.entry("int4", "INTEGER"),
            Map.entry("signed", "INTEGER"),
            Map.entry("usmallint", "INTEGER"),
            Map.entry("int8", "BIGINT"),
            Map.entry("long", "BIGINT"),
            Map.entry("uinteger", "BIGINT"),
            Map.entry("hugeint", "DECIMAL(38, 0)"),
            Map.entry("ubigint", "DECIMAL(20, 0)"),
            Map.entry("float4", "REAL"),
            Map.entry("float8", "DOUBLE"),
            Map.entry("bool", "BOOLEAN"),
            Map.entry("logical", "BOOLEAN"),
            Map.entry("blob", "VARBINARY"),
            Map.entry("bytea", "VARBINARY"),
            Map.entry("binary", "VARBINARY"),
            Map.entry("datetime", "TIMESTAMP(6)"),
            Map.entry("timestamptz", "TIMESTAMP(6) WITH TIME ZONE"),
            Map.entry("timestamp_s", "TIMESTAMP(0)"),
            Map.entry("timestamp_ms", "TIMESTAMP(3)"),
            Map.entry("timestamp_us", "TIMESTAMP(6)"),
            Map.entry("timestamp_ns", "TIMESTAMP(9)"));

    private TrinoTypes() {}

    /** A type that is one word, as Trino calls it; empty if it calls it the same, or does not know it either. */
    public static Optional<String> word(String name) {
        return Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Any type; what is not known comes back as it is. */
    public static String of(String type) {
        Matcher shape = SHAPE.matcher(type);
        if (!shape.matches()) {
            return type;
        }
        String arguments = shape.group(2) == null ? "" : shape.group(2);
        String base = word(shape.group(1))
                .map(name -> arguments.isEmpty() || name.contains("(") ? name : name + arguments)
                .orElse(shape.group(1) + arguments);
        for (int depth = shape.group(3).replaceAll("[^\\[]", "").length(); depth > 0; depth--) {
            base = "ARRAY(" + base + ")";
        }
        return base;
    }
}
