package dev.vmsh.sql;

import java.util.Optional;

/** A second opinion on SQL that the first parser does not understand or is not trusted with: DuckDB's own parser. */
@FunctionalInterface
public interface FallbackParser {
    /** No second opinion. */
    FallbackParser NONE = query -> Optional.empty();

    /**
     * The parse tree of {@code query} as the JSON that DuckDB's {@code json_serialize_sql} gives, or empty if it is not accepted there
     * either. Safe for use by several threads.
     */
    Optional<String> serialize(String query);
}
