package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.StateTransaction;
import dev.vmsh.work.BatchSql.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Computes batches. A batch's rows, its audits and the record that it is done are one transaction where state and rows are in one
 * database; otherwise the rows are committed first, so that nothing is ever recorded that is not there. Safe for several threads.
 */
final class BatchRunner {
    private final Warehouses warehouses;
    private final String site;
    private final Connections connections;
    private final String gateway;
    private final WarehouseMarks marks;
    private final Identity identity;
    private final Context context;
    private final LeaseKeeper lease;
    private final Stop stop;
    private final boolean journaled;
    private final BatchSql sql;
    private final PhysicalTables physical;
    private final Audits audits;
    /** What was computed of each table when the work began, and since then here. */
    private final Map<TableName, IntervalSet> recorded = new ConcurrentHashMap<>();

    /**
     * What batches are computed with.
     *
     * @param id tells the temporary tables of this work from those of others
     * @param order which audits are run with each batch
     */
    record Context(
            String id,
            Map<TableName, Snapshot> snapshots,
            Deployability deployability,
            Instant execution,
            AuditOrder order) {
        static Context of(Plan plan, AuditOrder order) {
            return new Context(plan.planId(), plan.snapshots(), plan.deployability(), plan.executionTime(), order);
        }
    }

    /**
     * One batch of a model.
     *
     * @param index among those of {@code backfill}, from 0
     */
    record Task(Backfill backfill, int index) {
        TableName table() {
            return backfill.table();
        }

        Interval interval() {
            return backfill.batches().get(index);
        }

        DoneBatch batch() {
            return new DoneBatch(table(), interval());
        }
    }

    /** @param rows written, or -1 if the engine does not tell */
    record Result(long rows, int audits) {}

    /**
     * @param site the gateway whose warehouse holds the tables
     * @param project whose audits are run
     * @param journaled whether the plan has an entry in the journal, which then tells what is done
     */
    BatchRunner(
            Warehouses warehouses,
            String site,
            Project project,
            Identity identity,
            Context context,
            LeaseKeeper lease,
            Stop stop,
            boolean journaled) {
        this.warehouses = warehouses;
        this.site = site;
        this.connections = warehouses.connections();
        this.gateway = warehouses.home();
        this.marks = warehouses.marks(site);
        this.identity = identity;
        this.context = context;
        this.lease = lease;
        this.stop = stop;
        this.journaled = journaled;
        ModelRenderer renderer = connections.renderer(site);
        var reads = new TableReads(
                context.snapshots(), context.deployability(), renderer, warehouses, site, context.execution());
        this.sql = new BatchSql(renderer, reads, context.execution());
        this.physical = new PhysicalTables(connections, site, sql);
        this.audits = new Audits(project, renderer, reads);
    }

    /** Makes the physical schemas and finds out which of {@code tables} are there already. */
    void prepare(List<TableName> tables) {
        var schemas = new TreeSet<String>();
        tables.forEach(table -> schemas.add(table.schema()));
        if (schemas.isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(site).open()) {
            physical.prepare(session, schemas);
            if (!warehouses.isHome(site)) {
                marks.prepare(session, true);
            }
        }
        recorded.putAll(connections.state(gateway).intervals(tables));
    }

    /** Makes the tables of {@code snapshots} that are not there, empty. */
    void create(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(site).open()) {
            for (Snapshot snapshot : snapshots) {
                TableName table = warehouses.local(context.deployability().readFrom(snapshot));
                if (!physical.isThere(table)) {
                    physical.createEmpty(session, snapshot.model(), table);
                    physical.found(table);
                }
            }
        }
    }

    /** Makes the table of a model that is read before it is computed, empty, within the caller's transaction. */
    void createUnlessThere(EngineSession session, Snapshot snapshot) {
        TableName table = warehouses.local(context.deployability().readFrom(snapshot));
        if (!physical.isThere(table)) {
            physical.createEmpty(session, snapshot.model(), table);
            physical.found(table);
            physical.describe(session, snapshot.model(), table);
        }
    }

    /** Makes the tables of {@code work} that are not there yet, empty, within the caller's transaction. */
    void createMissing(EngineSession session, List<Backfill> work) {
        for (Backfill backfill : work) {
            TableName table = warehouses.local(backfill.table());
            session.createSchema(table.schema());
            if (session.columns(table).isEmpty()) {
                physical.createEmpty(session, backfill.snapshot().model(), table);
            }
        }
    }

    /**
     * Whether the batches of {@code backfill} may share a transaction with others. Not where other sessions would wait for it longer than
     * for one batch alone, nor where the model has statements of its own, which may do what no transaction undoes.
     */
    boolean sharesTransactions(Backfill backfill) {
        var statements = backfill.snapshot().model().statements();
        return !connections.engine(site).openToOthers()
                && statements.before().isEmpty()
                && statements.after().isEmpty();
    }

    /**
     * Computes batches and records them: in one transaction where the engine has them, else the first one alone.
     *
     * @param tasks asked for the next one when the one before is computed
     * @return what each wrote, in order
     */
    List<Result> run(Iterator<Task> tasks, Consumer<? super WorkEvent> events) {
        var results = new ArrayList<Result>();
        var work = new Work(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            if (physical.traits().transactionalDdl()) {
                warehouses
                        .transactions(site, lease)
                        .write(
                                marks,
                                (session, now) -> {
                                    while (tasks.hasNext()) {
                                        results.add(write(session, tasks.next(), work, now, events));
                                    }
                                    return work.batches();
                                },
                                transaction -> record(transaction, work));
            } else {
                results.add(pending(tasks.next(), work, events));
            }
        } catch (RuntimeException e) {
            physical.forget(work.made());
            throw e;
        }
        work.batches()
                .forEach(batch -> recorded.merge(batch.table(), IntervalSet.of(batch.interval()), IntervalSet::union));
        return results;
    }

    /**
     * What has been done since the last commit.
     *
     * @param made tables that were not there before
     */
    private record Work(List<DoneBatch> batches, List<TableName> made, List<QueryRecord> queries) {}

    private void record(StateTransaction transaction, Work work) {
        lease.require(transaction);
        transaction.addIntervals(work.batches());
        transaction.addQueries(work.queries());
        if (journaled) {
            transaction.addDone(context.id(), work.batches());
        }
    }

    private Result pending(Task task, Work work, Consumer<? super WorkEvent> events) {
        if (doneElsewhere(task)) {
            return new Result(-1, 0);
        }
        return new PendingWrites(connections.engine(site), connections.state(gateway), identity)
                .run(
                        task.table(),
                        task.interval(),
                        lease,
                        stop,
                        session -> {
                            if (isDone(task, this::recordedNow)) {
                                work.batches().add(task.batch());
                                return new Result(-1, 0);
                            }
                            return write(session, task, work, this::recordedNow, events);
                        },
                        transaction -> record(transaction, work));
    }

    private IntervalSet recordedNow(TableName table) {
        return connections.state(gateway).intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
    }

    /** @param now what is recorded of a table by now */
    private Result write(
            EngineSession session,
            Task task,
            Work work,
            Function<TableName, IntervalSet> now,
            Consumer<? super WorkEvent> events) {
        if (doneElsewhere(task)) {
            return new Result(-1, 0);
        }
        var queries = new QueryLog();
        TableName model = task.backfill().model();
        Result result = queries.during(
                session, model, events, () -> stop.during(session, () -> compute(session, task, work, now, events)));
        work.queries()
                .addAll(queries.records(
                        lease.first().environment(), context.id(), model, connections.state(gateway)::now));
        work.batches().add(task.batch());
        return result;
    }

    /** Whether another environment with the same version was faster. */
    private boolean doneElsewhere(Task task) {
        return done(task).minus(task.backfill().recorded()).covers(task.interval());
    }

    private IntervalSet done(Task task) {
        return recorded.getOrDefault(task.table(), IntervalSet.EMPTY);
    }

    /** Nothing where another session with the same version was faster. */
    private Result compute(
            EngineSession session,
            Task task,
            Work work,
            Function<TableName, IntervalSet> now,
            Consumer<? super WorkEvent> events) {
        Backfill backfill = task.backfill();
        Snapshot snapshot = backfill.snapshot();
        Model model = snapshot.model();
        TableName table = warehouses.local(backfill.table());
        if (takeTurns(session, task) && isDone(task, now)) {
            return new Result(-1, 0);
        }
        var moment = new Moment(table, task.interval(), physical.isThere(table) ? "evaluating" : "creating");
        sql.before(model, moment).forEach(session::execute);
        boolean first = task.index() == 0 && done(task).isEmpty();
        var load = new BatchLoad(
                session, physical, sql, connections.seeds(), context.id() + "_" + task.index(), first, events);
        long rows = load.write(model, moment);
        sql.after(model, moment).forEach(session::execute);
        if (physical.found(table)) {
            work.made().add(table);
            physical.describe(session, model, table);
        }
        int audited = audits.run(
                session,
                snapshot,
                context.order().withBatches(model),
                table,
                task.interval(),
                context.execution(),
                Audits.Occasion.of(backfill, Audits.Occasion.BATCH),
                events);
        return new Result(rows, audited);
    }

    /**
     * Lets two sessions that compute the same table for two environments do it once: the second finds it done.
     *
     * @return whether there can be another one
     */
    private boolean takeTurns(EngineSession session, Task task) {
        TableName table = task.table();
        TableName here = warehouses.local(table);
        String batch = "batch %s %s".formatted(table, task.interval());
        boolean there = physical.isThere(here);
        boolean shared = session.takeTurns(there ? List.of(batch) : List.of(batch, "table " + table), null);
        if (shared && !there && session.columns(here).isPresent()) {
            physical.found(here);
        }
        return shared;
    }

    private static boolean isDone(Task task, Function<TableName, IntervalSet> now) {
        return now.apply(task.table()).minus(task.backfill().recorded()).covers(task.interval());
    }

    /** Audits of models whose audits changed though nothing of them is computed. */
    void auditUncomputed(Plan plan, Consumer<? super WorkEvent> events) {
        var computed = new TreeSet<TableName>();
        plan.backfill().forEach(b -> computed.add(b.model()));
        audits.runChanged(plan, computed, warehouses, site, context, events);
    }

    /** Runs audits of what is computed already. */
    void audit(
            Snapshot snapshot,
            List<AuditCall> calls,
            TableName table,
            Interval interval,
            Audits.Occasion occasion,
            Consumer<? super WorkEvent> events) {
        try (EngineSession session = connections.engine(site).open()) {
            audits.run(
                    session, snapshot, calls, warehouses.local(table), interval, context.execution(), occasion, events);
        }
    }

    /** Runs an audit that belongs to no model. */
    Audits.Outcome audit(Audit alone) {
        try (EngineSession session = connections.engine(site).open()) {
            return audits.runAlone(session, alone, context.execution());
        }
    }
}
