package dev.vmsh.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    CLICKHOUSE,
    ORACLE,
    SQLITE,
    TERADATA,
    DREMIO,
    DRILL,
    DRUID,
    EXASOL,
    MATERIALIZE(POSTGRES),
    RISINGWAVE(POSTGRES),
    ATHENA(TRINO),
    PRESTO(TRINO),
    DUNE(TRINO),
    SPARK2(SPARK),
    DORIS(MYSQL),
    STARROCKS(MYSQL),
    SINGLESTORE(MYSQL),
    FABRIC(TSQL);

    private static final Set<Dialect> BACK_TICKS = Set.of(BIGQUERY, DATABRICKS, SPARK, HIVE, MYSQL);

    private final Dialect kin;

    Dialect() {
        this.kin = this;
    }

    Dialect(Dialect kin) {
        this.kin = kin;
    }

    /** The dialect whose rules of writing this one shares: itself, or the one that it descends from. */
    public Dialect kin() {
        return kin;
    }

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
        return foldsToUpperCase() ? identifier.toUpperCase(Locale.ROOT) : identifier.toLowerCase(Locale.ROOT);
    }

    /** Whether {@code "A"} and {@code "a"} are one name. */
    public boolean ignoresCaseInQuotes() {
        return this == DUCKDB || kin == TRINO || this == SQLITE;
    }

    private boolean foldsToUpperCase() {
        return this == SNOWFLAKE || this == ORACLE || this == EXASOL;
    }

    /** {@code identifier} in this dialect's quotes, inner quotes doubled. */
    public String quote(String identifier) {
        if (BACK_TICKS.contains(kin)) {
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
