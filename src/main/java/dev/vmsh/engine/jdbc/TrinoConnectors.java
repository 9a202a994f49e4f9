package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineTraits;
import java.util.Set;

/** What the connectors that come with Trino can do. A cluster does not tell, other than by failing. */
final class TrinoConnectors {
    /** Those that come with Trino 476 and make no views. */
    private static final Set<String> WITHOUT_VIEWS = Set.of(
            "bigquery",
            "cassandra",
            "clickhouse",
            "druid",
            "duckdb",
            "elasticsearch",
            "exasol",
            "gsheets",
            "hudi",
            "ignite",
            "jmx",
            "kafka",
            "loki",
            "mariadb",
            "mongodb",
            "mysql",
            "opensearch",
            "oracle",
            "pinot",
            "postgresql",
            "prometheus",
            "redis",
            "redshift",
            "singlestore",
            "snowflake",
            "sqlserver",
            "system",
            "tpcds",
            "tpch",
            "trino_thrift",
            "vertica");

    private TrinoConnectors() {}

    /** @param connector by its name; one that is not known here is taken for one that does what every model needs */
    static EngineTraits traits(String connector) {
        return switch (connector) {
            case "iceberg" -> EngineTraits.TRINO_ICEBERG;
            case "hive" -> EngineTraits.TRINO_HIVE;
            default -> WITHOUT_VIEWS.contains(connector) ? EngineTraits.TRINO_SOURCE : EngineTraits.TRINO_PLAIN;
        };
    }
}
