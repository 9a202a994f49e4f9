package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes a warehouse and records it: in one transaction if both are one database. Nothing is changed once the lease is lost: the state's
 * own transactions fail then, and where the warehouse is apart from it they are asked just before its commit.
 *
 * @param together whether they are
 */
record Transactions(Engine engine, StateStore state, LeaseKeeper lease, boolean together) {
    /** Writes the rows of batches. */
    interface RowWork {
        /**
         * @param recorded what is computed of a table by now, whoever recorded it
         * @return which batches it wrote
         */
        Collection<DoneBatch> write(EngineSession session, Function<TableName, IntervalSet> recorded);
    }

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
     * @param rows writes them
     */
    void write(WarehouseMarks marks, RowWork rows, Consumer<StateTransaction> record) {
        if (together) {
            state.transaction(transaction -> {
                lease.require(transaction);
                rows.write(transaction.warehouse().orElseThrow(), transaction::intervals);
                record.accept(transaction);
                return null;
            });
            return;
        }
        try (EngineSession session = engine.open()) {
            Collection<DoneBatch> batches = session.transaction(() -> {
                Collection<DoneBatch> written = rows.write(session, this::recorded);
                written.forEach(batch -> marks.add(session, batch));
                lease.require(state);
                return written;
            });
            record(record);
            batches.forEach(batch -> marks.remove(session, batch));
        }
    }

    private IntervalSet recorded(TableName table) {
        return state.intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
    }

    private void record(Consumer<StateTransaction> record) {
        state.transaction(transaction -> {
            lease.require(transaction);
            record.accept(transaction);
            return null;
        });
    }
}
