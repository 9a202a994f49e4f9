package dev.vmsh.state;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The durable record of snapshots, intervals, environments, plans and leases. Safe for several threads and several processes at once.
 * Reads never create anything: a store that was never written to reads as empty. Failures are {@link StateException}s.
 * Times are kept to the microsecond.
 */
public interface StateStore extends AutoCloseable {
    /** The environment's current record; empty if there is none. An expired one is still returned. */
    Optional<Environment> environment(EnvironmentName name);

    /** All environments, in name order. Reads every pointer there is: who wants names alone asks for {@link #environmentNames}. */
    List<Environment> environments();

    /** The names of all environments, in order, as they were typed. */
    List<EnvironmentName> environmentNames();

    /** Those of {@code ids} that are recorded, whole. */
    Map<SnapshotId, Snapshot> snapshots(Collection<SnapshotId> ids);

    /** Every recorded snapshot with when it was last in use, without its model. */
    List<SnapshotUse> snapshotUses();

    /** What has been computed of each physical table; tables without anything are left out. */
    Map<TableName, IntervalSet> intervals(Collection<TableName> tables);

    /**
     * The finalised plans of an environment, newest first.
     *
     * @param limit at most so many; 0 for all
     */
    List<LogEntry> log(EnvironmentName name, int limit);

    /** Log entries of all environments, newest first. */
    List<LogEntry> log();

    /** Applies that began and neither finished nor were given up, oldest first. */
    List<JournalEntry> unfinished();

    /** What an unfinished plan has computed; empty if it is not known. */
    Set<DoneBatch> done(String planId);

    /** Batches that were begun in a warehouse without transactions, and neither finished nor were taken back. */
    List<PendingWrite> writes();

    /**
     * What the statements cost that computed an environment's batches, newest first.
     *
     * @param limit at most so many; 0 for all
     */
    List<QueryRecord> queries(EnvironmentName name, int limit);

    /** Records that cannot be read. Reads every one. */
    List<DamagedRecord> damaged();

    /**
     * Writes environments with all they need, and their logs, as one JSON document. Leases and plans under way are not in it, nor is
     * anything of a connection.
     *
     * @param only the environments to write; empty for all, and for every snapshot
     */
    String exported(Set<EnvironmentName> only);

    /**
     * Takes in what {@link #exported} wrote, all or nothing.
     *
     * @param replace whether what is here goes; otherwise environments of the same name are refused
     * @return the environments taken in
     * @throws StateException if {@code document} is not such a document, or one of its environments is here already
     */
    List<EnvironmentName> imported(String document, boolean replace);

    /** Removes the store's tables, and their schema if nothing else is in it. */
    void destroy();

    /**
     * Runs {@code work} in one transaction. All changes that it makes, and all statements that it sends through
     * {@link StateTransaction#warehouse}, are there afterwards, or none. If another transaction was in the way, the work is run again a
     * few times, unless it asked for the warehouse: so it should do nothing else that cannot be repeated.
     *
     * @throws StateException if the outcome is not a commit; then nothing changed
     */
    <T> T transaction(Function<StateTransaction, T> work);

    /** Whether warehouse statements can be part of a state transaction: both are one database. */
    boolean sharesWarehouse();

    /**
     * Takes a lease, or says who has it.
     *
     * @param resource what it is for: an environment's identifier, or {@link Lease#LAYOUT}
     * @param shared whether others may hold it shared at the same time
     * @param ttl without a heartbeat for so long it can be taken over; measured by the database's clock
     * @throws LeaseHeldException at once, if another holder is alive
     */
    Lease acquire(String resource, LeaseHolder holder, boolean shared, Duration ttl);

    /**
     * Says that the holder is alive.
     *
     * @throws LeaseLostException if it was taken over
     */
    void heartbeat(Lease lease);

    void release(Lease lease);

    /** Leases held now, expired ones included. */
    List<Lease> leases();

    /** Removes a lease whoever holds it; the holder notices at its next write. */
    void breakLease(String resource);

    /** The database's own clock. */
    Instant now();

    /**
     * Brings the store's tables to this version's layout.
     *
     * @return the migrations applied, in order
     */
    List<String> migrate();

    /**
     * Undoes the last migration from its backup.
     *
     * @return its name; empty if there is nothing to undo
     */
    Optional<String> undoMigration();

    /** The identity under which this store first met its warehouse; empty if never. */
    Optional<String> warehouseIdentity();

    /** Names of snapshots by model, for completion and checks. */
    Set<TableName> models();

    @Override
    void close();
}
