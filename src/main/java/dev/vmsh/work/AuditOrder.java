package dev.vmsh.work;

import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.AuditQueries;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * When audits that read other models can be run. A model waits for what its audits read, and its audits run with its batches; but where
 * what they read waits for the model itself, they run when everything is computed. Immutable.
 *
 * @param waits for each model, those that its audits read and that do not wait for it
 * @param late for each model, the audits that run when everything is computed
 */
record AuditOrder(Map<TableName, Set<TableName>> waits, Map<TableName, List<AuditCall>> late) {
    AuditOrder {
        waits = Map.copyOf(waits);
        late = Map.copyOf(late);
    }

    /**
     * @param shown tables that environments show; they were audited before that
     * @throws dev.vmsh.problem.VmshException if an audit of what the plan computes or shows for the first time cannot be rendered
     */
    static AuditOrder of(Plan plan, AuditQueries queries, Supplier<Set<TableName>> shown) {
        var computed = new TreeSet<TableName>();
        plan.backfill().stream().map(Backfill::model).forEach(computed::add);
        var reads = new TreeMap<TableName, Map<AuditCall, Set<TableName>>>();
        for (Snapshot snapshot : plan.snapshots().values()) {
            Model model = snapshot.model();
            List<AuditCall> calls = model.properties().audits().stream()
                    .filter(call -> queries.mayReadOthers(model, call))
                    .toList();
            boolean runs = !calls.isEmpty()
                    && !model.kind().symbolic()
                    && (computed.contains(model.name())
                            || !shown.get().contains(plan.deployability().readFrom(snapshot)));
            if (runs) {
                reads.put(model.name(), reads(plan, model, calls, queries));
            }
        }
        return of(plan, reads);
    }

    /** For each audit, which other models of the plan it reads. */
    private static Map<AuditCall, Set<TableName>> reads(
            Plan plan, Model model, List<AuditCall> calls, AuditQueries queries) {
        var reads = new LinkedHashMap<AuditCall, Set<TableName>>();
        for (AuditCall call : calls) {
            Set<TableName> others = queries.reads(model, call, plan.executionTime());
            others.retainAll(plan.snapshots().keySet());
            reads.put(call, others);
        }
        return reads;
    }

    private static AuditOrder of(Plan plan, Map<TableName, Map<AuditCall, Set<TableName>>> reads) {
        var edges = new TreeMap<TableName, Set<TableName>>();
        plan.snapshots().forEach((name, snapshot) -> {
            var before = new TreeSet<TableName>();
            snapshot.parents().forEach(parent -> before.add(parent.model()));
            reads.getOrDefault(name, Map.of()).values().forEach(before::addAll);
            edges.put(name, before);
        });
        var waits = new TreeMap<TableName, Set<TableName>>();
        var late = new TreeMap<TableName, List<AuditCall>>();
        reads.forEach((model, calls) -> calls.forEach((call, tables) -> {
            if (tables.stream().anyMatch(table -> reaches(table, model, edges))) {
                late.computeIfAbsent(model, key -> new ArrayList<>()).add(call);
            } else {
                waits.computeIfAbsent(model, key -> new TreeSet<>()).addAll(tables);
            }
        }));
        return new AuditOrder(waits, late);
    }

    private static boolean reaches(TableName from, TableName to, Map<TableName, Set<TableName>> edges) {
        var seen = new HashSet<TableName>();
        var queue = new ArrayDeque<TableName>(List.of(from));
        while (!queue.isEmpty()) {
            TableName at = queue.remove();
            if (at.equals(to)) {
                return true;
            }
            if (seen.add(at)) {
                queue.addAll(edges.getOrDefault(at, Set.of()));
            }
        }
        return false;
    }

    /** Models that must be computed before {@code model} can be audited; empty for none. */
    Set<TableName> before(TableName model) {
        return waits.getOrDefault(model, Set.of());
    }

    /** The audits of {@code model} that run with each of its batches. */
    List<AuditCall> withBatches(Model model) {
        List<AuditCall> later = late.getOrDefault(model.name(), List.of());
        return model.properties().audits().stream()
                .filter(call -> !later.contains(call))
                .toList();
    }
}
