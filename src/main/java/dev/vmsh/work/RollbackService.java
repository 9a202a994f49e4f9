package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Deployability;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Moves an environment's pointers back to what an earlier plan left. Computes nothing. */
public final class RollbackService {
    private final Connections connections;
    private final Clock clock;

    public RollbackService(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * A plan that sets {@code name} back to what the plan {@code planId} left. To be applied like any other; what it cannot undo is among
     * its notices.
     *
     * @throws UsageException if there is no such environment or no such plan in its log
     * @throws VmshException if a table that it needs is gone
     */
    public Plan propose(String gateway, EnvironmentName name, String planId) {
        StateStore state = connections.state(gateway);
        Environment now = state.environment(name)
                .orElseThrow(
                        () -> new UsageException("there is no environment '%s'".formatted(name), "See 'environments'"));
        Environment then = PlanLog.entry(state, name, planId).environment();
        Map<TableName, Snapshot> snapshots = snapshots(state, then);
        requireTables(gateway, then);
        Instant at = clock.instant();
        String newId = planId(then, at);
        Environment next = new Environment(
                name,
                newId,
                now.planId(),
                now.createdFrom(),
                now.createdAt(),
                null,
                now.expiresAt(),
                then.pointers(),
                then.beforeAll(),
                then.afterAll(),
                false,
                now.changed().shownFor(snapshots.values()));
        return new Plan(
                PlanRequest.rollback(name, planId),
                newId,
                now.planId(),
                Optional.of(now),
                false,
                null,
                null,
                at,
                changes(now, then),
                snapshots,
                Set.of(),
                Deployability.of(then),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                ViewChanges.between(Optional.of(now), next),
                next,
                false,
                RowsThatStay.of(state, now, then, snapshots));
    }

    private static Map<TableName, Snapshot> snapshots(StateStore state, Environment then) {
        List<SnapshotId> ids = then.pointers().stream().map(Pointer::snapshot).toList();
        Map<SnapshotId, Snapshot> found = state.snapshots(ids);
        var snapshots = new TreeMap<TableName, Snapshot>();
        for (SnapshotId id : ids) {
            Snapshot snapshot = found.get(id);
            if (snapshot == null) {
                throw new VmshException(
                        "the version of %s that this plan used is not recorded any more".formatted(id.model()),
                        "Choose a later plan: 'log %s'".formatted(then.name().typed()));
            }
            snapshots.put(id.model(), snapshot);
        }
        return snapshots;
    }

    private void requireTables(String gateway, Environment then) {
        var schemas = new TreeSet<String>();
        then.pointers().stream()
                .filter(p -> p.view() != null)
                .forEach(p -> schemas.add(p.table().schema()));
        try (EngineSession session = connections.engine(gateway).open()) {
            Set<TableName> there = session.relations(schemas).keySet();
            List<String> gone = then.pointers().stream()
                    .filter(p -> p.view() != null && p.table().catalog() == null && !there.contains(p.table()))
                    .map(p -> p.table().toString())
                    .toList();
            if (!gone.isEmpty()) {
                throw new VmshException(
                        "tables of this plan are gone: " + String.join(", ", gone),
                        "Choose a later plan: 'log %s'".formatted(then.name().typed()));
            }
        }
    }

    private static String planId(Environment then, Instant at) {
        return Long.toString(at.toEpochMilli(), Character.MAX_RADIX)
                + then.planId().substring(0, 4);
    }

    private static List<Change> changes(Environment now, Environment then) {
        Map<TableName, Pointer> present = now.byModel();
        var changes = new ArrayList<Change>();
        for (Pointer pointer : then.pointers()) {
            Pointer was = present.remove(pointer.model());
            if (was == null) {
                changes.add(change(pointer, ChangeType.ADDED, "it was there then"));
            } else if (!was.snapshot().equals(pointer.snapshot())) {
                changes.add(change(
                        pointer, ChangeType.between(was.fingerprint(), pointer.fingerprint()), moving(was, pointer)));
            }
        }
        present.keySet().stream()
                .sorted()
                .forEach(name -> changes.add(new Change(
                        name, ChangeType.REMOVED, null, List.of("not in that plan"), List.of(), null, null)));
        return changes;
    }

    private static Change change(Pointer pointer, ChangeType type, String because) {
        return new Change(pointer.model(), type, pointer.category(), List.of(because), List.of(), null, null);
    }

    private static String moving(Pointer was, Pointer then) {
        if (then.table() == null || was.table() == null) {
            return "as it was then";
        }
        return was.table().equals(then.table())
                ? "keeps its table " + then.table()
                : "back to %s from %s".formatted(then.table(), was.table());
    }
}
