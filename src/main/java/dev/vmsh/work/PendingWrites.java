package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.Staging;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.PendingWrite;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Batches in a warehouse without transactions. Before its first statement the state records that a batch begins, and which version its
 * table is at; what fails, or is found after its process died, is taken back to that version. One batch of a table at a time: a version
 * can only be given up as a whole.
 */
final class PendingWrites {
    private static final int PAUSE_MILLIS = 200;

    /** A fence that no lease has. */
    private static final long NOBODY = -1;

    private final Engine engine;
    private final StateStore state;
    private final Identity identity;

    PendingWrites(Engine engine, StateStore state, Identity identity) {
        this.engine = engine;
        this.state = state;
        this.identity = identity;
    }

    /**
     * Writes the rows of a batch and records it.
     *
     * @param lease under which it is done
     * @param stop while another batch of the table is waited for
     * @throws InterruptedWorkException if that was asked for
     */
    <T> T run(
            TableName table,
            Interval interval,
            LeaseKeeper lease,
            Stop stop,
            Function<EngineSession, T> rows,
            Consumer<StateTransaction> record) {
        try (EngineSession session = engine.open()) {
            PendingWrite write = begin(session, table, interval, lease, stop);
            T result;
            try {
                result = rows.apply(session);
            } catch (RuntimeException e) {
                giveUp(write, lease, e);
                throw e;
            }
            state.transaction(transaction -> {
                record.accept(transaction);
                transaction.endWrite(write);
                return null;
            });
            return result;
        }
    }

    private PendingWrite begin(
            EngineSession session, TableName table, Interval interval, LeaseKeeper lease, Stop stop) {
        var claim = new PendingWrite(
                table, interval, lease.first().resource(), lease.first().fence(), session.origin(), null, true);
        while (!claimed(claim, lease)) {
            stop.check();
            if (!takeBackDead(session, table)) {
                pause();
            }
        }
        try {
            return described(session, claim, lease);
        } catch (RuntimeException e) {
            // nothing was written: whoever waits for the table need not wait for this
            end(claim, lease, e);
            throw e;
        }
    }

    /** In place of {@code claim}, with what its table has to be put back to. */
    private PendingWrite described(EngineSession session, PendingWrite claim, LeaseKeeper lease) {
        TableName table = claim.table();
        Optional<String> before = engine.traits().tableVersions() ? session.version(table) : Optional.empty();
        boolean existed = before.isPresent() || session.columns(table).isPresent();
        var write = new PendingWrite(
                table, claim.interval(), claim.resource(), claim.fence(), claim.origin(), before.orElse(null), existed);
        state.transaction(transaction -> {
            lease.require(transaction);
            transaction.endWrite(claim);
            return transaction.beginWrite(write);
        });
        return write;
    }

    private void end(PendingWrite write, LeaseKeeper lease, RuntimeException why) {
        try {
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction.endWrite(write);
                return null;
            });
        } catch (VmshException e) {
            why.addSuppressed(e);
        }
    }

    private boolean claimed(PendingWrite claim, LeaseKeeper lease) {
        return state.transaction(transaction -> {
            lease.require(transaction);
            return transaction.beginWrite(claim);
        });
    }

    /**
     * Takes the rows of a batch that failed back. What cannot be taken back now is left to whoever wants the table next, who may be another
     * batch of this very process that waits for it.
     */
    private void giveUp(PendingWrite write, LeaseKeeper lease, RuntimeException why) {
        if (lease.isLost()) {
            return; // whoever has it now takes it back
        }
        try (EngineSession session = engine.open()) {
            takeBack(session, write);
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction.endWrite(write);
                return null;
            });
        } catch (VmshException e) {
            why.addSuppressed(e);
            leave(write, lease, why);
        }
    }

    /** Records that nobody is at it any more: under the lease that this process still has it would look as if somebody were. */
    private void leave(PendingWrite write, LeaseKeeper lease, RuntimeException why) {
        var left = new PendingWrite(
                write.table(),
                write.interval(),
                write.resource(),
                NOBODY,
                write.origin(),
                write.before(),
                write.existed());
        try {
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction.endWrite(write);
                return transaction.beginWrite(left);
            });
        } catch (VmshException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Takes back what processes that died were at, and what lies around of it.
     *
     * @return what was taken back
     */
    List<PendingWrite> recover() {
        List<PendingWrite> dead =
                state.writes().stream().filter(write -> !alive(write)).toList();
        if (dead.isEmpty()) {
            return dead;
        }
        try (EngineSession session = engine.open()) {
            return dead.stream().filter(write -> recover(session, write)).toList();
        }
    }

    /** @return whether a batch of {@code table} was in the way that nobody is at any more */
    private boolean takeBackDead(EngineSession session, TableName table) {
        return state.writes().stream()
                .filter(write -> write.table().equals(table) && !alive(write))
                .anyMatch(write -> recover(session, write));
    }

    private boolean alive(PendingWrite write) {
        Instant now = state.now();
        return state.leases().stream()
                .anyMatch(lease -> lease.resource().equals(write.resource())
                        && lease.fence() == write.fence()
                        && lease.expires().isAfter(now)
                        && !identity.knowsDead(lease.holder()));
    }

    /** Under a lease of the table's own, so that only one session does it. */
    private boolean recover(EngineSession session, PendingWrite write) {
        Lease lease;
        try {
            lease = LeaseKeeper.acquire(state, "*write* " + write.table(), identity, "take back a batch");
        } catch (LeaseHeldException e) {
            return false;
        }
        try {
            if (state.writes().contains(write)) {
                takeBack(session, write);
                state.transaction(transaction -> {
                    transaction.require(lease);
                    transaction.endWrite(write);
                    return null;
                });
            }
            return true;
        } finally {
            state.release(lease);
        }
    }

    private void takeBack(EngineSession session, PendingWrite write) {
        if (!write.origin().equals(session.origin())) {
            session.endStatementsOf(write.origin());
        }
        TableName table = write.table();
        if (!write.existed()) {
            drop(session, table);
        } else if (write.before() != null) {
            session.restore(table, write.before());
        }
        tidy(session, write);
    }

    private static void drop(EngineSession session, TableName table) {
        RelationType type = session.relations(List.of(table.schema())).get(table);
        if (type != null) {
            session.execute(TableDdl.drop(table, type));
        }
    }

    /** Finishes the exchange of a whole table, should it have been at that, and drops temporary tables. */
    private static void tidy(EngineSession session, PendingWrite write) {
        var there = session.relations(List.of(write.table().schema()));
        boolean missing = write.existed() && !there.containsKey(write.table());
        for (TableName name : there.keySet()) {
            if (Staging.isFor(name, write.table())) {
                if (missing && Staging.isWhole(name)) {
                    session.execute(Staging.rename(name, write.table()));
                    missing = false;
                } else {
                    session.execute(TableDdl.drop(name, RelationType.TABLE));
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        }
    }
}
