package dev.vmsh.work;

import dev.vmsh.engine.AuditSql;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.AuditQueries;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the audits of models. Safe for several threads. */
final class Audits {
    private static final int SHOWN = 3;

    private final AuditQueries queries;
    private final ModelRenderer renderer;
    private final Project project;
    private final Function<TableName, Optional<Replacement>> reads;

    /** @param reads what each table that an audit reads becomes */
    Audits(Project project, ModelRenderer renderer, Function<TableName, Optional<Replacement>> reads) {
        this.queries = new AuditQueries(project, renderer);
        this.project = project;
        this.renderer = renderer;
        this.reads = reads;
    }

    /**
     * @param failures how many rows are at fault; 0 if it passed.
     * @param sample the first of them as text
     */
    record Outcome(AuditCall call, boolean blocking, boolean skipped, long failures, String sql, List<String> sample) {
        /** How many rows are at fault, for people. */
        String rows() {
            return failures + (failures == 1 ? " row" : " rows");
        }
    }

    /** When audits are run, which decides what a failure of a blocking one means. */
    enum Occasion {
        /** Within the transaction of a batch. */
        BATCH("the table is as it was"),
        /** When everything is computed. */
        COMPUTED("until then its rows, and those computed from them, count as missing"),
        /** On rows that were there before the audit was. */
        CHANGED("nothing was promoted"),
        /** Before anything is computed from a table that is not vmsh's. */
        EXTERNAL("nothing was computed"),
        /** On rows that are for a look only: then no failure stops anything. */
        PREVIEW("");

        private final String consequence;

        Occasion(String consequence) {
            this.consequence = consequence;
        }

        /** What the user is told of a failure. */
        String consequence() {
            return consequence;
        }

        static Occasion of(Backfill backfill, Occasion deployable) {
            return backfill.preview() ? PREVIEW : deployable;
        }
    }

    /**
     * Runs audits of a model.
     *
     * @param calls which of them
     * @return how many audits ran
     * @throws AuditFailedException if a blocking one failed
     */
    int run(
            EngineSession session,
            Snapshot snapshot,
            List<AuditCall> calls,
            TableName table,
            Interval interval,
            Instant execution,
            Occasion occasion,
            Consumer<? super WorkEvent> events) {
        Model model = snapshot.model();
        int ran = 0;
        for (AuditCall call : calls) {
            Outcome outcome = run(session, model, call, table, interval, execution);
            if (outcome.skipped()) {
                continue;
            }
            ran++;
            if (outcome.failures() > 0) {
                if (outcome.blocking() && occasion != Occasion.PREVIEW) {
                    throw new AuditFailedException(model, outcome, occasion);
                }
                events.accept(new WorkEvent.Notice("audit %s of %s failed on %s (not blocking)"
                        .formatted(call.name(), model.name(), outcome.rows())));
            }
        }
        return ran;
    }

    /** One audit, without judging it. */
    Outcome run(
            EngineSession session, Model model, AuditCall call, TableName table, Interval interval, Instant execution) {
        if (queries.skipped(model, call)) {
            return new Outcome(call, false, true, 0, "", List.of());
        }
        List<Column> columns = model.kind() instanceof Kind.IncrementalByTimeRange
                ? session.columns(table).orElse(List.of())
                : List.of();
        String thisModel = AuditSql.thisModel(model, table, columns, interval);
        var request = new RenderRequest("auditing", interval, execution, table, reads);
        String sql = queries.query(model, call, thisModel, request);
        boolean blocking = queries.blocking(model, call);
        long failures = count(session, AuditSql.count(sql));
        List<String> sample = failures > 0 ? sample(session, AuditSql.sample(sql, SHOWN)) : List.of();
        return new Outcome(call, blocking, false, failures, sql, sample);
    }

    /** An audit that belongs to no model, without judging it. */
    Outcome runAlone(EngineSession session, Audit audit, Instant execution) {
        var call = new AuditCall(audit.name(), Map.of(), null);
        if (audit.skip()) {
            return new Outcome(call, false, true, 0, "", List.of());
        }
        String sql =
                renderer.standaloneAudit(project, audit, new RenderRequest("auditing", null, execution, null, reads));
        long failures = count(session, AuditSql.count(sql));
        List<String> sample = failures > 0 ? sample(session, AuditSql.sample(sql, SHOWN)) : List.of();
        return new Outcome(call, audit.blocking(), false, failures, sql, sample);
    }

    private static long count(EngineSession session, String sql) {
        try (Rows rows = session.query(sql)) {
            rows.next();
            return ((Number) rows.value(0)).longValue();
        }
    }

    private static List<String> sample(EngineSession session, String sql) {
        var sample = new ArrayList<String>();
        try (Rows rows = session.query(sql)) {
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    cells.add(rows.columns().get(i).name() + " = " + rows.value(i));
                }
                sample.add(String.join(", ", cells));
            }
        }
        return sample;
    }

    /** On the warehouse of {@code site}, audits of models that were only changed in their metadata: what is there must pass what is new. */
    void runChanged(
            Plan plan,
            Set<TableName> computed,
            Warehouses warehouses,
            String site,
            BatchRunner.Context context,
            Consumer<? super WorkEvent> events) {
        List<Change> changed = plan.changes().stream()
                .filter(change -> change.type() == ChangeType.METADATA && change.before() != null)
                .filter(change -> !computed.contains(change.model()))
                .filter(change -> !change.before()
                        .model()
                        .properties()
                        .audits()
                        .equals(change.after().model().properties().audits()))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        try (EngineSession session = warehouses.connections().engine(site).open()) {
            for (Change change : changed) {
                Snapshot snapshot = change.after();
                if (!snapshot.model().kind().symbolic()) {
                    TableName table = context.deployability().readFrom(snapshot);
                    if (warehouses.gatewayOf(table).equals(site)) {
                        TableName here = warehouses.local(table);
                        List<AuditCall> calls = context.order().withBatches(snapshot.model());
                        run(session, snapshot, calls, here, null, context.execution(), Occasion.CHANGED, events);
                    }
                }
            }
        }
    }
}
