package dev.vmsh.state.jdbc;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.QueryProgress;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.PendingWrite;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.StateTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the store's tables inside one transaction of a session. */
final class JdbcStateTransaction implements StateTransaction {
    /** Rows per INSERT: documents are long, and a statement should stay well under a megabyte or two. */
    private static final int ROWS = 100;

    private static final int STATEMENTS = 20;

    private final StateSession session;
    private final StateTables tables;
    private final StateDialect dialect;
    private final StateReader reader;
    private final boolean sharesWarehouse;
    private final SnapshotJson snapshotJson = new SnapshotJson();
    private final Set<Lease> required = new LinkedHashSet<>();
    private final List<String> unsent = new ArrayList<>();
    private boolean warehouseUsed;
    private boolean over;

    JdbcStateTransaction(StateSession session, StateTables tables, StateDialect dialect, boolean sharesWarehouse) {
        this.session = session;
        this.tables = tables;
        this.dialect = dialect;
        this.reader = new StateReader(session, tables);
        this.sharesWarehouse = sharesWarehouse;
    }

    /** Reads what the transaction sees, with what it wrote. */
    StateReader reader() {
        flush();
        return reader;
    }

    /** Removes all that is recorded, except leases and the layout's version. */
    void clear() {
        for (String table : List.of(
                StateTables.SNAPSHOTS,
                StateTables.INTERVALS,
                StateTables.ENVIRONMENTS,
                StateTables.LOG,
                StateTables.PLANS,
                StateTables.BATCHES,
                StateTables.WRITES,
                StateTables.QUERIES)) {
            write("DELETE FROM %s", tables.of(table));
        }
    }

    /** The leases that must still be held when the transaction commits. */
    Set<Lease> required() {
        return required;
    }

    /** Whether statements may have been sent that are not the store's own. */
    boolean warehouseUsed() {
        return warehouseUsed;
    }

    void end() {
        over = true;
    }

    /** Writes at once; for statements whose answer counts. */
    @SuppressWarnings("AnnotateFormatMethod") // the texts are constants of this class
    private long run(String sql, Object... values) {
        requireOpen();
        flush();
        return session.run(sql.formatted(values));
    }

    /** Writes before the next read and before the end, several statements in one trip. */
    @SuppressWarnings("AnnotateFormatMethod") // the texts are constants of this class
    private void write(String sql, Object... values) {
        requireOpen();
        unsent.add(sql.formatted(values));
        if (unsent.size() == STATEMENTS) {
            flush();
        }
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("the state transaction is over");
        }
    }

    /** Sends what was written and not sent yet. */
    void flush() {
        if (!unsent.isEmpty()) {
            List<String> statements = List.copyOf(unsent);
            unsent.clear();
            session.runAll(statements);
        }
    }

    @Override
    public Optional<Environment> environment(EnvironmentName name) {
        // a row that is not there yet cannot be locked
        dialect.lock(session, "environment %s %s".formatted(tables.schema(), name.identifier()));
        return reader().environment(name, dialect.forUpdate());
    }

    @Override
    public void addSnapshots(Collection<Snapshot> snapshots) {
        // Of a project's first plan these are many documents, and nothing else is done meanwhile.
        List<String> rows = snapshots.size() < ROWS
                ? snapshots.stream().map(this::row).toList()
                : snapshots.parallelStream().map(this::row).toList();
        for (int i = 0; i < rows.size(); i += ROWS) {
            insert(rows.subList(i, Math.min(rows.size(), i + ROWS)));
        }
    }

    /** Runs on several threads. */
    private String row(Snapshot snapshot) {
        Storage storage = snapshot.storage();
        return "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
                .formatted(
                        Sql.text(snapshot.name().toString()),
                        Sql.text(snapshot.id().identifier()),
                        Sql.text(snapshot.model().kind().keyword()),
                        Sql.text(storage == null ? null : storage.version()),
                        Sql.text(storage == null ? null : storage.devVersion()),
                        Sql.text(storage == null ? null : storage.table().toString()),
                        Sql.text(storage == null ? null : storage.devTable().toString()),
                        dialect.clock(),
                        Sql.text(snapshotJson.write(snapshot)));
    }

    private void insert(List<String> rows) {
        run(
                "INSERT INTO %s VALUES %s ON CONFLICT (model, identifier) DO NOTHING",
                tables.of(StateTables.SNAPSHOTS), String.join(",\n", rows));
    }

    @Override
    public void touch(Collection<SnapshotId> ids, Instant now) {
        for (List<SnapshotId> chunk : StateReader.chunks(ids)) {
            write(
                    "UPDATE %s SET last_used_at = %s WHERE %s",
                    tables.of(StateTables.SNAPSHOTS), Sql.time(now), StateReader.among(chunk));
        }
    }

    @Override
    public void deleteSnapshots(Collection<SnapshotId> ids) {
        for (List<SnapshotId> chunk : StateReader.chunks(ids)) {
            write("DELETE FROM %s WHERE %s", tables.of(StateTables.SNAPSHOTS), StateReader.among(chunk));
        }
    }

    @Override
    public IntervalSet intervals(TableName table) {
        return reader().intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
    }

    @Override
    public void addIntervals(Collection<DoneBatch> batches) {
        insertBatches(StateTables.INTERVALS, "", batches);
    }

    @Override
    public void removeInterval(TableName table, Interval interval) {
        List<Interval> touched = reader().rows(List.of(table)).getOrDefault(table, List.of()).stream()
                .filter(row ->
                        row.start().isBefore(interval.end()) && interval.start().isBefore(row.end()))
                .toList();
        if (!touched.isEmpty()) {
            Interval hull = IntervalSet.of(touched).hull().orElseThrow();
            removeWithin(table, hull);
            insert(
                    table,
                    IntervalSet.of(touched).minus(IntervalSet.of(interval)).intervals());
        }
    }

    /** Only what is replaced: others may record more of the table at the same time. */
    private void removeWithin(TableName table, Interval interval) {
        write(
                "DELETE FROM %s WHERE physical_table = %s AND start_at >= %s AND end_at <= %s",
                tables.of(StateTables.INTERVALS),
                Sql.text(table.toString()),
                Sql.time(interval.start()),
                Sql.time(interval.end()));
    }

    @Override
    public void removeIntervals(TableName table) {
        write("DELETE FROM %s WHERE physical_table = %s", tables.of(StateTables.INTERVALS), Sql.text(table.toString()));
    }

    @Override
    public void compactIntervals(Collection<TableName> of, int moreThan) {
        reader().rows(of).forEach((table, rows) -> {
            if (rows.size() <= moreThan) {
                return;
            }
            for (Interval whole : IntervalSet.of(rows).intervals()) {
                if (!rows.contains(whole) || Collections.frequency(rows, whole) > 1) {
                    removeWithin(table, whole);
                    insert(table, List.of(whole));
                }
            }
        });
        write("DELETE FROM %s WHERE made_at < %s - INTERVAL '1 hour'", tables.of(StateTables.COMMITS), dialect.clock());
    }

    private void insert(TableName table, List<Interval> intervals) {
        addIntervals(intervals.stream()
                .map(interval -> new DoneBatch(table, interval))
                .toList());
    }

    /** @param before what stands before the batch in a row: SQL that ends with a comma, or nothing */
    private void insertBatches(String into, String before, Collection<DoneBatch> batches) {
        for (List<DoneBatch> chunk : StateReader.chunks(batches)) {
            write(
                    "INSERT INTO %s VALUES %s",
                    tables.of(into),
                    chunk.stream()
                            .map(batch -> "(%s%s, %s, %s)"
                                    .formatted(
                                            before,
                                            Sql.text(batch.table().toString()),
                                            Sql.time(batch.interval().start()),
                                            Sql.time(batch.interval().end())))
                            .collect(Collectors.joining(", ")));
        }
    }

    @Override
    public void writeEnvironment(Environment environment) {
        write(
                """
                INSERT INTO %s VALUES (%s, %s, %s, %s, %s) ON CONFLICT (name) DO UPDATE SET plan_id = excluded.plan_id,
                    finalized_at = excluded.finalized_at, expires_at = excluded.expires_at, document = excluded.document""",
                tables.of(StateTables.ENVIRONMENTS),
                Sql.text(environment.name().identifier()),
                Sql.text(environment.planId()),
                Sql.time(environment.finalizedAt()),
                Sql.time(environment.expiresAt()),
                Sql.text(EnvironmentJson.write(environment)));
    }

    @Override
    public void deleteEnvironment(EnvironmentName name) {
        write("DELETE FROM %s WHERE name = %s", tables.of(StateTables.ENVIRONMENTS), Sql.text(name.identifier()));
    }

    @Override
    public void appendLog(LogEntry entry) {
        String table = tables.of(StateTables.LOG);
        write(
                """
                INSERT INTO %1$s SELECT %2$s, %3$s, coalesce(max(number), 0) + 1, %4$s, %5$s, %6$s, %7$s FROM %1$s
                ON CONFLICT (name, plan_id) DO UPDATE SET made_at = excluded.made_at, made_by = excluded.made_by,
                    summary = excluded.summary, document = excluded.document""",
                table,
                Sql.text(entry.environment().name().identifier()),
                Sql.text(entry.planId()),
                Sql.time(entry.at()),
                Sql.text(entry.by()),
                Sql.text(entry.summary()),
                Sql.text(EnvironmentJson.write(entry.environment())));
    }

    @Override
    public void deleteLog(Collection<LogEntry> entries) {
        for (LogEntry entry : entries) {
            write(
                    "DELETE FROM %s WHERE name = %s AND made_at <= %s",
                    tables.of(StateTables.QUERIES),
                    Sql.text(entry.environment().name().identifier()),
                    Sql.time(entry.at()));
            write(
                    "DELETE FROM %s WHERE name = %s AND plan_id = %s",
                    tables.of(StateTables.LOG),
                    Sql.text(entry.environment().name().identifier()),
                    Sql.text(entry.planId()));
        }
    }

    @Override
    public void writeJournal(JournalEntry entry) {
        write(
                """
                INSERT INTO %s VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (plan_id) DO UPDATE SET
                    name = excluded.name, made_by = excluded.made_by, started_at = excluded.started_at,
                    stage = excluded.stage, batches_done = excluded.batches_done,
                    batches_total = excluded.batches_total, detail = excluded.detail,
                    intended = excluded.intended""",
                tables.of(StateTables.PLANS),
                Sql.text(entry.planId()),
                Sql.text(entry.environment()),
                Sql.text(entry.by()),
                Sql.time(entry.startedAt()),
                Sql.text(entry.stage()),
                entry.done(),
                entry.total(),
                Sql.text(entry.detail()),
                Sql.text(entry.intended() == null ? null : EnvironmentJson.write(entry.intended())));
    }

    @Override
    public void deleteJournal(String planId) {
        write("DELETE FROM %s WHERE plan_id = %s", tables.of(StateTables.PLANS), Sql.text(planId));
        write("DELETE FROM %s WHERE plan_id = %s", tables.of(StateTables.BATCHES), Sql.text(planId));
    }

    @Override
    public void addDone(String planId, Collection<DoneBatch> batches) {
        insertBatches(StateTables.BATCHES, Sql.text(planId) + ", ", batches);
    }

    @Override
    public boolean beginWrite(PendingWrite write) {
        dialect.lock(session, "write %s %s".formatted(tables.schema(), write.table()));
        return run(
                        "INSERT INTO %s VALUES (%s, %s, %s, %s, %d, %s, %s, %b) ON CONFLICT (physical_table) DO NOTHING",
                        tables.of(StateTables.WRITES),
                        Sql.text(write.table().toString()),
                        Sql.time(write.interval().start()),
                        Sql.time(write.interval().end()),
                        Sql.text(write.resource()),
                        write.fence(),
                        Sql.text(write.origin()),
                        Sql.text(write.before()),
                        write.existed())
                > 0;
    }

    @Override
    public void endWrite(PendingWrite write) {
        write(
                "DELETE FROM %s WHERE physical_table = %s AND resource = %s AND fence = %d",
                tables.of(StateTables.WRITES),
                Sql.text(write.table().toString()),
                Sql.text(write.resource()),
                write.fence());
    }

    @Override
    public void addQueries(Collection<QueryRecord> queries) {
        for (QueryRecord query : queries) {
            QueryProgress progress = query.progress();
            write(
                    "INSERT INTO %s VALUES (%s, %s, %s, %s, %s, %s, %d, %d, %d, %d, %d, %d) ON CONFLICT (query_id) DO NOTHING",
                    tables.of(StateTables.QUERIES),
                    Sql.text(query.environment()),
                    Sql.text(query.planId()),
                    Sql.text(query.model().toString()),
                    Sql.time(query.at()),
                    Sql.text(progress.queryId()),
                    Sql.text(progress.state()),
                    progress.splits(),
                    progress.rows(),
                    progress.bytes(),
                    progress.cpuMillis(),
                    progress.elapsedMillis(),
                    progress.peakBytes());
        }
    }

    /** Looked at when the transaction ends, which is when it counts. */
    @Override
    public void require(Lease lease) {
        required.add(lease);
    }

    @Override
    public void bindWarehouse(String identity) {
        write(
                "INSERT INTO %s VALUES (%s, %s) ON CONFLICT (key) DO NOTHING",
                tables.of(StateTables.VERSIONS), Sql.text(JdbcStateStore.WAREHOUSE), Sql.text(identity));
    }

    @Override
    public Optional<EngineSession> warehouse() {
        if (!sharesWarehouse) {
            return Optional.empty();
        }
        flush();
        warehouseUsed = true;
        return Optional.of(session.engine());
    }
}
