package dev.vmsh.state.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values as SQL literals that DuckDB and PostgreSQL read alike. */
final class Sql {
    private Sql() {}

    /** @param value null for NULL */
    static String text(String value) {
        return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
    }

    /**
     * To the microsecond, which is what the engines keep.
     *
     * @param value null for NULL
     */
    static String time(Instant value) {
        return value == null ? "NULL" : "TIMESTAMPTZ '" + value.truncatedTo(ChronoUnit.MICROS) + "'";
    }

    /** {@code ('a', 'b')}; never called with nothing. */
    static String list(Collection<String> values) {
        return values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    }
}
