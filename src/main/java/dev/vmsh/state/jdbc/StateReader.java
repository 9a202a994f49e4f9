package dev.vmsh.state.jdbc;

import dev.vmsh.engine.QueryProgress;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DamagedRecord;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.PendingWrite;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the store's tables, on a session where they are known to be there. */
final class StateReader {
    /** How many keys one statement asks for. */
    private static final int CHUNK = 500;

    private final StateSession session;
    private final StateTables tables;
    private final SnapshotJson snapshotJson = new SnapshotJson();

    StateReader(StateSession session, StateTables tables) {
        this.session = session;
        this.tables = tables;
    }

    /** @param locking what to end the query with: nothing, or a lock on the row */
    Optional<Environment> environment(EnvironmentName name, String locking) {
        return session
                .rows(
                        "SELECT document FROM %s WHERE name = %s%s"
                                .formatted(tables.of(StateTables.ENVIRONMENTS), Sql.text(name.identifier()), locking),
                        row -> environment(StateTables.ENVIRONMENTS, name.identifier(), row.text(0)))
                .stream()
                .findFirst();
    }

    List<Environment> environments() {
        List<Environment> found = session.rows(
                "SELECT name, document FROM " + tables.of(StateTables.ENVIRONMENTS),
                row -> environment(StateTables.ENVIRONMENTS, row.text(0), row.text(1)));
        found.sort((left, right) -> left.name().compareTo(right.name()));
        return found;
    }

    /** In order, as they were typed. Reads the beginning of each record only, for a record is as long as its environment has models. */
    List<EnvironmentName> environmentNames() {
        List<EnvironmentName> found = session.rows(
                "SELECT name, left(document, %d) FROM %s"
                        .formatted(EnvironmentJson.NAME_WITHIN, tables.of(StateTables.ENVIRONMENTS)),
                row -> EnvironmentJson.name(row.text(1)).orElseGet(() -> EnvironmentName.of(row.text(0))));
        found.sort(null);
        return found;
    }

    Map<SnapshotId, Snapshot> snapshots(Collection<SnapshotId> ids) {
        var found = new HashMap<SnapshotId, Snapshot>();
        for (List<SnapshotId> chunk : chunks(ids)) {
            String query = "SELECT model, identifier, document FROM %s WHERE %s"
                    .formatted(tables.of(StateTables.SNAPSHOTS), among(chunk));
            session.rows(query, row -> {
                        String key = row.text(0) + " " + row.text(1);
                        return document(StateTables.SNAPSHOTS, key, () -> snapshotJson.read(row.text(2)));
                    })
                    .forEach(snapshot -> found.put(snapshot.id(), snapshot));
        }
        return found;
    }

    /** A condition that holds for the rows of {@code ids}, which must not be empty. */
    static String among(Collection<SnapshotId> ids) {
        return ids.stream()
                .map(id -> "(%s, %s)".formatted(Sql.text(id.model().toString()), Sql.text(id.identifier())))
                .collect(Collectors.joining(", ", "(model, identifier) IN (", ")"));
    }

    static <T> List<List<T>> chunks(Collection<T> items) {
        List<T> all = List.copyOf(items);
        var chunks = new ArrayList<List<T>>();
        for (int i = 0; i < all.size(); i += CHUNK) {
            chunks.add(all.subList(i, Math.min(all.size(), i + CHUNK)));
        }
        return chunks;
    }

    List<SnapshotUse> snapshotUses() {
        return session.rows(
                "SELECT model, identifier, kind, version, dev_version, physical_table, dev_table, last_used_at FROM %s ORDER BY 1, 2"
                        .formatted(tables.of(StateTables.SNAPSHOTS)),
                row -> new SnapshotUse(
                        new SnapshotId(TableNames.parse(row.text(0)), row.text(1)),
                        row.text(2),
                        row.text(5) == null
                                ? null
                                : new Storage(
                                        row.text(3),
                                        row.text(4),
                                        TableNames.parse(row.text(5)),
                                        TableNames.parse(row.text(6))),
                        row.time(7)));
    }

    Set<TableName> models() {
        return new TreeSet<>(session.rows(
                "SELECT DISTINCT model FROM " + tables.of(StateTables.SNAPSHOTS),
                row -> TableNames.parse(row.text(0))));
    }

    Map<TableName, IntervalSet> intervals(Collection<TableName> of) {
        var result = new HashMap<TableName, IntervalSet>();
        rows(of).forEach((table, intervals) -> result.put(table, IntervalSet.of(intervals)));
        return result;
    }

    /** The rows as they are, which may overlap; tables without any are left out. */
    Map<TableName, List<Interval>> rows(Collection<TableName> of) {
        var result = new HashMap<TableName, List<Interval>>();
        for (List<TableName> chunk : chunks(of)) {
            session.rows(
                            "SELECT physical_table, start_at, end_at FROM %s WHERE physical_table IN %s"
                                    .formatted(
                                            tables.of(StateTables.INTERVALS),
                                            Sql.list(chunk.stream()
                                                    .map(TableName::toString)
                                                    .toList())),
                            row -> Map.entry(TableNames.parse(row.text(0)), new Interval(row.time(1), row.time(2))))
                    .forEach(entry -> result.computeIfAbsent(entry.getKey(), table -> new ArrayList<>())
                            .add(entry.getValue()));
        }
        return result;
    }

    /**
     * @param name null for all environments.
     * @param limit 0 for all
     */
    List<LogEntry> log(EnvironmentName name, int limit) {
        String where = name == null ? "" : " WHERE name = " + Sql.text(name.identifier());
        String most = limit == 0 ? "" : " LIMIT " + limit;
        return session.rows(
                "SELECT plan_id, made_at, made_by, summary, document, name FROM %s%s ORDER BY made_at DESC, number DESC, name%s"
                        .formatted(tables.of(StateTables.LOG), where, most),
                row -> new LogEntry(
                        row.text(0),
                        row.time(1),
                        row.text(2),
                        row.text(3),
                        environment(StateTables.LOG, row.text(5) + " " + row.text(0), row.text(4))));
    }

    List<JournalEntry> unfinished() {
        return session.rows(
                """
                SELECT plan_id, name, made_by, started_at, stage,
                    greatest(batches_done, (SELECT count(*) FROM %s AS b WHERE b.plan_id = p.plan_id)), batches_total, detail, intended
                FROM %s AS p ORDER BY started_at, plan_id""".formatted(tables.of(StateTables.BATCHES), tables.of(StateTables.PLANS)),
                row -> new JournalEntry(
                        row.text(0),
                        row.text(1),
                        row.text(2),
                        row.time(3),
                        row.text(4),
                        Math.toIntExact(row.number(5)),
                        Math.toIntExact(row.number(6)),
                        row.text(7),
                        row.text(8) == null ? null : environment(StateTables.PLANS, row.text(0), row.text(8))));
    }

    Set<DoneBatch> done(String planId) {
        return new HashSet<>(session.rows(
                "SELECT physical_table, start_at, end_at FROM %s WHERE plan_id = %s"
                        .formatted(tables.of(StateTables.BATCHES), Sql.text(planId)),
                row -> new DoneBatch(TableNames.parse(row.text(0)), new Interval(row.time(1), row.time(2)))));
    }

    List<PendingWrite> writes() {
        return session.rows(
                "SELECT physical_table, start_at, end_at, resource, fence, origin, before, existed FROM %s ORDER BY 1"
                        .formatted(tables.of(StateTables.WRITES)),
                row -> new PendingWrite(
                        TableNames.parse(row.text(0)),
                        new Interval(row.time(1), row.time(2)),
                        row.text(3),
                        row.number(4),
                        row.text(5),
                        row.text(6),
                        row.flag(7)));
    }

    List<QueryRecord> queries(EnvironmentName name, int limit) {
        String most = limit == 0 ? "" : " LIMIT " + limit;
        return session.rows(
                """
                SELECT plan_id, model, made_at, query_id, state, splits, row_count, byte_count, cpu_millis, elapsed_millis, peak_bytes
                FROM %s WHERE name = %s ORDER BY made_at DESC, query_id DESC%s""".formatted(tables.of(StateTables.QUERIES), Sql.text(name.identifier()), most),
                row -> new QueryRecord(
                        name.identifier(),
                        row.text(0),
                        TableNames.parse(row.text(1)),
                        row.time(2),
                        new QueryProgress(
                                row.text(3),
                                row.text(4),
                                -1,
                                Math.toIntExact(row.number(5)),
                                Math.toIntExact(row.number(5)),
                                row.number(6),
                                row.number(7),
                                row.number(8),
                                row.number(9),
                                row.number(10))));
    }

    /** Reads every document and keeps what cannot be read. */
    List<DamagedRecord> damaged() {
        var damaged = new ArrayList<DamagedRecord>();
        damaged.addAll(damaged(StateTables.ENVIRONMENTS, "name", EnvironmentJson::read));
        damaged.addAll(damaged(StateTables.LOG, "name || ' ' || plan_id", EnvironmentJson::read));
        damaged.addAll(damaged(StateTables.SNAPSHOTS, "model || ' ' || identifier", snapshotJson::read));
        return damaged;
    }

    private List<DamagedRecord> damaged(String table, String key, Consumer<String> read) {
        var damaged = new ArrayList<DamagedRecord>();
        session.rows("SELECT %s, document FROM %s ORDER BY 1".formatted(key, tables.of(table)), row -> {
            try {
                read.accept(row.text(1));
            } catch (RuntimeException e) {
                damaged.add(new DamagedRecord(table, row.text(0), String.valueOf(e.getMessage())));
            }
            return null;
        });
        return damaged;
    }

    private Environment environment(String table, String key, String text) {
        return document(table, key, () -> EnvironmentJson.read(text));
    }

    private <T> T document(String table, String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            throw new StateException(
                    "the row '%s' of the state table %s is damaged: %s"
                            .formatted(key, TableName.of(tables.schema(), table), e.getMessage()),
                    "Run 'doctor'; restore the row from a backup of the database",
                    e);
        }
    }
}
