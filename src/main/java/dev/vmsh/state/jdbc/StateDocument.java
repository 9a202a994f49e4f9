package dev.vmsh.state.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store knows, as one JSON document that another store can take in.
 *
 * @param lastUsed when each snapshot was last in use
 */
record StateDocument(
        List<Environment> environments,
        List<LogEntry> log,
        Collection<Snapshot> snapshots,
        Map<SnapshotId, Instant> lastUsed,
        Map<TableName, IntervalSet> intervals) {
    static final StateDocument EMPTY = new StateDocument(List.of(), List.of(), List.of(), Map.of(), Map.of());
    private static final int FORMAT = 1;

    /** @param only the environments to take; empty for all, and for snapshots that none uses */
    static StateDocument of(StateReader reader, Set<EnvironmentName> only) {
        List<Environment> environments = reader.environments().stream()
                .filter(environment -> only.isEmpty() || only.contains(environment.name()))
                .toList();
        List<LogEntry> log = reader.log(null, 0).stream()
                .filter(entry ->
                        only.isEmpty() || only.contains(entry.environment().name()))
                .toList();
        var wanted = new HashSet<SnapshotId>();
        environments.forEach(environment ->
                environment.pointers().stream().map(Pointer::snapshot).forEach(wanted::add));
        log.forEach(entry ->
                entry.environment().pointers().stream().map(Pointer::snapshot).forEach(wanted::add));
        var lastUsed = new HashMap<SnapshotId, Instant>();
        for (SnapshotUse use : reader.snapshotUses()) {
            if (only.isEmpty() || wanted.contains(use.id())) {
                lastUsed.put(use.id(), use.lastUsed());
            }
        }
        Map<SnapshotId, Snapshot> snapshots =
                new TreeMap<>(Comparator.comparing(SnapshotId::model).thenComparing(SnapshotId::identifier));
        snapshots.putAll(reader.snapshots(lastUsed.keySet()));
        var tables = new TreeSet<TableName>();
        snapshots.values().forEach(snapshot -> {
            addTables(snapshot.storage(), tables);
            snapshot.ancestors().stream().map(Ancestor::storage).forEach(storage -> addTables(storage, tables));
        });
        return new StateDocument(
                environments, log, snapshots.values(), lastUsed, new TreeMap<>(reader.intervals(tables)));
    }

    private static void addTables(Storage storage, Set<TableName> tables) {
        if (storage != null && storage.table() != null) {
            tables.add(storage.table());
            tables.add(storage.devTable());
        }
    }

    String text() {
        var json = new SnapshotJson();
        ObjectNode root = StateJson.object().put("vmsh_state", FORMAT);
        ArrayNode shown = root.putArray("environments");
        environments.forEach(environment -> shown.add(StateJson.parse(EnvironmentJson.write(environment))));
        ArrayNode entries = root.putArray("log");
        for (LogEntry entry : log) {
            ObjectNode node = StateJson.object()
                    .put("plan_id", entry.planId())
                    .put("at", entry.at().toString())
                    .put("by", entry.by())
                    .put("summary", entry.summary());
            node.set("environment", StateJson.parse(EnvironmentJson.write(entry.environment())));
            entries.add(node);
        }
        ArrayNode models = root.putArray("snapshots");
        for (Snapshot snapshot : snapshots) {
            ObjectNode node = StateJson.object()
                    .put("last_used_at", lastUsed.get(snapshot.id()).toString());
            node.set("snapshot", StateJson.parse(json.write(snapshot)));
            models.add(node);
        }
        ArrayNode computed = root.putArray("intervals");
        intervals.forEach((table, set) -> {
            ObjectNode node = StateJson.object().put("table", table.toString());
            ArrayNode list = node.putArray("intervals");
            set.intervals()
                    .forEach(interval -> list.add(StateJson.object()
                            .put("from", interval.start().toString())
                            .put("to", interval.end().toString())));
            computed.add(node);
        });
        return root.toPrettyString();
    }

    /** @throws StateException if {@code text} is not what {@link #text} writes */
    static StateDocument read(String text) {
        try {
            JsonNode root = StateJson.parse(text);
            if (root.path("vmsh_state").asInt() != FORMAT) {
                throw new IllegalArgumentException("it is not a state export of format " + FORMAT);
            }
            var json = new SnapshotJson();
            var snapshots = new ArrayList<Snapshot>();
            var lastUsed = new HashMap<SnapshotId, Instant>();
            for (JsonNode node : root.path("snapshots")) {
                Snapshot snapshot = json.read(node.path("snapshot").toString());
                snapshots.add(snapshot);
                lastUsed.put(snapshot.id(), StateJson.time(node, "last_used_at"));
            }
            var intervals = new TreeMap<TableName, IntervalSet>();
            for (JsonNode node : root.path("intervals")) {
                List<Interval> list = StateJson.list(
                        node,
                        "intervals",
                        each -> new Interval(StateJson.time(each, "from"), StateJson.time(each, "to")));
                intervals.put(StateJson.table(node, "table"), IntervalSet.of(list));
            }
            return new StateDocument(
                    StateJson.list(root, "environments", StateDocument::environment),
                    StateJson.list(root, "log", StateDocument::logEntry),
                    snapshots,
                    lastUsed,
                    intervals);
        } catch (RuntimeException e) {
            throw new StateException(
                    "the state document cannot be read: " + e.getMessage(),
                    "Give a file that 'state export' wrote; nothing was changed",
                    e);
        }
    }

    private static Environment environment(JsonNode node) {
        return EnvironmentJson.read(node.toString());
    }

    private static LogEntry logEntry(JsonNode node) {
        return new LogEntry(
                StateJson.text(node, "plan_id"),
                StateJson.time(node, "at"),
                StateJson.text(node, "by"),
                StateJson.text(node, "summary"),
                environment(node.path("environment")));
    }

    /**
     * Writes all of it.
     *
     * @param replace whether what is there goes, readable or not
     */
    List<EnvironmentName> into(JdbcStateTransaction transaction, boolean replace) {
        List<EnvironmentName> names =
                environments.stream().map(Environment::name).toList();
        if (replace) {
            transaction.clear();
        } else {
            List<EnvironmentName> here = transaction.reader().environmentNames();
            names.stream().filter(here::contains).findFirst().ifPresent(name -> {
                throw new StateException(
                        "the environment '%s' is here already; nothing was changed".formatted(name),
                        "Give --replace to put the document in place of all that is here");
            });
        }
        transaction.addSnapshots(snapshots);
        lastUsed.forEach((id, at) -> transaction.touch(List.of(id), at));
        intervals.forEach((table, set) -> {
            transaction.removeIntervals(table);
            transaction.addIntervals(set.intervals().stream()
                    .map(interval -> new DoneBatch(table, interval))
                    .toList());
        });
        environments.forEach(transaction::writeEnvironment);
        log.stream().sorted((left, right) -> left.at().compareTo(right.at())).forEach(transaction::appendLog);
        return names;
    }
}
