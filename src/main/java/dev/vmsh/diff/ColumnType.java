package dev.vmsh.diff;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column's type, as far as comparing values needs to know it.
 *
 * @param text as the engine writes it
 * @param name the text in one spelling: lower case, without what stands in parentheses
 */
record ColumnType(String text, String name, Family family) {
    /** Types whose values can be compared with each other. */
    enum Family {
        INTEGER,
        DECIMAL,
        FLOAT,
        TEXT,
        BOOLEAN,
        /** Points in time: dates and timestamps. */
        TIME,
        /** Comparable with the same type only. */
        OTHER;

        boolean number() {
            return this == INTEGER || this == DECIMAL || this == FLOAT;
        }
    }

    private static final Pattern PARENTHESES = Pattern.compile("\\s*\\([^)]*\\)");
    private static final Map<Family, Set<String>> NAMES = Map.of(
            Family.INTEGER,
                    Set.of(
                            "tinyint",
                            "smallint",
                            "integer",
                            "int",
                            "bigint",
                            "hugeint",
                            "utinyint",
                            "usmallint",
                            "uinteger",
                            "ubigint",
                            "uhugeint",
                            "int2",
                            "int4",
                            "int8",
                            "serial",
                            "bigserial"),
            Family.DECIMAL, Set.of("decimal", "numeric"),
            Family.FLOAT, Set.of("float", "real", "double", "double precision", "float4", "float8"),
            Family.TEXT, Set.of("varchar", "text", "char", "character", "character varying", "bpchar", "string"),
            Family.BOOLEAN, Set.of("boolean", "bool"),
            Family.TIME,
                    Set.of(
                            "date",
                            "timestamp",
                            "timestamp without time zone",
                            "timestamp with time zone",
                            "timestamptz",
                            "timestamp_s",
                            "timestamp_ms",
                            "timestamp_ns",
                            "datetime"));

    ColumnType {
        Objects.requireNonNull(text, "text");
    }

    static ColumnType of(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        if (lower.startsWith("enum(")) {
            return new ColumnType(text, "enum", Family.TEXT);
        }
        boolean nested = lower.endsWith("]")
                || lower.startsWith("struct(")
                || lower.startsWith("map(")
                || lower.startsWith("union(");
        String name = nested ? lower : PARENTHESES.matcher(lower).replaceAll("").strip();
        Family family = NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Family.OTHER);
        return new ColumnType(text, name, family);
    }

    /** Whether it is a floating number of 32 bits. */
    boolean single() {
        return one(name).equals("real");
    }

    /** Whether the engine writes both in the same way. */
    boolean same(ColumnType other) {
        return text.equalsIgnoreCase(other.text);
    }

    /** One spelling for types that engines call by different names. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("numeric", "decimal"),
            Map.entry("double", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("float", "real"),
            Map.entry("float4", "real"),
            Map.entry("bool", "boolean"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("time without time zone", "time"),
            Map.entry("blob", "bytea"),
            Map.entry("json", "jsonb"));

    /** Whether two engines mean the same: {@code DOUBLE} and {@code double precision}; text types are all one. */
    boolean alike(ColumnType other) {
        if (family != other.family) {
            return false;
        }
        return family == Family.TEXT
                || (one(name).equals(one(other.name)) && (family != Family.DECIMAL || sameDigits(other)));
    }

    /** The one spelling of a type's name that engines have in common. */
    static String one(String name) {
        return ALIASES.getOrDefault(name, name);
    }

    private boolean sameDigits(ColumnType other) {
        String mine = digits();
        String others = other.digits();
        return mine.isEmpty() || others.isEmpty() || mine.equals(others);
    }

    private String digits() {
        int open = text.indexOf('(');
        return open < 0 ? "" : text.substring(open).replace(" ", "");
    }

    /** Whether a value of this type can equal a value of the other. */
    boolean comparable(ColumnType other) {
        return same(other)
                || alike(other)
                || (family.number() && other.family.number())
                || (family == other.family && family != Family.OTHER);
    }
}
