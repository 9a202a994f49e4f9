package dev.vmsh.work;

import dev.vmsh.plan.Plan;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a plan's models for which nothing is computed, made empty as late as possible, as they get the columns that their parents
 * have then: what is computed and reads one has to find it. For one thread.
 */
final class EmptyTables {
    private final BatchRunners batches;
    private final Plan plan;
    /** Not made yet, parents first. */
    private final Map<TableName, Snapshot> waiting = new LinkedHashMap<>();

    EmptyTables(BatchRunners batches, Plan plan) {
        this.batches = batches;
        this.plan = plan;
        plan.create().forEach(snapshot -> waiting.put(snapshot.name(), snapshot));
    }

    /** Whether {@code model} reads one that is not made yet. */
    boolean isAwaitedBy(Snapshot model) {
        return !waiting.isEmpty() && !readBy(model).isEmpty();
    }

    /** Makes those that {@code model} reads; all else that they read must be there. */
    void makeFor(Snapshot model) {
        make(readBy(model));
    }

    /** Makes all that are left. */
    void makeRest() {
        make(List.copyOf(waiting.values()));
    }

    private List<Snapshot> readBy(Snapshot model) {
        var read = new HashSet<TableName>();
        addReadBy(model, read);
        return waiting.values().stream()
                .filter(snapshot -> read.contains(snapshot.name()))
                .toList();
    }

    /** Also what is read through a model without a table, and through one that is made empty itself. */
    private void addReadBy(Snapshot model, Set<TableName> read) {
        model.parents().forEach(parent -> {
            Snapshot snapshot = plan.snapshots().get(parent.model());
            boolean goesOn = snapshot != null
                    && (waiting.containsKey(snapshot.name())
                            || snapshot.model().kind().symbolic());
            if (goesOn && read.add(snapshot.name())) {
                addReadBy(snapshot, read);
            }
        });
    }

    private void make(List<Snapshot> made) {
        batches.create(made, plan.deployability());
        made.forEach(snapshot -> waiting.remove(snapshot.name()));
    }
}
