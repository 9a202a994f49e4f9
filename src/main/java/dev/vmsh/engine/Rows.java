package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import java.util.List;

/** A query's result, read forward once, in constant memory. For one thread. */
public interface Rows extends AutoCloseable {
    /** Result columns as the engine names and types them; names may repeat. */
    List<Column> columns();

    /**
     * Moves to the next row.
     *
     * @return false after the last
     */
    boolean next();

    /**
     * A value of the current row, exact: null, {@link Boolean}, {@link Integer}, {@link Long}, {@link java.math.BigInteger},
     * {@link java.math.BigDecimal}, {@link Float}, {@link Double}, {@link String}, {@link java.time.LocalDate},
     * {@link java.time.LocalTime}, {@link java.time.OffsetTime}, {@link java.time.LocalDateTime}, {@link java.time.OffsetDateTime}
     * (UTC), {@link java.util.UUID}, {@code byte[]}, {@link java.util.List} for lists and arrays, {@link java.util.Map} in field order for structs
     * and maps, or {@link String} for everything else, as the engine prints it.
     *
     * @param column from 0
     */
    Object value(int column);

    @Override
    void close();
}
