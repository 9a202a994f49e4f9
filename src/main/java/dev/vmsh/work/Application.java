package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.project.AuditQueries;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One application of one plan, by a session that holds its environment. Used once. */
final class Application {
    private static final int FEW_INTERVALS = 24;

    private final Connections connections;
    private final Identity identity;
    private final Clock clock;
    private final String gateway;
    private final Plan plan;
    private final StateStore state;
    private final LeaseKeeper lease;
    private final Stop stop;
    private final Consumer<? super WorkEvent> events;
    private final Warehouses warehouses;
    private final AuditOrder auditOrder;
    private final BatchRunners batches;
    private final PlanAudits audits;

    /** @param journaled whether the plan has an entry in the journal, so that it can be resumed */
    Application(
            Connections connections,
            Identity identity,
            Clock clock,
            String gateway,
            Plan plan,
            StateStore state,
            LeaseKeeper lease,
            Stop stop,
            boolean journaled,
            Consumer<? super WorkEvent> events) {
        this.connections = connections;
        this.identity = identity;
        this.clock = clock;
        this.gateway = gateway;
        this.plan = plan;
        this.state = state;
        this.lease = lease;
        this.stop = stop;
        this.events = events;
        this.warehouses = new Warehouses(connections, gateway);
        Project project = connections.project(gateway);
        this.auditOrder = AuditOrder.of(
                plan, new AuditQueries(project, connections.renderer(gateway)), () -> PlanAudits.shown(state));
        BatchRunner.Context context = BatchRunner.Context.of(plan, auditOrder);
        this.batches = new BatchRunners(
                warehouses,
                site -> new BatchRunner(warehouses, site, project, identity, context, lease, stop, journaled));
        this.audits = new PlanAudits(plan, project, auditOrder, batches, state, events);
    }

    Applier.Applied apply(Instant began, Optional<Unfinished.Rest> rest) {
        new DialectCheck(warehouses, plan).run();
        new PromotionCheck(warehouses, plan, batches).run();
        state.transaction(transaction -> {
            lease.require(transaction);
            transaction.addSnapshots(newSnapshots());
            announceChanges(transaction);
            new Restated(connections, gateway, plan).forget(transaction);
            transaction.writeJournal(
                    journal(rest.map(before -> before.done().size()).orElse(0)));
            rest.ifPresent(before -> {
                transaction.addDone(plan.planId(), before.done());
                transaction.deleteJournal(before.from().planId());
            });
            return null;
        });
        var statements = new EnvironmentStatements(connections, gateway, plan);
        if (!plan.next().beforeAll().isEmpty()) {
            events.accept(new WorkEvent.Stage("before_all"));
            statements.runBeforeAll();
        }
        List<Backfill> early =
                plan.backfill().stream().filter(b -> !b.afterMigration()).toList();
        List<Backfill> late =
                plan.backfill().stream().filter(Backfill::afterMigration).toList();
        audits.before();
        batches.prepare(plan);
        var empty = new EmptyTables(batches, plan);
        Progress progress = backfill(early, empty, Progress.NONE);
        // What is made empty has the columns that its parents have then.
        boolean ahead =
                !late.isEmpty() || (!plan.migrate().isEmpty() && !plan.create().isEmpty());
        if (ahead) {
            Migration.ahead(warehouses, batches, plan, events);
        }
        empty.makeRest();
        progress = backfill(late, empty, progress);
        if (plan.request().rules().emptyBackfill()) {
            new EmptyBackfill(state, lease).record(plan);
        }
        batches.auditUncomputed(plan, events);
        Set<DoneBatch> doneBefore = rest.map(Unfinished.Rest::done).orElse(Set.of());
        audits.after(doneBefore, gone -> takeBack(gone, Optional.of(journal(doneBefore.size()))));
        if (stop.wanted()) {
            throw InterruptedWorkException.after(progress.batches());
        }
        Environment environment = promote();
        runAfterAll(statements);
        return new Applier.Applied(
                environment, progress.batches(), progress.rows(), Duration.between(began, clock.instant()));
    }

    /** Statements after a run are run even if a model failed, as they may be what tells someone. */
    Applier.Applied compute(Instant began, Environment environment) {
        var statements = new EnvironmentStatements(connections, gateway, environment, plan.executionTime());
        statements.runBeforeAll();
        try {
            audits.before();
            batches.prepare(plan);
            Progress progress = backfill(plan.backfill(), new EmptyTables(batches, plan), Progress.NONE);
            audits.after(Set.of(), gone -> takeBack(gone, Optional.empty()));
            return new Applier.Applied(
                    environment, progress.batches(), progress.rows(), Duration.between(began, clock.instant()));
        } finally {
            statements.runAfterAll();
        }
    }

    /** Before any table is changed: should the plan stop on its way, it is known which ones may not be as before. */
    private void announceChanges(StateTransaction transaction) {
        if (!plan.migrate().isEmpty()) {
            transaction
                    .environment(plan.environment())
                    .ifPresent(now -> transaction.writeEnvironment(
                            now.with(now.changed().changedFor(plan.migrate(), now.pointers()))));
        }
    }

    private List<Snapshot> newSnapshots() {
        return plan.snapshots().values().stream()
                .filter(snapshot -> plan.newSnapshots().contains(snapshot.id()))
                .toList();
    }

    private Progress backfill(List<Backfill> work, EmptyTables empty, Progress before) {
        if (work.isEmpty()) {
            return before;
        }
        events.accept(new WorkEvent.Stage("backfill"));
        var scheduler = new Scheduler(
                batches, plan.snapshots(), empty, auditOrder, connections.concurrentTasks(gateway), stop, events);
        Progress progress = scheduler.run(work);
        compact(work);
        return before.plus(progress);
    }

    /** A row for each batch is a lot after some years of hours: once there are many of a table, they become one. */
    private void compact(List<Backfill> work) {
        state.transaction(transaction -> {
            lease.require(transaction);
            transaction.compactIntervals(work.stream().map(Backfill::table).toList(), FEW_INTERVALS);
            return null;
        });
    }

    /** Makes batches missing again. A resumed plan does those again that its entry in the journal does not call done. */
    private void takeBack(List<DoneBatch> gone, Optional<JournalEntry> entry) {
        Set<TableName> tables = gone.stream().map(DoneBatch::table).collect(Collectors.toSet());
        List<DoneBatch> kept = state.done(plan.planId()).stream()
                .filter(batch -> !tables.contains(batch.table()))
                .toList();
        state.transaction(transaction -> {
            lease.require(transaction);
            gone.forEach(batch -> transaction.removeInterval(batch.table(), batch.interval()));
            entry.ifPresent(journal -> {
                transaction.deleteJournal(plan.planId());
                transaction.writeJournal(journal);
                transaction.addDone(plan.planId(), kept);
            });
            return null;
        });
    }

    private Environment promote() {
        events.accept(new WorkEvent.Stage("promote"));
        var promoter = new Promoter(warehouses, identity, clock);
        Environment environment = promoter.promote(plan, lease, events);
        ViewChanges views = plan.views();
        events.accept(new WorkEvent.Promoted(
                views.create().size(), views.update().size(), views.drop().size()));
        return environment;
    }

    private void runAfterAll(EnvironmentStatements statements) {
        if (!plan.next().afterAll().isEmpty()) {
            events.accept(new WorkEvent.Stage("after_all"));
            statements.runAfterAll();
            new Promoter(warehouses, identity, clock).afterAllDone(plan.environment(), plan.planId());
        }
    }

    /**
     * A restatement is only the same one at the same time.
     *
     * @param before batches that an earlier try has finished
     */
    private JournalEntry journal(int before) {
        PlanRequest asked =
                plan.restated().isEmpty() ? plan.request() : plan.request().at(plan.executionTime());
        return new JournalEntry(
                plan.planId(),
                plan.environment().identifier(),
                identity.text(),
                clock.instant(),
                "backfill",
                0,
                before + plan.batches(),
                RequestJson.write(asked),
                null);
    }

    /** How much was computed. */
    record Progress(int batches, long rows) {
        static final Progress NONE = new Progress(0, -1);

        Progress plus(Progress more) {
            long sum = rows < 0 ? more.rows : more.rows < 0 ? rows : rows + more.rows;
            return new Progress(batches + more.batches, sum);
        }
    }
}
