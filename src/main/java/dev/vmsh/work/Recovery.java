package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings state and warehouse together after a process died between the two, where they are two databases: what the warehouse has marked
 * as done is recorded, and a promotion that it has not is given up. The work of living sessions is left alone.
 */
final class Recovery {
    private final Connections connections;
    private final String gateway;
    private final Identity identity;

    Recovery(Connections connections, String gateway, Identity identity) {
        this.connections = connections;
        this.gateway = gateway;
        this.identity = identity;
    }

    void run(Instant now) {
        StateStore state = connections.state(gateway);
        if (state.sharesWarehouse()) {
            return;
        }
        if (!connections.engine(gateway).traits().transactionalDdl()) {
            new PendingWrites(connections.engine(gateway), state, identity).recover();
            promoting(state).forEach(entry -> settleByJournal(entry, now));
            return;
        }
        WarehouseMarks marks = connections.marks(gateway);
        try (EngineSession session = connections.engine(gateway).open()) {
            if (!marks.present(session)) {
                return;
            }
            marks.batches(session).forEach(batch -> record(session, batch));
            promoting(state).forEach(entry -> settle(session, entry, now));
        }
    }

    private static List<JournalEntry> promoting(StateStore state) {
        return state.unfinished().stream()
                .filter(entry -> entry.intended() != null && entry.stage().equals(Promoter.PROMOTING))
                .toList();
    }

    /** Finishes a promotion whose views were moving one by one, or undoes it if what they should show is not there. */
    private void settleByJournal(JournalEntry entry, Instant now) {
        StateStore state = connections.state(gateway);
        underLease(entry, lease -> {
            var views = new ViewsOneByOne(connections, gateway);
            Optional<Environment> before = state.environment(entry.intended().name());
            boolean finish = views.possible(entry.intended());
            if (finish) {
                views.finish(before, entry.intended(), now);
            } else {
                views.undo(before, entry.intended(), now);
            }
            record(lease, entry, finish, now);
        });
    }

    /** Recording twice does no harm, should the session that wrote the rows be alive and about to do it. */
    private void record(EngineSession session, DoneBatch batch) {
        boolean there = session.columns(batch.table()).isPresent();
        if (there) {
            connections.state(gateway).transaction(transaction -> {
                transaction.addIntervals(List.of(batch));
                return null;
            });
        }
        connections.marks(gateway).remove(session, batch);
    }

    private void settle(EngineSession session, JournalEntry entry, Instant now) {
        underLease(entry, lease -> {
            boolean promoted = connections.marks(gateway).settlePromotion(session, entry.planId(), now);
            record(lease, entry, promoted, now);
            if (promoted) {
                connections.marks(gateway).removePromotion(session, entry.planId());
            }
        });
    }

    private void record(Lease lease, JournalEntry entry, boolean promoted, Instant now) {
        connections.state(gateway).transaction(transaction -> {
            transaction.require(lease);
            if (promoted) {
                complete(transaction, entry, now);
            } else {
                transaction.writeJournal(entry.in("backfill"));
            }
            return null;
        });
    }

    /** Unless somebody else holds the environment. */
    private void underLease(JournalEntry entry, Consumer<Lease> work) {
        StateStore state = connections.state(gateway);
        Lease lease;
        try {
            lease = LeaseKeeper.acquire(state, entry.environment(), identity, "recover " + entry.planId());
        } catch (LeaseHeldException e) {
            // whoever holds it is alive, and will finish or fail by itself
            return;
        }
        try {
            work.accept(lease);
        } finally {
            state.release(lease);
        }
    }

    private static void complete(StateTransaction transaction, JournalEntry entry, Instant now) {
        Environment environment = entry.intended();
        List<Pointer> before = transaction
                .environment(environment.name())
                .map(Environment::pointers)
                .orElse(List.of());
        transaction.touch(before.stream().map(Pointer::snapshot).toList(), now);
        transaction.touch(environment.pointers().stream().map(Pointer::snapshot).toList(), now);
        transaction.writeEnvironment(environment);
        transaction.appendLog(new LogEntry(
                entry.planId(), now, entry.by(), "recorded after the session that applied it had ended", environment));
        if (environment.afterAllPending()) {
            transaction.writeJournal(entry.in("after_all"));
        } else {
            transaction.deleteJournal(entry.planId());
        }
    }
}
