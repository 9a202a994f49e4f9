package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes rows and records that they are there. */
record Transactions(Engine engine, StateStore state) {
    /**
     * In one transaction if both are one database. Otherwise the rows are committed first: a crash in between leaves rows that are not
     * recorded, which computing them again replaces; never a record without rows.
     */
    <T> T run(Function<EngineSession, T> rows, Consumer<StateTransaction> record) {
        if (state.sharesWarehouse()) {
            return state.transaction(transaction -> {
                T result = rows.apply(transaction.warehouse().orElseThrow());
                record.accept(transaction);
                return result;
            });
        }
        T result;
        try (EngineSession session = engine.open()) {
            result = session.transaction(() -> rows.apply(session));
        }
        state.transaction(transaction -> {
            record.accept(transaction);
            return null;
        });
        return result;
    }
}
