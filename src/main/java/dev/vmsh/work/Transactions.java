package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Changes the warehouse and records it: in one transaction if both are one database. */
record Transactions(Engine engine, StateStore state) {
    /** Where there are two databases the warehouse is changed first; a crash in between leaves a change that can be repeated. */
    <T> T run(Function<EngineSession, T> change, Consumer<StateTransaction> record) {
        if (state.sharesWarehouse()) {
            return state.transaction(transaction -> {
                T result = change.apply(transaction.warehouse().orElseThrow());
                record.accept(transaction);
                return result;
            });
        }
        try (EngineSession session = engine.open()) {
            T result = session.transaction(() -> change.apply(session));
            record(record);
            return result;
        }
    }

    /**
     * As {@link #run}, for rows that must not be written twice: where there are two databases they are committed with a mark of their
     * batch, by which {@link Recovery} finds what was not recorded any more.
     */
    <T> T write(
            WarehouseMarks marks,
            WarehouseMarks.Batch batch,
            Function<EngineSession, T> rows,
            Consumer<StateTransaction> record) {
        if (state.sharesWarehouse()) {
            return run(rows, record);
        }
        try (EngineSession session = engine.open()) {
            T result = session.transaction(() -> {
                T written = rows.apply(session);
                marks.add(session, batch);
                return written;
            });
            record(record);
            marks.remove(session, batch);
            return result;
        }
    }

    private void record(Consumer<StateTransaction> record) {
        state.transaction(transaction -> {
            record.accept(transaction);
            return null;
        });
    }
}
