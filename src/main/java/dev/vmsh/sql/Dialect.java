package dev.vmsh.sql;

import java.util.Locale;
import java.util.Optional;

/** A SQL dialect, as far as names are concerned: how identifiers compare. The engine judges everything else. */
public enum Dialect {
    DUCKDB,
    POSTGRES,
    TRINO,
    BIGQUERY,
    SNOWFLAKE,
    REDSHIFT,
    DATABRICKS,
    SPARK,
    HIVE,
    MYSQL,
    TSQL,
    CLICKHOUSE;

    /** The dialect called {@code name} in a project's files, in any case. */
    public static Optional<Dialect> named(String name) {
        for (Dialect dialect : values()) {
            if (dialect.id().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** The name used in project files, lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The form of an identifier under which two spellings of one name are equal. DuckDB and Trino ignore case even in quotes; the
     * others keep a quoted name as written.
     *
     * @param identifier without its quotes
     */
    public String normalize(String identifier, boolean quoted) {
        if (quoted && !ignoresCaseInQuotes()) {
            return identifier;
        }
        return this == SNOWFLAKE ? identifier.toUpperCase(Locale.ROOT) : identifier.toLowerCase(Locale.ROOT);
    }

    /** Whether {@code "A"} and {@code "a"} are one name. */
    public boolean ignoresCaseInQuotes() {
        return this == DUCKDB || this == TRINO;
    }

    /** {@code identifier} in this dialect's quotes, inner quotes doubled. */
    public String quote(String identifier) {
        if (this == BIGQUERY || this == DATABRICKS || this == SPARK || this == HIVE || this == MYSQL) {
            return '`' + identifier.replace("`", "``") + '`';
        }
        return TableName.quote(identifier);
    }

    /** {@code table} with every part in this dialect's quotes. */
    public String quote(TableName table) {
        String schema = table.schema() == null ? "" : quote(table.schema()) + '.';
        return (table.catalog() == null ? "" : quote(table.catalog()) + '.') + schema + quote(table.name());
    }
}
