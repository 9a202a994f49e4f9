package dev.vmsh.diff;

import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Dialect;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The parts of comparing tables that SQL engines write in different ways. Stateless. */
interface ComparisonSyntax {
    /**
     * The syntax of {@code dialect}.
     *
     * @throws UsageException if vmsh does not know how to compare tables in it
     */
    static ComparisonSyntax of(Dialect dialect) {
        return switch (dialect) {
            case DUCKDB -> new DuckDbSyntax();
            case POSTGRES -> new PostgresSyntax();
            case TRINO -> new TrinoSyntax();
            default ->
                throw new UsageException(
                        "table_diff does not know %s".formatted(dialect.id()),
                        "It compares tables of DuckDB, PostgreSQL and Trino; use a gateway of one of these");
        };
    }

    /**
     * A whole number of 64 bits for the values of a row. Equal only for values that are the same, but for a collision; values that merely
     * compare as equal may give different numbers.
     *
     * @param types one for each value
     * @return empty if the engine hashes some of the types too weakly
     */
    Optional<String> hash(List<String> values, List<ColumnType> types);

    /**
     * Aggregate over rows that does not depend on their order: equal only for the same rows, but for a collision. The sum of a hash that
     * xor or addition puts together from those of single values is too weak: where two rows swap a value, such sums can be equal.
     *
     * @return empty if the engine hashes some of the types too weakly
     */
    Optional<String> fingerprint(List<String> values, List<ColumnType> types);

    /** Whether the hashes of two rows are equal, as an aggregate. */
    default String sameHash(String hash) {
        return "bit_xor(" + hash + ") = 0";
    }

    /** The number of rows that meet {@code condition}, as an aggregate; NULL if there are no rows. */
    default String countIf(String condition) {
        return "sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    /** Whether two values of one type are the same, NULLs included; never NULL itself. */
    String same(String left, String right, ColumnType type);

    /** The same for comparable but different types: true only if no digit is lost either way. */
    String same(String left, ColumnType leftType, String right, ColumnType rightType);

    /**
     * A number as one that can be rounded, rounded.
     *
     * @param mixed whether the other side has another type
     */
    String rounded(String value, ColumnType type, boolean mixed, int decimals);

    /** Whether two numbers are no further apart than {@code tolerance}, or both infinite alike, or both NaN; may be NULL for NULLs. */
    String within(String left, ColumnType leftType, String right, ColumnType rightType, BigDecimal tolerance);

    /** A form of a value that can be grouped and ordered by; the same for the same values. */
    String groupable(String value, ColumnType type);

    /** The type that keys of comparable but different types are cast to; empty if the engine sees to it. */
    Optional<String> commonKeyType(ColumnType type);

    /** A column {@code k} that is equal for keys that are the same, NULLs included; empty if the engine joins on those anyway. */
    Optional<String> nullSafeKey(List<String> keys);

    /** What stands before the query of a common table that is computed before what reads it is; with a blank after it, or empty. */
    default String onItsOwn() {
        return "";
    }

    /** Join condition for keys with NULLs in them. */
    String sameKeys(String left, String right, List<String> keys);
}
