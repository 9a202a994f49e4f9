package dev.vmsh.engine.jdbc;

import java.util.regex.Pattern;

/**
 * Types that the tables of a catalog have for those of a query, since a catalog may know fewer of them. Pure.
 *
 * @param fraction digits of a second that every time in a table has; -1 where each has its own
 * @param plain digits of a time that does not say how many
 * @param few whether there are no small integers and no texts of a fixed length
 */
record StoredTypes(int fraction, int plain, boolean few) {
    /** What may follow a type; a field of a row has its type there, and is none. */
    private static final String END = "(?=\\s*(?:[,)]|$|with\\b))";

    private static final Pattern TIMESTAMP =
            Pattern.compile("(?i)(?<![\\w\"])timestamp(\\s*\\(\\s*\\d+\\s*\\))?" + END);
    private static final Pattern TIME = Pattern.compile("(?i)(?<![\\w\"])time(?:\\s*\\(\\s*\\d+\\s*\\))?" + END);
    private static final Pattern SMALL_INTEGER = Pattern.compile("(?i)(?<![\\w\"])(?:tinyint|smallint)" + END);
    private static final Pattern FIXED_TEXT = Pattern.compile("(?i)(?<![\\w\"])char(?:\\s*\\(\\s*\\d+\\s*\\))?" + END);

    static final StoredTypes ICEBERG = new StoredTypes(6, 6, true);
    static final StoredTypes PLAIN = new StoredTypes(-1, 3, false);

    /** @param precision what the session property of a Hive catalog is set to, which takes times of that precision only */
    static StoredTypes hive(String precision) {
        int digits =
                switch (precision) {
                    case "MICROSECONDS" -> 6;
                    case "NANOSECONDS" -> 9;
                    default -> 3;
                };
        return new StoredTypes(digits, digits, false);
    }

    String of(String type) {
        String stored = TIMESTAMP
                .matcher(type)
                .replaceAll(found -> fraction < 0 && found.group(1) != null
                        ? found.group()
                        : "timestamp(" + (fraction < 0 ? plain : fraction) + ")");
        if (!few) {
            return stored;
        }
        stored = TIME.matcher(stored).replaceAll("time(6)");
        stored = SMALL_INTEGER.matcher(stored).replaceAll("integer");
        return FIXED_TEXT.matcher(stored).replaceAll("varchar");
    }
}
