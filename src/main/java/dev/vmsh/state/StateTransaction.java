package dev.vmsh.state;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Changes that take effect together. Only valid inside {@link StateStore#transaction}. */
public interface StateTransaction {
    /** The current record, locked against other writers where the database can. */
    Optional<Environment> environment(EnvironmentName name);

    /** Records snapshots; those already there are left as they are, for a category is decided once. */
    void addSnapshots(Collection<Snapshot> snapshots);

    /** Marks snapshots as in use now, which is what their time to live counts from. */
    void touch(Collection<SnapshotId> ids, Instant now);

    void deleteSnapshots(Collection<SnapshotId> ids);

    /**
     * What is computed of {@code table}: where the database can, also what others recorded since this transaction began.
     *
     * @return empty if nothing is
     */
    IntervalSet intervals(TableName table);

    /** Records that batches have been computed, each an interval of a table. */
    void addIntervals(Collection<DoneBatch> batches);

    /** Forgets what was computed of {@code table} within {@code interval}. */
    void removeInterval(TableName table, Interval interval);

    /** Forgets everything about {@code table}. */
    void removeIntervals(TableName table);

    /**
     * Replaces the rows of touching intervals by one each, and removes what killed processes left of old commits. What others record
     * meanwhile stays.
     *
     * @param moreThan tables with no more rows than that are left as they are
     */
    void compactIntervals(Collection<TableName> tables, int moreThan);

    /** Writes an environment's record, replacing what is there. */
    void writeEnvironment(Environment environment);

    void deleteEnvironment(EnvironmentName name);

    void appendLog(LogEntry entry);

    void deleteLog(Collection<LogEntry> entries);

    /** Writes a plan's journal entry, replacing an earlier one of the same plan. */
    void writeJournal(JournalEntry entry);

    /** Forgets a plan's journal entry and what {@link #addDone} recorded of it. */
    void deleteJournal(String planId);

    /** Records that a plan under way has finished batches. Never in the way of another batch of the same plan. */
    void addDone(String planId, Collection<DoneBatch> batches);

    /**
     * Records that a batch begins in a warehouse without transactions.
     *
     * @return false, and nothing is recorded, if another one of the same table is under way
     */
    boolean beginWrite(PendingWrite write);

    /** Records that a batch is over, whatever became of it. */
    void endWrite(PendingWrite write);

    /** Records what statements cost; forgotten with the log's entries of their environment. */
    void addQueries(Collection<QueryRecord> queries);

    /**
     * Fails the transaction if the lease was taken over meanwhile.
     *
     * @throws LeaseLostException then
     */
    void require(Lease lease);

    /** Records the identity of the warehouse this store belongs to, the first time. */
    void bindWarehouse(String identity);

    /** A session on the warehouse whose statements are part of this transaction; empty if state lives elsewhere. */
    Optional<EngineSession> warehouse();
}
