package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.problem.VmshException;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Moves an environment's pointers. Views, environment record, log entry and the finalised mark take effect together: in one transaction
 * if state and warehouse are one database, else the views in one transaction between a recorded intent and its completion. Views that
 * models have on gateways of their own move first, each warehouse's in one transaction; a promotion that stops after them is taken back.
 */
final class Promoter {
    /** The stage of a plan whose views are moving in a warehouse apart from the state. */
    static final String PROMOTING = "promoting";

    private final Warehouses warehouses;
    private final Connections connections;
    private final String gateway;
    private final Identity identity;
    private final Clock clock;

    Promoter(Warehouses warehouses, Identity identity, Clock clock) {
        this.warehouses = warehouses;
        this.connections = warehouses.connections();
        this.gateway = warehouses.home();
        this.identity = identity;
        this.clock = clock;
    }

    /** Prod tables that change in place get what they lack of their new columns in the same transaction. */
    Environment promote(Plan plan, LeaseKeeper lease, Consumer<? super WorkEvent> events) {
        Environment finalized = plan.next().finalizedAt(clock.instant());
        List<String> elsewhere = warehouses.promotedElsewhere(plan);
        boolean together = connections.state(gateway).sharesWarehouse();
        if (!together || !elsewhere.isEmpty()) {
            announce(plan, lease, finalized);
        }
        var gone = new ArrayList<TableName>();
        elsewhere.forEach(site -> gone.addAll(promoteThere(site, plan, lease, events)));
        if (together) {
            new PromotionTurns(warehouses, gateway, plan)
                    .run(patience -> promoteTogether(plan, lease, finalized, gone, patience, events));
        } else if (connections.engine(gateway).traits().transactionalDdl()) {
            gone.addAll(promoteThere(gateway, plan, lease, events));
            complete(plan, lease, finalized, gone);
            forget(gateway, plan);
        } else {
            gone.addAll(promoteOneByOne(plan, lease, finalized, events));
            complete(plan, lease, finalized, gone);
        }
        elsewhere.forEach(site -> forget(site, plan));
        verify(plan);
        return finalized;
    }

    /** @param goneElsewhere versions of VIEW models that are no longer there, in other warehouses */
    private void promoteTogether(
            Plan plan,
            LeaseKeeper lease,
            Environment finalized,
            List<TableName> goneElsewhere,
            Duration patience,
            Consumer<? super WorkEvent> events) {
        connections.state(gateway).transaction(transaction -> {
            require(plan, lease, transaction);
            EngineSession session = transaction.warehouse().orElseThrow();
            PromotionTurns.take(session, patience);
            var gone = new ArrayList<>(goneElsewhere);
            gone.addAll(moveViews(gateway, session, plan, events));
            record(plan, finalized, gone, transaction);
            return null;
        });
    }

    /** Says what the environment will be, for {@link Recovery}. */
    private void announce(Plan plan, LeaseKeeper lease, Environment finalized) {
        connections.state(gateway).transaction(transaction -> {
            require(plan, lease, transaction);
            transaction.writeJournal(journal(plan, PROMOTING, finalized));
            return null;
        });
    }

    /**
     * Moves the views of a warehouse that does not keep the state, with a mark that tells of it.
     *
     * @return versions of VIEW models that are no longer there
     */
    private List<TableName> promoteThere(
            String site, Plan plan, LeaseKeeper lease, Consumer<? super WorkEvent> events) {
        var gone = new ArrayList<TableName>();
        WarehouseMarks marks = warehouses.marks(site);
        try (EngineSession session = connections.engine(site).open()) {
            marks.prepare(session, true);
            new PromotionTurns(warehouses, site, plan)
                    .run(patience -> session.transaction(() -> {
                        gone.clear();
                        PromotionTurns.take(session, patience);
                        gone.addAll(moveViews(site, session, plan, events));
                        marks.addPromotion(session, plan.planId());
                        lease.require(connections.state(gateway));
                        return null;
                    }));
        }
        return gone;
    }

    private void complete(Plan plan, LeaseKeeper lease, Environment finalized, List<TableName> gone) {
        connections.state(gateway).transaction(transaction -> {
            lease.require(transaction);
            record(plan, finalized, gone, transaction);
            return null;
        });
    }

    private void forget(String site, Plan plan) {
        try (EngineSession session = connections.engine(site).open()) {
            warehouses.marks(site).removePromotion(session, plan.planId());
        }
    }

    /**
     * Where there is no transaction over views: the state keeps what is intended, so that it can be finished or undone at any point.
     *
     * @return versions of VIEW models that are no longer there
     */
    private List<TableName> promoteOneByOne(
            Plan plan, LeaseKeeper lease, Environment finalized, Consumer<? super WorkEvent> events) {
        try {
            List<TableName> gone = !plan.migrate().isEmpty() ? migrated(plan, events) : List.of();
            new ViewsOneByOne(connections, gateway)
                    .move(ViewSwitch.of(warehouses, gateway, plan), finalized, plan.views(), lease);
            return gone;
        } catch (RuntimeException e) {
            undo(plan, lease, finalized, e);
            throw e;
        }
    }

    private List<TableName> migrated(Plan plan, Consumer<? super WorkEvent> events) {
        try (EngineSession session = connections.engine(gateway).open()) {
            return Migration.within(warehouses, gateway, session, plan, events);
        }
    }

    /** Puts the views back. What cannot be put back now, the next session puts right by the journal. */
    private void undo(Plan plan, LeaseKeeper lease, Environment intended, RuntimeException why) {
        if (lease.isLost()) {
            return; // whoever has it now has made the views its own
        }
        StateStore state = connections.state(gateway);
        try {
            new ViewsOneByOne(connections, gateway)
                    .undo(state.environment(plan.environment()), intended, clock.instant());
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction.writeJournal(journal(plan, "backfill", null));
                return null;
            });
        } catch (VmshException e) {
            why.addSuppressed(e);
        }
    }

    private JournalEntry journal(Plan plan, String stage, Environment intended) {
        return new JournalEntry(
                plan.planId(),
                plan.environment().identifier(),
                identity.text(),
                clock.instant(),
                stage,
                plan.batches(),
                plan.batches(),
                RequestJson.write(plan.request()),
                intended);
    }

    private static void require(Plan plan, LeaseKeeper lease, StateTransaction transaction) {
        lease.require(transaction);
        Optional<Environment> now = transaction.environment(plan.environment());
        boolean moved = now.isPresent()
                && plan.basedOn() != null
                && !now.get().planId().equals(plan.basedOn())
                && !now.get().planId().equals(plan.planId());
        if (moved) {
            throw new PlanConflictException(plan, now, Optional.empty());
        }
    }

    /** @return versions of VIEW models that are no longer there */
    private List<TableName> moveViews(
            String site, EngineSession session, Plan plan, Consumer<? super WorkEvent> events) {
        List<TableName> gone =
                !plan.migrate().isEmpty() ? Migration.within(warehouses, site, session, plan, events) : List.of();
        ViewSwitch.of(warehouses, site, plan).run(session, warehouses.of(site, plan.views()));
        return gone;
    }

    private void record(Plan plan, Environment environment, List<TableName> gone, StateTransaction transaction) {
        Instant now = clock.instant();
        gone.forEach(transaction::removeIntervals);
        transaction.writeEnvironment(environment);
        transaction.appendLog(new LogEntry(plan.planId(), now, identity.text(), summary(plan), environment));
        transaction.touch(left(plan), now);
        if (environment.afterAllPending()) {
            transaction.writeJournal(journal(plan, "after_all", null));
        } else {
            transaction.deleteJournal(plan.planId());
        }
        connections.state(gateway).unfinished().stream()
                .filter(entry -> entry.environment().equals(plan.environment().identifier()))
                .filter(entry -> !entry.planId().equals(plan.planId()))
                .forEach(entry -> transaction.deleteJournal(entry.planId()));
    }

    private static List<SnapshotId> left(Plan plan) {
        var left = new ArrayList<SnapshotId>();
        plan.base().filter(base -> !plan.isNew()).ifPresent(base -> {
            for (Pointer pointer : base.pointers()) {
                boolean stays = plan.snapshots().containsKey(pointer.model())
                        && plan.snapshots().get(pointer.model()).id().equals(pointer.snapshot());
                if (!stays) {
                    left.add(pointer.snapshot());
                }
            }
        });
        plan.snapshots().values().forEach(snapshot -> left.add(snapshot.id()));
        return left;
    }

    /** One line for the log. */
    static String summary(Plan plan) {
        var parts = new ArrayList<String>();
        for (ChangeType type : ChangeType.values()) {
            List<Change> changes =
                    plan.changes().stream().filter(c -> c.type() == type).toList();
            if (!changes.isEmpty()) {
                parts.add(changes.size() + " " + type.id().replace('_', ' ')
                        + (changes.size() <= 2
                                ? " ("
                                        + String.join(
                                                ", ",
                                                changes.stream()
                                                        .map(c -> c.model().toString())
                                                        .toList()) + ")"
                                : ""));
            }
        }
        if (!plan.restated().isEmpty()) {
            parts.add(plan.restated().size() + " computed again");
        }
        String what = parts.isEmpty() ? (plan.isNew() ? "created" : "no model changed") : String.join(", ", parts);
        String back = plan.request().rollbackTo();
        return back == null ? what : "rolled back to plan %s: %s".formatted(back, what);
    }

    /** Success means that every view answers: a commit that returned is not taken for one that took effect. */
    private void verify(Plan plan) {
        ViewChanges changes = plan.views();
        var views = new ArrayList<TableName>();
        changes.create().forEach(view -> views.add(view.view()));
        changes.update().forEach(view -> views.add(view.view()));
        new AnsweringViews(warehouses).require(views);
    }

    /** Says that the statements after a promotion have run. */
    void afterAllDone(EnvironmentName name, String planId) {
        StateStore state = connections.state(gateway);
        state.transaction(transaction -> {
            transaction
                    .environment(name)
                    .filter(env -> env.planId().equals(planId))
                    .ifPresent(env -> transaction.writeEnvironment(env.afterAllDone()));
            transaction.deleteJournal(planId);
            return null;
        });
    }

    static String drop(TableName view) {
        return TableDdl.drop(view, EngineSession.RelationType.VIEW);
    }
}
