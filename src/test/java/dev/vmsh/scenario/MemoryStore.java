package dev.vmsh.scenario;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DamagedRecord;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LeaseHolder;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.PendingWrite;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * State that is a few maps, for histories by the thousand: statements on state tables would be most of what they cost. Only for one thread,
 * and only what plans, rollbacks and clean-ups ask for.
 */
final class MemoryStore implements StateStore {
    private final Engine warehouse;
    private final Clock clock;
    private Content content = new Content();
    private final Map<Long, Lease> leases = new TreeMap<>();
    private long fence;

    MemoryStore(Engine warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** All that is recorded; copied by each transaction, which may fail. */
    private static final class Content {
        final Map<EnvironmentName, Environment> environments = new TreeMap<>();
        final Map<SnapshotId, Snapshot> snapshots = new LinkedHashMap<>();
        final Map<SnapshotId, Instant> used = new HashMap<>();
        final Map<TableName, IntervalSet> intervals = new HashMap<>();
        /** Oldest first. */
        final List<LogEntry> log = new ArrayList<>();

        final Map<String, JournalEntry> journal = new LinkedHashMap<>();
        final Map<String, Set<DoneBatch>> done = new HashMap<>();
        String identity;

        Content() {}

        Content(Content other) {
            environments.putAll(other.environments);
            snapshots.putAll(other.snapshots);
            used.putAll(other.used);
            intervals.putAll(other.intervals);
            log.addAll(other.log);
            journal.putAll(other.journal);
            other.done.forEach((plan, batches) -> done.put(plan, new HashSet<>(batches)));
            identity = other.identity;
        }
    }

    @Override
    public Optional<Environment> environment(EnvironmentName name) {
        return Optional.ofNullable(content.environments.get(name));
    }

    @Override
    public List<Environment> environments() {
        return List.copyOf(content.environments.values());
    }

    @Override
    public List<EnvironmentName> environmentNames() {
        return List.copyOf(content.environments.keySet());
    }

    @Override
    public Map<SnapshotId, Snapshot> snapshots(Collection<SnapshotId> ids) {
        return ids.stream()
                .distinct()
                .filter(content.snapshots::containsKey)
                .collect(Collectors.toMap(Function.identity(), content.snapshots::get));
    }

    @Override
    public List<SnapshotUse> snapshotUses() {
        return content.snapshots.values().stream()
                .map(snapshot -> new SnapshotUse(
                        snapshot.id(),
                        snapshot.model().kind().keyword(),
                        snapshot.storage(),
                        content.used.get(snapshot.id())))
                .toList();
    }

    @Override
    public Map<TableName, IntervalSet> intervals(Collection<TableName> tables) {
        return tables.stream()
                .distinct()
                .filter(content.intervals::containsKey)
                .collect(Collectors.toMap(Function.identity(), content.intervals::get));
    }

    @Override
    public List<LogEntry> log(EnvironmentName name, int limit) {
        return log().stream()
                .filter(entry -> entry.environment().name().equals(name))
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .toList();
    }

    @Override
    public List<LogEntry> log() {
        return content.log.stream()
                .sorted(Comparator.comparing(LogEntry::at).reversed())
                .toList();
    }

    @Override
    public List<JournalEntry> unfinished() {
        return List.copyOf(content.journal.values());
    }

    @Override
    public Set<DoneBatch> done(String planId) {
        return Set.copyOf(content.done.getOrDefault(planId, Set.of()));
    }

    @Override
    public List<PendingWrite> writes() {
        return List.of();
    }

    @Override
    public List<QueryRecord> queries(EnvironmentName name, int limit) {
        return List.of();
    }

    @Override
    public List<DamagedRecord> damaged() {
        return List.of();
    }

    @Override
    public String exported(Set<EnvironmentName> only) {
        throw new UnsupportedOperationException("nobody exports here");
    }

    @Override
    public List<EnvironmentName> imported(String document, boolean replace) {
        throw new UnsupportedOperationException("nobody imports here");
    }

    @Override
    public void destroy() {
        content = new Content();
    }

    @Override
    public <T> T transaction(Function<StateTransaction, T> work) {
        var next = new Content(content);
        try (EngineSession session = warehouse.open()) {
            var transaction = new Transaction(next, session);
            T result = session.transaction(() -> {
                T value = work.apply(transaction);
                transaction.requireLeases();
                return value;
            });
            content = next;
            return result;
        }
    }

    @Override
    public boolean sharesWarehouse() {
        return true;
    }

    @Override
    public Lease acquire(String resource, LeaseHolder holder, boolean shared, Duration ttl) {
        for (Lease held : leases.values()) {
            if (held.resource().equals(resource) && !(shared && held.shared())) {
                throw new LeaseHeldException(held, resource + " is held", "Wait");
            }
        }
        Instant at = now();
        var lease = new Lease(resource, holder, shared, ++fence, at, at, at.plus(ttl));
        leases.put(fence, lease);
        return lease;
    }

    @Override
    public void heartbeat(Lease lease) {
        // nothing ends here while somebody holds it
    }

    @Override
    public void release(Lease lease) {
        leases.remove(lease.fence());
    }

    @Override
    public List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    @Override
    public void breakLease(String resource) {
        leases.values().removeIf(lease -> lease.resource().equals(resource));
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public List<String> migrate() {
        return List.of();
    }

    @Override
    public Optional<String> undoMigration() {
        return Optional.empty();
    }

    @Override
    public Optional<String> warehouseIdentity() {
        return Optional.ofNullable(content.identity);
    }

    @Override
    public Set<TableName> models() {
        return content.snapshots.keySet().stream().map(SnapshotId::model).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        // there is nothing to close
    }

    private final class Transaction implements StateTransaction {
        private final Content now;
        private final EngineSession session;
        private final Set<Long> required = new HashSet<>();

        Transaction(Content now, EngineSession session) {
            this.now = now;
            this.session = session;
        }

        void requireLeases() {
            if (!leases.keySet().containsAll(required)) {
                throw new IllegalStateException("a lease was given back too early");
            }
        }

        @Override
        public Optional<Environment> environment(EnvironmentName name) {
            return Optional.ofNullable(now.environments.get(name));
        }

        @Override
        public void addSnapshots(Collection<Snapshot> snapshots) {
            snapshots.forEach(snapshot -> {
                now.snapshots.putIfAbsent(snapshot.id(), snapshot);
                now.used.putIfAbsent(snapshot.id(), clock.instant());
            });
        }

        @Override
        public void touch(Collection<SnapshotId> ids, Instant at) {
            ids.stream().filter(now.snapshots::containsKey).forEach(id -> now.used.put(id, at));
        }

        @Override
        public void deleteSnapshots(Collection<SnapshotId> ids) {
            now.snapshots.keySet().removeAll(ids);
            now.used.keySet().removeAll(ids);
        }

        @Override
        public IntervalSet intervals(TableName table) {
            return now.intervals.getOrDefault(table, IntervalSet.EMPTY);
        }

        @Override
        public void addIntervals(Collection<DoneBatch> batches) {
            batches.forEach(
                    batch -> now.intervals.merge(batch.table(), IntervalSet.of(batch.interval()), IntervalSet::union));
        }

        @Override
        public void removeInterval(TableName table, Interval interval) {
            now.intervals.computeIfPresent(table, (name, set) -> set.minus(IntervalSet.of(interval)));
        }

        @Override
        public void removeIntervals(TableName table) {
            now.intervals.remove(table);
        }

        @Override
        public void compactIntervals(Collection<TableName> tables, int moreThan) {
            // they are united as they come
        }

        @Override
        public void writeEnvironment(Environment environment) {
            now.environments.put(environment.name(), environment);
        }

        @Override
        public void deleteEnvironment(EnvironmentName name) {
            now.environments.remove(name);
        }

        @Override
        public void appendLog(LogEntry entry) {
            now.log.add(entry);
        }

        @Override
        public void deleteLog(Collection<LogEntry> entries) {
            now.log.removeAll(entries);
        }

        @Override
        public void writeJournal(JournalEntry entry) {
            now.journal.put(entry.planId(), entry);
        }

        @Override
        public void deleteJournal(String planId) {
            now.journal.remove(planId);
            now.done.remove(planId);
        }

        @Override
        public void addDone(String planId, Collection<DoneBatch> batches) {
            now.done.computeIfAbsent(planId, id -> new HashSet<>()).addAll(batches);
        }

        @Override
        public boolean beginWrite(PendingWrite write) {
            throw new UnsupportedOperationException("the warehouse has transactions");
        }

        @Override
        public void endWrite(PendingWrite write) {
            throw new UnsupportedOperationException("the warehouse has transactions");
        }

        @Override
        public void addQueries(Collection<QueryRecord> queries) {
            // nobody reads them
        }

        @Override
        public void require(Lease lease) {
            required.add(lease.fence());
        }

        @Override
        public void bindWarehouse(String identity) {
            now.identity = now.identity == null ? identity : now.identity;
        }

        @Override
        public Optional<EngineSession> warehouse() {
            return Optional.of(session);
        }
    }
}
