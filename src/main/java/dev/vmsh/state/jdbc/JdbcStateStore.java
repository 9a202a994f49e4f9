package dev.vmsh.state.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DamagedRecord;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHolder;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.PendingWrite;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * State in tables of a database. Every call uses a session of its own, so calls do not see each other's unfinished work. The first write
 * makes the tables; reads before it find nothing.
 */
final class JdbcStateStore implements StateStore {
    /** Key of the warehouse's identity in the table of versions. */
    static final String WAREHOUSE = "warehouse";

    private static final int ATTEMPTS = 10;
    private static final int LONGEST_FIRST_PAUSE_MILLIS = 30;

    private final Engine engine;
    private final boolean sharesWarehouse;
    private final StateTables tables;
    private final StateDialect dialect;
    private final StateLayout layout;
    private final StateLeases leases;
    private final Commits commits;

    /** Leases that should have been given back when the database did not answer: the next one that is asked for finds them gone. */
    private final Set<Lease> unreleased = ConcurrentHashMap.newKeySet();

    /** Whether the tables were looked for before and found. */
    private volatile boolean found;

    /**
     * @param engine of the database that keeps the state; not closed by this store
     * @param sharesWarehouse whether the models' tables are in the same database
     */
    JdbcStateStore(Engine engine, boolean sharesWarehouse, String schema, List<Migration> migrations, String program) {
        this.engine = engine;
        this.sharesWarehouse = sharesWarehouse;
        this.tables = new StateTables(schema);
        this.dialect = StateDialect.of(engine.dialect());
        this.layout = new StateLayout(tables, dialect, migrations, program);
        this.leases = new StateLeases(tables, dialect);
        this.commits = dialect.commits(tables, layout.newestCondition(), this::elsewhere);
    }

    @Override
    public Optional<Environment> environment(EnvironmentName name) {
        return read(Optional.empty(), reader -> reader.environment(name, ""));
    }

    @Override
    public List<Environment> environments() {
        return read(List.of(), StateReader::environments);
    }

    @Override
    public List<EnvironmentName> environmentNames() {
        return read(List.of(), StateReader::environmentNames);
    }

    @Override
    public Map<SnapshotId, Snapshot> snapshots(Collection<SnapshotId> ids) {
        return read(Map.of(), reader -> reader.snapshots(ids));
    }

    @Override
    public List<SnapshotUse> snapshotUses() {
        return read(List.of(), StateReader::snapshotUses);
    }

    @Override
    public Map<TableName, IntervalSet> intervals(Collection<TableName> of) {
        return read(Map.of(), reader -> reader.intervals(of));
    }

    @Override
    public List<LogEntry> log(EnvironmentName name, int limit) {
        return read(List.of(), reader -> reader.log(name, limit));
    }

    @Override
    public List<LogEntry> log() {
        return read(List.of(), reader -> reader.log(null, 0));
    }

    @Override
    public List<JournalEntry> unfinished() {
        return read(List.of(), StateReader::unfinished);
    }

    @Override
    public Set<DoneBatch> done(String planId) {
        return read(Set.of(), reader -> reader.done(planId));
    }

    @Override
    public List<PendingWrite> writes() {
        return read(List.of(), StateReader::writes);
    }

    @Override
    public List<QueryRecord> queries(EnvironmentName name, int limit) {
        return read(List.of(), reader -> reader.queries(name, limit));
    }

    @Override
    public List<DamagedRecord> damaged() {
        return read(List.of(), StateReader::damaged);
    }

    @Override
    public String exported(Set<EnvironmentName> only) {
        return read(StateDocument.EMPTY, reader -> StateDocument.of(reader, only))
                .text();
    }

    @Override
    public List<EnvironmentName> imported(String document, boolean replace) {
        StateDocument read = StateDocument.read(document);
        return transaction(transaction -> read.into((JdbcStateTransaction) transaction, replace));
    }

    @Override
    public void destroy() {
        inSession(session -> {
            layout.destroy(session);
            return null;
        });
    }

    @Override
    public Set<TableName> models() {
        return read(Set.of(), StateReader::models);
    }

    @Override
    public Optional<String> warehouseIdentity() {
        return look(Optional.empty(), session -> layout.value(session, WAREHOUSE));
    }

    @Override
    public List<Lease> leases() {
        return look(List.of(), leases::all);
    }

    @Override
    public Instant now() {
        return inSession(session ->
                session.rows("SELECT " + dialect.clock(), row -> row.time(0)).get(0));
    }

    @Override
    public boolean sharesWarehouse() {
        return sharesWarehouse;
    }

    @Override
    public <T> T transaction(Function<StateTransaction, T> work) {
        return retrying(new Attempts<>() {
            private boolean repeatable = true;

            /** Where the store was found before, its layout is only looked at when the transaction ends. */
            @Override
            public T run() {
                return found ? inSession(session -> explained(session, () -> run(session))) : writing(this::run);
            }

            private T run(StateSession session) {
                var transaction = new JdbcStateTransaction(session, tables, dialect, sharesWarehouse);
                try {
                    return commit(session, transaction, work);
                } finally {
                    repeatable = !transaction.warehouseUsed();
                    transaction.end();
                }
            }

            @Override
            public boolean repeatable() {
                return repeatable;
            }
        });
    }

    private <T> T commit(StateSession session, JdbcStateTransaction transaction, Function<StateTransaction, T> work) {
        Commits.Commit end = commits.next();
        var ofWork = new Object() {
            EngineException failure;
            T result;
        };
        boolean done = false;
        try {
            session.engine().transaction(() -> {
                try {
                    ofWork.result = work.apply(transaction);
                    transaction.flush();
                } catch (EngineException e) {
                    ofWork.failure = e;
                    throw e;
                }
                if (!end.prepare(session, transaction.required())) {
                    layout.present(session); // says what has become of it
                    throw new StateException(
                            "the layout of the state store changed in the middle of a transaction", "Try again");
                }
                return null;
            });
            done = end.tookPlace(session);
        } catch (EngineException e) {
            if (e == ofWork.failure) {
                throw e;
            }
            done = e.kind() == Cause.CONNECTION && committedAfterAll(end, e);
            if (!done) {
                throw StateSession.failure(e);
            }
        } finally {
            if (!done) {
                end.undone();
            }
        }
        if (!done) {
            throw new StateException(
                    "the database reported a commit that did not take place; nothing was changed",
                    "Try again; run 'doctor' if it happens again");
        }
        if (transaction.required().isEmpty()) {
            commits.clear(session); // nobody will come along who releases a lease
        }
        return ofWork.result;
    }

    /** When the connection broke, the commit may have arrived all the same: only the database knows. */
    private boolean committedAfterAll(Commits.Commit end, EngineException broken) {
        try {
            return inSession(end::tookPlaceAfterAll);
        } catch (StateException e) {
            var unknown = new StateException(
                    "the connection to the state store broke, and whether the last change was made cannot be told: "
                            + broken.getMessage(),
                    "When the database is back, look with 'status' before trying again",
                    broken);
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private void elsewhere(Consumer<StateSession> work) {
        inSession(session -> {
            work.accept(session);
            return null;
        });
    }

    @Override
    public Lease acquire(String resource, LeaseHolder holder, boolean shared, Duration ttl) {
        List<Lease> before = List.copyOf(unreleased);
        Lease acquired = briefly(session -> {
            before.forEach(lease -> leases.release(session, lease));
            return leases.acquire(session, resource, holder, shared, ttl);
        });
        unreleased.removeAll(before);
        return acquired;
    }

    @Override
    public void heartbeat(Lease lease) {
        briefly(session -> {
            leases.heartbeat(session, lease);
            return null;
        });
    }

    @Override
    public void release(Lease lease) {
        unreleased.add(lease);
        briefly(session -> {
            leases.release(session, lease);
            commits.clear(session);
            return null;
        });
        unreleased.remove(lease);
    }

    @Override
    public void breakLease(String resource) {
        briefly(session -> {
            leases.breakAll(session, resource);
            return null;
        });
    }

    @Override
    public List<String> migrate() {
        return retrying(always(() -> inSession(layout::migrate)));
    }

    @Override
    public Optional<String> undoMigration() {
        return retrying(always(() -> inSession(layout::undo)));
    }

    @Override
    public void close() {
        // sessions are closed after each call, and the engine belongs to whoever made it
    }

    private <T> T look(T empty, Function<StateSession, T> look) {
        return engine.isThere() ? inSession(session -> layout.present(session) ? look.apply(session) : empty) : empty;
    }

    /** A database that is not there is not made for a look into it. */
    private <T> T read(T empty, Function<StateReader, T> read) {
        if (!engine.isThere()) {
            return empty;
        }
        return inSession(session ->
                present(session) ? explained(session, () -> read.apply(new StateReader(session, tables))) : empty);
    }

    private <T> T writing(Function<StateSession, T> write) {
        return inSession(session -> {
            if (!present(session)) {
                layout.migrate(session);
            }
            return explained(session, () -> write.apply(session));
        });
    }

    /** Looking for every table takes long in a database of many, so that is done once; after that only the layout's number is read. */
    private boolean present(StateSession session) {
        found = (found && layout.isNewest(session)) || layout.present(session);
        return found;
    }

    /** If a table has vanished meanwhile, that is said rather than what failed because of it. */
    private <T> T explained(StateSession session, Supplier<T> work) {
        try {
            return work.get();
        } catch (StateException e) {
            if (lacksSomething(e)) {
                found = layout.present(session);
            }
            throw e;
        }
    }

    private static boolean lacksSomething(StateException error) {
        return error.getCause() instanceof EngineException cause && cause.kind() == Cause.STATEMENT;
    }

    /** A short transaction of the store's own, repeated if another one was in the way. */
    private <T> T briefly(Function<StateSession, T> work) {
        return retrying(always(() -> writing(session -> session.transaction(() -> work.apply(session)))));
    }

    private <T> T inSession(Function<StateSession, T> work) {
        StateSession session;
        try {
            session = new StateSession(engine.open());
        } catch (EngineException e) {
            throw StateSession.failure(e);
        }
        try (session) {
            return work.apply(session);
        }
    }

    /** Work that may be run again after a conflict. */
    private interface Attempts<T> {
        T run();

        boolean repeatable();
    }

    private static <T> Attempts<T> always(Supplier<T> work) {
        return new Attempts<>() {
            @Override
            public T run() {
                return work.get();
            }

            @Override
            public boolean repeatable() {
                return true;
            }
        };
    }

    private static <T> T retrying(Attempts<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (StateException e) {
                if (attempt == ATTEMPTS || !work.repeatable() || !conflict(e)) {
                    throw e;
                }
                // at random, or those who met once would meet again
                pause(ThreadLocalRandom.current().nextInt(1, attempt * LONGEST_FIRST_PAUSE_MILLIS), e);
            }
        }
    }

    /** A duplicate key is one too: no statement of the store adds a row that is there, unless another session added it meanwhile. */
    private static boolean conflict(StateException error) {
        return error.getCause() instanceof EngineException cause
                && (cause.kind() == Cause.CONFLICT
                        || cause.getMessage().toLowerCase(Locale.ROOT).contains("duplicate key"));
    }

    private static void pause(int millis, StateException why) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
