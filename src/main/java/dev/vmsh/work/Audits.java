package dev.vmsh.work;

import dev.vmsh.engine.AuditSql;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.BuiltInAudits;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the audits of models. Safe for several threads. */
final class Audits {
    private static final int SHOWN = 3;

    private final Project project;
    private final ModelRenderer renderer;
    private final Function<TableName, Optional<Replacement>> reads;

    /** @param reads what each table that an audit reads becomes */
    Audits(Project project, ModelRenderer renderer, Function<TableName, Optional<Replacement>> reads) {
        this.project = project;
        this.renderer = renderer;
        this.reads = reads;
    }

    /**
     * @param failures how many rows are at fault; 0 if it passed.
     * @param sample the first of them as text
     */
    record Outcome(AuditCall call, boolean blocking, boolean skipped, long failures, String sql, List<String> sample) {}

    /**
     * Runs every audit of a batch.
     *
     * @param preview whether the rows are for a look only: then no failure stops the batch
     * @return how many audits ran
     * @throws AuditFailedException if a blocking one failed
     */
    int run(
            EngineSession session,
            Snapshot snapshot,
            TableName table,
            Interval interval,
            Instant execution,
            boolean preview,
            Consumer<? super WorkEvent> events) {
        Model model = snapshot.model();
        int ran = 0;
        for (AuditCall call : model.properties().audits()) {
            Outcome outcome = run(session, model, call, table, interval, execution);
            if (outcome.skipped()) {
                continue;
            }
            ran++;
            if (outcome.failures() > 0) {
                if (outcome.blocking() && !preview) {
                    throw new AuditFailedException(model, outcome);
                }
                events.accept(new WorkEvent.Notice("audit %s of %s failed on %d row%s (not blocking)"
                        .formatted(call.name(), model.name(), outcome.failures(), outcome.failures() == 1 ? "" : "s")));
            }
        }
        return ran;
    }

    /** One audit, without judging it. */
    Outcome run(
            EngineSession session, Model model, AuditCall call, TableName table, Interval interval, Instant execution) {
        Optional<Audit> own = project.audit(model, call.name());
        if (own.isPresent() && own.get().skip()) {
            return new Outcome(call, false, true, 0, "", List.of());
        }
        List<Column> columns = model.kind() instanceof Kind.IncrementalByTimeRange
                ? session.columns(table).orElse(List.of())
                : List.of();
        String thisModel = AuditSql.thisModel(model, table, columns, interval);
        var request = new RenderRequest("auditing", interval, execution, table, reads);
        String sql = own.map(audit -> renderer.audit(audit, model, call.arguments(), thisModel, request))
                .orElseGet(() -> BuiltInAudits.query(expanded(call, model, request), renderer.target(model), thisModel)
                        .orElseThrow(() -> BuiltInAudits.unknown(
                                call.name(), project.audits().keySet())));
        boolean blocking = call.blocking() != null
                ? call.blocking()
                : own.map(Audit::blocking).orElseGet(() -> BuiltInAudits.blocking(call));
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

    private AuditCall expanded(AuditCall call, Model model, RenderRequest request) {
        Map<String, String> arguments = new HashMap<>();
        call.arguments().forEach((name, text) -> arguments.put(name, renderer.expand(model, text, request)));
        return new AuditCall(call.name(), arguments, call.blocking());
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
                        run(session, snapshot, here, null, context.execution(), false, events);
                    }
                }
            }
        }
    }
}
