package dev.vmsh.state.jdbc;

import dev.vmsh.sql.TableName;
import java.util.List;

/** The names of the store's tables in one schema. */
record StateTables(String schema) {
    static final String VERSIONS = "versions";
    static final String COMMITS = "commits";
    static final String SNAPSHOTS = "snapshots";
    static final String INTERVALS = "intervals";
    static final String ENVIRONMENTS = "environments";
    static final String LOG = "environment_log";
    static final String PLANS = "plans";
    static final String BATCHES = "plan_batches";
    static final String WRITES = "writes";
    static final String QUERIES = "queries";
    static final String LEASES = "leases";
    static final String FENCES = "lease_fences";

    /** All tables of the present layout. */
    static final List<String> ALL = List.of(
            VERSIONS,
            COMMITS,
            SNAPSHOTS,
            INTERVALS,
            ENVIRONMENTS,
            LOG,
            PLANS,
            BATCHES,
            WRITES,
            QUERIES,
            LEASES,
            FENCES);

    /** The table's name for use in SQL. */
    String of(String table) {
        return TableName.of(schema, table).quoted();
    }

    String backup(String table) {
        return of(table + "_backup");
    }

    /** The schema's name for use in SQL. */
    String quotedSchema() {
        return TableName.quote(schema);
    }
}
