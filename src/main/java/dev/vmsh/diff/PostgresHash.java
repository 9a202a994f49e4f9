package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hash of 64 bits of a row's values, as PostgreSQL writes it. Its own hash functions are made for finding equal values fast, and some are
 * too weak to tell different ones apart:
 *
 * <ul>
 *   <li>Those of {@code bigint}, of times and of intervals fold 64 bits into 32 first: 1 and 4294967296 are one to them. Such a number is
 *       given as the seed of another hash, of which all bits count; times are hashed in their binary form.
 *   <li>That of {@code numeric} changes by one bit from 1 to 10000, so that such changes in two columns would undo each other; it is
 *       hashed once more. That of NaN, of infinity and of midnight with a time zone is that of NULL. Infinities are only in columns without
 *       a precision, which are hashed as text.
 *   <li>That of {@code jsonb} does not tell the first element of a list from the thirty-third. It is hashed as text.
 * </ul>
 *
 * @param values one SQL expression for each value
 */
record PostgresHash(List<String> values, List<ColumnType> types) {
    private static final Set<String> SMALL = Set.of("smallint", "int2", "integer", "int", "int4", "serial");
    private static final Set<String> LARGE = Set.of("bigint", "int8", "bigserial");
    /** Whose own hash in a row is good, but may be that of NULL. */
    private static final Set<String> IN_A_ROW = Set.of("uuid", "bytea", "inet", "cidr", "macaddr");
    /** Multiples of it differ in all bits: what NULL counts for in each column. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    PostgresHash {
        values = List.copyOf(values);
        types = List.copyOf(types);
    }

    String sql() {
        var hashes = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            int seed = i + 1;
            switch (types.get(i).family()) {
                case INTEGER -> hashes.add(orNull(integer(value, types.get(i), seed), seed));
                case DECIMAL -> hashes.add(orNull(decimal(value, types.get(i), seed), seed));
                case FLOAT -> hashes.add(orNull("hashfloat8extended(%s, %d)".formatted(value, seed), seed));
                case TEXT -> hashes.add(orNull(text(value, seed), seed));
                case BOOLEAN ->
                    hashes.add(orNull("hashint4extended(CAST(%s AS integer), %d)".formatted(value, seed), seed));
                case TIME -> others.add(time(value, types.get(i)));
                case OTHER -> other(value, types.get(i), seed, hashes, others);
            }
        }
        if (!others.isEmpty()) {
            hashes.add("hash_record_extended(ROW(" + String.join(", ", others) + "), 0)");
        }
        return hashes.stream().collect(Collectors.joining(" # ", "(", ")"));
    }

    private static String orNull(String hash, int seed) {
        return "coalesce(%s, %d)".formatted(hash, seed * GOLDEN);
    }

    private static String integer(String value, ColumnType type, int seed) {
        if (SMALL.contains(type.name())) {
            return "hashint4extended(%s, %d)".formatted(value, seed);
        }
        return LARGE.contains(type.name()) ? "hashint4extended(%d, %s)".formatted(seed, value) : text(value, seed);
    }

    private static String decimal(String value, ColumnType type, int seed) {
        boolean bounded = type.text().indexOf('(') >= 0;
        return bounded
                ? "hashint4extended(%d, hash_numeric_extended(%s, 1))".formatted(seed, value)
                : text(value, seed);
    }

    private static String text(String value, int seed) {
        return "hashtextextended(CAST(%s AS text), %d)".formatted(value, seed);
    }

    /** Dates have 32 bits, all of which count. */
    private static String time(String value, ColumnType type) {
        return switch (ColumnType.one(type.name())) {
            case "date" -> value;
            case "timestamp with time zone" -> "timestamptz_send(" + value + ")";
            default -> "timestamp_send(" + value + ")";
        };
    }

    private static void other(String value, ColumnType type, int seed, List<String> hashes, List<String> others) {
        switch (ColumnType.one(type.name())) {
            case "interval" -> others.add("interval_send(" + value + ")");
            case "time" -> others.add("time_send(" + value + ")");
            default -> {
                if (IN_A_ROW.contains(type.name())) {
                    others.add(value);
                    others.add(value + " IS NULL");
                } else {
                    hashes.add(orNull(text(value, seed), seed));
                }
            }
        }
    }
}
