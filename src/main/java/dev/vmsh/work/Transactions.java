package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes a warehouse and records it: in one transaction if both are one database. Nothing is changed once the lease is lost: the state's
 * own transactions fail then, and where the warehouse is apart from it they are asked just before its commit.
 *
 * @param together whether they are
 */
record Transactions(Engine engine, StateStore state, LeaseKeeper lease, boolean together) {
    /** Where there are two databases the warehouse is changed first; a crash in between leaves a change that can be repeated. */
    <T> T run(Function<EngineSession, T> change, Consumer<StateTransaction> record) {
        if (together) {
            return state.transaction(transaction -> {
                lease.require(transaction);
                T result = change.apply(transaction.warehouse().orElseThrow());
                record.accept(transaction);
                return result;
            });
        }
        if (!engine.traits().transactionalDdl()) {
            lease.require(state);
        }
        try (EngineSession session = engine.open()) {
            T result = session.transaction(() -> {
                T changed = change.apply(session);
                lease.require(state);
                return changed;
            });
            record(record);
            return result;
        }
    }

    /**
     * As {@link #run}, for rows that must not be written twice: where there are two databases they are committed with marks of their
     * batches, by which {@link Recovery} finds what was not recorded any more.
     *
     * @param rows writes them and tells which batches they are
     */
    void write(
            WarehouseMarks marks,
            Function<EngineSession, ? extends Collection<DoneBatch>> rows,
            Consumer<StateTransaction> record) {
        if (together) {
            run(rows, record);
            return;
        }
        try (EngineSession session = engine.open()) {
            Collection<DoneBatch> batches = session.transaction(() -> {
                Collection<DoneBatch> written = rows.apply(session);
                written.forEach(batch -> marks.add(session, batch));
                lease.require(state);
                return written;
            });
            record(record);
            batches.forEach(batch -> marks.remove(session, batch));
        }
    }

    private void record(Consumer<StateTransaction> record) {
        state.transaction(transaction -> {
            lease.require(transaction);
            record.accept(transaction);
            return null;
        });
    }
}
