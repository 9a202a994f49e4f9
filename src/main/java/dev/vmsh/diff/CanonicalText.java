package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Dialect;
import java.util.Optional;

/**
 * Values as text that every engine writes alike, so that hashes of it can be compared between engines. Two values have one text only if
 * they are the same. Stateless.
 */
interface CanonicalText {
    /**
     * How {@code dialect} writes it.
     *
     * @throws UsageException if vmsh does not know
     */
    static CanonicalText of(Dialect dialect) {
        return switch (dialect) {
            case DUCKDB -> new DuckDbText();
            case POSTGRES -> new PostgresText();
            default ->
                throw new UsageException(
                        "table_diff does not know %s".formatted(dialect.id()),
                        "It compares tables of DuckDB and PostgreSQL; use a gateway of one of these");
        };
    }

    /** @return empty if no text of the type is certain to be a value's alone, or engines write it differently */
    Optional<String> of(String value, ColumnType type);

    /** The first 60 bits of a text's MD5 as a whole number. */
    String hash(String text);

    /** Any value as text. */
    String cast(String value);
}
