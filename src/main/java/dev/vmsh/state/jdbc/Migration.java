package dev.vmsh.state.jdbc;

import java.util.List;
import java.util.function.Function;

/**
 * One step from a layout of the store's tables to the next.
 *
 * @param number the layout it leads to; the first is 1
 * @param name for people: what it does
 * @param tables the tables there are afterwards
 * @param statements what to run, given the tables' names; they suit every database that keeps state. A key of a table is safe, another
 *     index is not: DuckDB can lose its entries when a process is killed (duckdb#23788, duckdb#23848), and then finds, and deletes, the
 *     wrong rows
 */
record Migration(int number, String name, List<String> tables, Function<StateTables, List<String>> statements) {
    /** Every migration there ever was, in order. Never edited once released: a new layout is a new entry. */
    static final List<Migration> ALL =
            List.of(new Migration(1, "create the state tables", StateTables.ALL, Migration::firstLayout));

    private static List<String> firstLayout(StateTables tables) {
        return List.of(
                "CREATE TABLE %s (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                        .formatted(tables.of(StateTables.VERSIONS)),
                "CREATE TABLE %s (id TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL)"
                        .formatted(tables.of(StateTables.COMMITS)),
                """
                CREATE TABLE %s (model TEXT NOT NULL, identifier TEXT NOT NULL, kind TEXT NOT NULL, version TEXT,
                    dev_version TEXT, physical_table TEXT, dev_table TEXT, last_used_at TIMESTAMPTZ NOT NULL,
                    document TEXT NOT NULL, PRIMARY KEY (model, identifier))""".formatted(tables.of(StateTables.SNAPSHOTS)),
                "CREATE TABLE %s (physical_table TEXT NOT NULL, start_at TIMESTAMPTZ NOT NULL, end_at TIMESTAMPTZ NOT NULL)"
                        .formatted(tables.of(StateTables.INTERVALS)),
                """
                CREATE TABLE %s (name TEXT PRIMARY KEY, plan_id TEXT NOT NULL, finalized_at TIMESTAMPTZ,
                    expires_at TIMESTAMPTZ, document TEXT NOT NULL)""".formatted(tables.of(StateTables.ENVIRONMENTS)),
                """
                CREATE TABLE %s (name TEXT NOT NULL, plan_id TEXT NOT NULL, number BIGINT NOT NULL,
                    made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL, summary TEXT NOT NULL,
                    document TEXT NOT NULL, PRIMARY KEY (name, plan_id))""".formatted(tables.of(StateTables.LOG)),
                """
                CREATE TABLE %s (plan_id TEXT PRIMARY KEY, name TEXT NOT NULL, made_by TEXT NOT NULL,
                    started_at TIMESTAMPTZ NOT NULL, stage TEXT NOT NULL, batches_done BIGINT NOT NULL,
                    batches_total BIGINT NOT NULL, detail TEXT NOT NULL, intended TEXT)""".formatted(tables.of(StateTables.PLANS)),
                """
                CREATE TABLE %s (plan_id TEXT NOT NULL, physical_table TEXT NOT NULL, start_at TIMESTAMPTZ NOT NULL,
                    end_at TIMESTAMPTZ NOT NULL)""".formatted(tables.of(StateTables.BATCHES)),
                """
                CREATE TABLE %s (physical_table TEXT PRIMARY KEY, start_at TIMESTAMPTZ NOT NULL, end_at TIMESTAMPTZ NOT NULL,
                    resource TEXT NOT NULL, fence BIGINT NOT NULL, origin TEXT NOT NULL, before TEXT,
                    existed BOOLEAN NOT NULL)""".formatted(tables.of(StateTables.WRITES)),
                """
                CREATE TABLE %s (name TEXT NOT NULL, plan_id TEXT NOT NULL, model TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL,
                    query_id TEXT PRIMARY KEY, state TEXT NOT NULL, splits BIGINT NOT NULL, row_count BIGINT NOT NULL,
                    byte_count BIGINT NOT NULL, cpu_millis BIGINT NOT NULL, elapsed_millis BIGINT NOT NULL,
                    peak_bytes BIGINT NOT NULL)""".formatted(tables.of(StateTables.QUERIES)),
                """
                CREATE TABLE %s (resource TEXT NOT NULL, fence BIGINT NOT NULL, shared BOOLEAN NOT NULL,
                    holder_user TEXT NOT NULL, holder_host TEXT NOT NULL, holder_pid BIGINT NOT NULL,
                    doing TEXT NOT NULL, granted_at TIMESTAMPTZ NOT NULL, heartbeat_at TIMESTAMPTZ NOT NULL,
                    expires_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (resource, fence))""".formatted(tables.of(StateTables.LEASES)),
                "CREATE TABLE %s (resource TEXT PRIMARY KEY, fence BIGINT NOT NULL)"
                        .formatted(tables.of(StateTables.FENCES)));
    }
}
