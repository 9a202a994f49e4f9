package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings state and warehouses together after a process died between them: what a warehouse that does not keep the state has marked as done is
 * recorded, and a promotion that was not finished is given up. The work of living sessions is left alone.
 */
final class Recovery {
    private final Warehouses warehouses;
    private final Connections connections;
    private final String gateway;
    private final Identity identity;

    Recovery(Warehouses warehouses, Identity identity) {
        this.warehouses = warehouses;
        this.connections = warehouses.connections();
        this.gateway = warehouses.home();
        this.identity = identity;
    }

    void run(Instant now) {
        StateStore state = connections.state(gateway);
        List<String> apart = apart(state);
        if (apart.isEmpty()) {
            return;
        }
        if (!connections.engine(gateway).traits().transactionalDdl()) {
            new PendingWrites(connections.engine(gateway), state, identity).recover();
            promoting(state).forEach(entry -> settleByJournal(entry, now));
            return;
        }
        for (String site : apart) {
            WarehouseMarks marks = warehouses.marks(site);
            try (EngineSession session = connections.engine(site).open()) {
                if (marks.present(session)) {
                    marks.batches(session).forEach(batch -> record(site, session, batch));
                }
            }
        }
        promoting(state).forEach(entry -> settle(apart, entry, now));
    }

    /**
     * Takes away marks that tell nobody anything any more: of promotions that were given up long ago, and of those that the journal does not
     * call under way, because they were recorded, or taken back, by a session that ended before it could remove its mark.
     */
    void forgetMarks(Instant now) {
        StateStore state = connections.state(gateway);
        if (!connections.engine(gateway).traits().transactionalDdl()) {
            return;
        }
        for (String site : apart(state)) {
            WarehouseMarks marks = warehouses.marks(site);
            try (EngineSession session = connections.engine(site).open()) {
                if (marks.present(session)) {
                    marks.forgetGivenUp(session, now);
                    // the marks first: whoever writes one has announced it in the journal before
                    var plans = new ArrayList<>(marks.promotions(session));
                    plans.removeAll(
                            promoting(state).stream().map(JournalEntry::planId).toList());
                    plans.forEach(plan -> marks.removePromotion(session, plan));
                }
            }
        }
    }

    /** The gateways with tables that this state tells of and that do not keep it. */
    private List<String> apart(StateStore state) {
        var apart = new ArrayList<String>();
        if (connections.config().gateways().size() > 1) {
            List<TableName> tables = state.snapshotUses().stream()
                    .filter(use -> use.storage() != null)
                    .map(use -> use.storage().table())
                    .toList();
            apart.addAll(warehouses.split(tables, table -> table).keySet());
            apart.remove(gateway);
        }
        if (!state.sharesWarehouse()) {
            apart.add(gateway);
        }
        return apart;
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
    private void record(String site, EngineSession session, DoneBatch batch) {
        boolean there = session.columns(warehouses.local(batch.table())).isPresent();
        if (there) {
            connections.state(gateway).transaction(transaction -> {
                transaction.addIntervals(List.of(batch));
                return null;
            });
        }
        warehouses.marks(site).remove(session, batch);
    }

    private void settle(List<String> apart, JournalEntry entry, Instant now) {
        underLease(entry, lease -> {
            // where the state is in the session's own warehouse, the entry would have gone with the promotion
            boolean promoted = apart.contains(gateway) && settled(gateway, entry, now);
            for (String site : apart) {
                if (!warehouses.isHome(site) && settled(site, entry, now) && !promoted) {
                    takeBack(site, entry.intended());
                }
            }
            record(lease, entry, promoted, now);
            if (promoted) {
                apart.forEach(site -> forget(site, entry));
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

    /** Whether the views on {@code site} moved; if not, they never will. */
    private boolean settled(String site, JournalEntry entry, Instant now) {
        WarehouseMarks marks = warehouses.marks(site);
        try (EngineSession session = connections.engine(site).open()) {
            return marks.present(session) && marks.settlePromotion(session, entry.planId(), now);
        }
    }

    private void forget(String site, JournalEntry entry) {
        WarehouseMarks marks = warehouses.marks(site);
        try (EngineSession session = connections.engine(site).open()) {
            if (marks.present(session)) {
                marks.removePromotion(session, entry.planId());
            }
        }
    }

    /** Makes the views on {@code site} show again what is recorded, as the rest of the promotion did not take place. */
    private void takeBack(String site, Environment intended) {
        Environment nothing = intended.with(List.of());
        Environment recorded =
                connections.state(gateway).environment(intended.name()).orElse(nothing);
        ViewChanges back = warehouses.of(site, ViewChanges.between(Optional.of(intended), recorded));
        try (EngineSession session = connections.engine(site).open()) {
            session.transaction(() -> {
                for (View view : back.drop()) {
                    session.execute(TableDdl.drop(view.view(), RelationType.VIEW));
                }
                var shown = new ArrayList<>(back.create());
                shown.addAll(back.update());
                for (View view : shown) {
                    session.createSchema(view.view().schema());
                    RelationType there =
                            warehouses.there(session, List.of(view.view())).get(view.view());
                    new ViewReplacement(session, connections.engine(site).traits(), false)
                            .replace(view.view(), view.table(), there, null);
                }
                return null;
            });
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
