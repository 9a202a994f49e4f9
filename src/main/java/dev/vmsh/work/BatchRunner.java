package dev.vmsh.work;

import dev.vmsh.engine.Batch;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Load;
import dev.vmsh.engine.LoadCheck;
import dev.vmsh.engine.LoadScript;
import dev.vmsh.engine.LoadSql;
import dev.vmsh.engine.Loads;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.project.SeedRows;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.QueryRecord;
import dev.vmsh.state.StateTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Computes batches. A batch's rows, its audits and the record that it is done are one transaction where state and rows are in one
 * database; otherwise the rows are committed first, so that nothing is ever recorded that is not there. Safe for several threads.
 */
final class BatchRunner {
    private final Warehouses warehouses;
    private final String site;
    private final Connections connections;
    private final String gateway;
    private final Identity identity;
    private final Context context;
    private final LeaseKeeper lease;
    private final Stop stop;
    private final boolean journaled;
    private final ModelRenderer renderer;
    private final EngineTraits traits;
    private final boolean comments;
    private final Audits audits;
    /** Physical tables known to be there, so that each is looked up once. */
    private final Set<TableName> existing = ConcurrentHashMap.newKeySet();
    /** What was computed of each physical table, likewise. */
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
     * @param journaled whether the plan has an entry in the journal, which then tells what is done
     */
    BatchRunner(
            Warehouses warehouses,
            String site,
            Identity identity,
            Context context,
            LeaseKeeper lease,
            Stop stop,
            boolean journaled) {
        this.warehouses = warehouses;
        this.site = site;
        this.connections = warehouses.connections();
        this.gateway = warehouses.home();
        this.identity = identity;
        this.context = context;
        this.lease = lease;
        this.stop = stop;
        this.journaled = journaled;
        this.renderer = connections.renderer(site);
        this.traits = connections.engine(site).traits();
        this.comments = connections.registersComments(site);
        Project project = connections.project(gateway);
        this.audits = new Audits(project, renderer, reads());
    }

    private TableReads reads() {
        return new TableReads(
                context.snapshots(), context.deployability(), renderer, warehouses, site, context.execution());
    }

    /** Makes the physical schemas and finds out which of {@code tables} are there already. */
    void prepare(List<TableName> tables) {
        var schemas = new TreeSet<String>();
        tables.forEach(table -> schemas.add(table.schema()));
        if (schemas.isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(site).open()) {
            schemas.forEach(session::createSchema);
            existing.addAll(session.relations(schemas).keySet());
            if (!warehouses.isHome(site)) {
                warehouses.marks(site).prepare(session, true);
            }
        }
        recorded.putAll(connections.state(gateway).intervals(tables));
    }

    /** Makes the tables of models for which nothing is computed, empty. */
    void create(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(site).open()) {
            for (Snapshot snapshot : snapshots) {
                TableName table = warehouses.local(context.deployability().readFrom(snapshot));
                if (!existing.contains(table)) {
                    createEmpty(session, snapshot, table);
                }
            }
        }
    }

    /** Makes the tables of {@code work} that are not there yet, empty, within the caller's transaction. */
    void createMissing(EngineSession session, List<Backfill> work) {
        for (Backfill backfill : work) {
            TableName table = warehouses.local(backfill.table());
            session.createSchema(table.schema());
            if (session.columns(table).isEmpty()) {
                createEmpty(session, backfill.snapshot(), table);
            }
        }
    }

    private void createEmpty(EngineSession session, Snapshot snapshot, TableName table) {
        Model model = snapshot.model();
        if (model.kind() instanceof Kind.View) {
            session.execute(TableDdl.replaceView(table, query(model, table, null, "creating")));
            return;
        }
        if (model.kind() instanceof Kind.Seed seed) {
            try (SeedRows rows = connections.seeds().open(seed.file())) {
                session.execute(TableDdl.createEmpty(table, seedColumns(model, rows), Map.of(), traits));
            }
            return;
        }
        Interval none = new Interval(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        Interval range = model.kind() instanceof Kind.Full ? null : none;
        String query = query(model, table, range, "creating");
        List<Column> columns = columns(session, model, table, query);
        session.execute(TableDdl.createEmpty(table, columns, properties(model, columns), traits));
    }

    private Map<String, String> properties(Model model, List<Column> columns) {
        Map<String, String> physical = renderer.physicalProperties(model, request(null, null, "creating"));
        return traits.storage().properties(model, physical, columns);
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
            if (traits.transactionalDdl()) {
                warehouses
                        .transactions(site, lease)
                        .write(
                                warehouses.marks(site),
                                session -> {
                                    while (tasks.hasNext()) {
                                        results.add(write(session, tasks.next(), work, events));
                                    }
                                    return work.batches();
                                },
                                transaction -> record(transaction, work));
            } else {
                results.add(pending(tasks.next(), work, events));
            }
        } catch (RuntimeException e) {
            work.made().forEach(existing::remove);
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
                            if (isDone(task.backfill(), task.interval())) {
                                work.batches().add(task.batch());
                                return new Result(-1, 0);
                            }
                            return write(session, task, work, events);
                        },
                        transaction -> record(transaction, work));
    }

    /** Nothing where another environment with the same version was faster. */
    private Result write(EngineSession session, Task task, Work work, Consumer<? super WorkEvent> events) {
        if (doneElsewhere(task)) {
            return new Result(-1, 0);
        }
        var queries = new QueryLog();
        TableName model = task.backfill().model();
        Result result = queries.during(
                session, model, events, () -> stop.during(session, () -> compute(session, task, work.made(), events)));
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

    /** @param made gets the table if this made it */
    private Result compute(EngineSession session, Task task, List<TableName> made, Consumer<? super WorkEvent> events) {
        Backfill backfill = task.backfill();
        int index = task.index();
        Interval interval = task.interval();
        boolean first = index == 0 && done(task).isEmpty();
        Snapshot snapshot = backfill.snapshot();
        Model model = snapshot.model();
        TableName table = warehouses.local(backfill.table());
        if (doneMeanwhile(session, backfill, interval)) {
            return new Result(-1, 0);
        }
        String stage = existing.contains(table) ? "evaluating" : "creating";
        for (String statement : renderer.before(model, request(table, interval, stage))) {
            session.execute(statement);
        }
        long rows = write(session, backfill, index, interval, first, stage, events);
        for (String statement : renderer.after(model, request(table, interval, stage))) {
            session.execute(statement);
        }
        if (existing.add(table)) {
            made.add(table);
            describe(session, model, table);
        }
        int audited = audits.run(
                session,
                snapshot,
                context.order().withBatches(model),
                table,
                interval,
                context.execution(),
                Audits.Occasion.of(backfill, Audits.Occasion.BATCH),
                events);
        return new Result(rows, audited);
    }

    /** Lets two sessions that compute the same table for two environments do it once: the second finds it done. */
    private boolean doneMeanwhile(EngineSession session, Backfill backfill, Interval interval) {
        TableName table = backfill.table();
        TableName here = warehouses.local(table);
        boolean shared = session.takeTurns("batch %s %s".formatted(table, interval), null);
        if (!existing.contains(here)) {
            shared |= session.takeTurns("table " + table, null);
            if (shared && session.columns(here).isPresent()) {
                existing.add(here);
            }
        }
        if (!shared) {
            return false;
        }
        return isDone(backfill, interval);
    }

    private boolean isDone(Backfill backfill, Interval interval) {
        TableName table = backfill.table();
        IntervalSet now = connections.state(gateway).intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
        return now.minus(backfill.recorded()).covers(interval);
    }

    /** Gives a table that has just been made its comments and grants. */
    private void describe(EngineSession session, Model model, TableName table) {
        ModelProperties properties = model.properties();
        if (!properties.grants().isEmpty() && !properties.grantsTargetLayer().equals("virtual")) {
            session.grant(table, properties.grants());
        }
        boolean described = properties.description() != null
                || !properties.columnDescriptions().isEmpty();
        if (!described || !comments) {
            return;
        }
        RelationType type = model.kind() instanceof Kind.View ? RelationType.VIEW : RelationType.TABLE;
        var columns = new HashMap<>(properties.columnDescriptions());
        columns.keySet()
                .retainAll(session.columns(table).orElse(List.of()).stream()
                        .map(Column::name)
                        .toList());
        TableDdl.comments(table, type, properties.description(), columns, traits)
                .forEach(session::execute);
    }

    private long write(
            EngineSession session,
            Backfill backfill,
            int index,
            Interval interval,
            boolean first,
            String stage,
            Consumer<? super WorkEvent> events) {
        Model model = backfill.snapshot().model();
        TableName table = warehouses.local(backfill.table());
        if (model.kind() instanceof Kind.View) {
            if (!existing.contains(table) || !traits.viewsBoundAtCreation()) {
                session.execute(TableDdl.replaceView(table, query(model, table, null, stage)));
            }
            return -1;
        }
        if (model.kind() instanceof Kind.Seed seed) {
            return seed(session, model, seed, table);
        }
        Interval range = model.kind() instanceof Kind.Full ? null : interval;
        String query = query(model, table, range, stage);
        List<Column> columns = columns(session, model, table, query);
        boolean there = existing.contains(table);
        if (!there && traits.storedTypesDiffer() && !(model.kind() instanceof Kind.Full)) {
            session.execute(TableDdl.createEmpty(table, columns, properties(model, columns), traits));
            columns = session.columns(table).orElse(columns);
            there = true;
        }
        String storage = traits.storage().clause(properties(model, columns));
        var batch = new Batch(table, there, columns, query, storage, context.id() + "_" + index);
        Load load = Loads.of(
                        model,
                        batch,
                        new Loads.Occasion(first, range, context.execution()),
                        text -> renderer.expand(model, text, request(table, range, stage)))
                .orElseThrow(() -> new IllegalStateException("nothing fills " + model.name()));
        if (!batch.exists() && !(load instanceof Load.Replace)) {
            session.execute(TableDdl.createEmpty(table, columns, properties(model, columns), traits));
        }
        LoadScript script = LoadSql.script(load, traits);
        script.prepare().forEach(session::execute);
        script.checks().forEach(check -> check(session, model, check, events));
        long rows = -1;
        for (String statement : script.apply()) {
            long affected = session.execute(statement);
            rows = statement.startsWith("INSERT") || statement.startsWith("MERGE") ? affected : rows;
        }
        return load instanceof Load.Replace ? count(session, table) : rows;
    }

    /** A table that was replaced has as many rows as were written; drivers do not tell for CREATE TABLE AS. */
    private static long count(EngineSession session, TableName table) {
        try (Rows rows = session.query("SELECT COUNT(*) FROM " + table.quoted())) {
            rows.next();
            return ((Number) rows.value(0)).longValue();
        }
    }

    private static void check(EngineSession session, Model model, LoadCheck check, Consumer<? super WorkEvent> events) {
        try (Rows rows = session.query(check.query())) {
            if (!rows.next()) {
                return;
            }
            var shown = new ArrayList<String>();
            for (int i = 0; i < rows.columns().size(); i++) {
                shown.add(rows.columns().get(i).name() + " = " + rows.value(i));
            }
            String found = "%s: %s (%s)".formatted(model.name(), check.message(), String.join(", ", shown));
            if (!check.blocking()) {
                events.accept(new WorkEvent.Notice(found));
                return;
            }
            throw new VmshException(found, "Mend the query in %s:%d, or its key".formatted(model.file(), model.line()));
        }
    }

    private long seed(EngineSession session, Model model, Kind.Seed seed, TableName table) {
        try (SeedRows rows = connections.seeds().open(seed.file())) {
            List<Column> columns = seedColumns(model, rows);
            if (existing.contains(table)) {
                session.execute(TableDdl.drop(table, RelationType.TABLE));
            }
            session.execute(TableDdl.createEmpty(table, columns, properties(model, columns), traits));
            return session.load(table, columns, rows.only(columns));
        }
    }

    private List<Column> seedColumns(Model model, SeedRows rows) {
        return typed(
                model.properties().columns().isEmpty()
                        ? rows.columns()
                        : model.properties().columns());
    }

    /** Declared columns, with the engine's names for their types. */
    private List<Column> typed(List<Column> declared) {
        return connections.engine(site).typed(declared);
    }

    private String query(Model model, TableName table, Interval range, String stage) {
        return renderer.query(model, request(table, range, stage));
    }

    private RenderRequest request(TableName table, Interval range, String stage) {
        return new RenderRequest(stage, range, context.execution(), table, reads());
    }

    /** Columns of a model's table: those it has, else those declared, else those that the query gives. */
    private List<Column> columns(EngineSession session, Model model, TableName table, String query) {
        if (existing.contains(table)) {
            Optional<List<Column>> live = session.columns(table);
            if (live.isPresent()) {
                return live.get();
            }
        }
        List<Column> declared = typed(model.properties().columns());
        if (!declared.isEmpty() && declared.stream().allMatch(column -> column.type() != null)) {
            return Loads.tableColumns(model.kind(), declared);
        }
        return Loads.tableColumns(model.kind(), merged(new QueryColumns(session, model, table).of(query), declared));
    }

    private static List<Column> merged(List<Column> described, List<Column> declared) {
        var types = new HashMap<String, String>();
        declared.forEach(column -> {
            if (column.type() != null) {
                types.put(column.name(), column.type());
            }
        });
        return described.stream()
                .map(column -> new Column(column.name(), types.getOrDefault(column.name(), column.type())))
                .toList();
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
