package dev.vmsh.work;

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
import dev.vmsh.project.Dag;
import dev.vmsh.snapshot.Categoriser;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Decision;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How two environments differ, by their records alone. */
public final class EnvironmentDiff {
    private final Connections connections;
    private final Clock clock;

    public EnvironmentDiff(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** @throws UsageException if there is no such environment; one that has expired is there until the janitor comes */
    public void require(String gateway, EnvironmentName name) {
        environment(connections.state(gateway), name);
    }

    /**
     * What {@code name} has that {@code base} has not, as a plan that does nothing.
     *
     * @throws UsageException if one of them does not exist
     */
    public Plan between(String gateway, EnvironmentName name, EnvironmentName base) {
        StateStore state = connections.state(gateway);
        return between(gateway, environment(state, name), environment(state, base));
    }

    /**
     * As {@link #between(String, EnvironmentName, EnvironmentName)}, with {@code base} as the plan {@code planId} left it.
     *
     * @throws UsageException also if the log of {@code base} does not tell of that plan
     */
    public Plan between(String gateway, EnvironmentName name, EnvironmentName base, String planId) {
        StateStore state = connections.state(gateway);
        Environment one = environment(state, name);
        environment(state, base);
        return between(gateway, one, PlanLog.entry(state, base, planId).environment());
    }

    private Plan between(String gateway, Environment one, Environment other) {
        StateStore state = connections.state(gateway);
        var notices = Stream.of(one, other)
                .filter(environment -> !environment.finalized())
                .map(environment -> "the last plan of %s was not finished; its views may still be the ones before"
                        .formatted(environment.name()))
                .toList();
        List<Change> changes = changes(gateway, state, one, other);
        return new Plan(
                PlanRequest.of(one.name()),
                one.planId(),
                one.planId(),
                Optional.of(other),
                false,
                null,
                null,
                clock.instant(),
                changes,
                Map.of(),
                Set.of(),
                Deployability.PROD,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                ViewChanges.NONE,
                one,
                false,
                notices);
    }

    private static Environment environment(StateStore state, EnvironmentName name) {
        return state.environment(name).orElseThrow(() -> EnvironmentNames.unknown(name, state.environmentNames()));
    }

    private List<Change> changes(String gateway, StateStore state, Environment one, Environment other) {
        Map<TableName, Pointer> before = other.byModel();
        var differing = new TreeMap<TableName, Pointer>();
        var ids = new ArrayList<SnapshotId>();
        for (Pointer pointer : one.pointers()) {
            Pointer was = before.get(pointer.model());
            if (was == null || !was.snapshot().equals(pointer.snapshot())) {
                differing.put(pointer.model(), pointer);
                ids.add(pointer.snapshot());
                if (was != null) {
                    ids.add(was.snapshot());
                }
            }
        }
        Map<SnapshotId, Snapshot> snapshots = state.snapshots(ids);
        var changes = new ArrayList<Change>();
        reasons(gateway, differing, before, snapshots).forEach((model, decision) -> {
            Pointer was = before.get(model);
            Pointer is = differing.get(model);
            ChangeType type = was == null ? ChangeType.ADDED : ChangeType.between(was.fingerprint(), is.fingerprint());
            changes.add(new Change(
                    model,
                    type,
                    decision.snapshot().category(),
                    decision.reasons(),
                    decision.causes(),
                    was == null ? null : snapshots.get(was.snapshot()),
                    decision.snapshot()));
        });
        Set<TableName> kept = one.byModel().keySet();
        before.keySet().stream()
                .filter(model -> !kept.contains(model))
                .sorted()
                .forEach(model -> changes.add(
                        new Change(model, ChangeType.REMOVED, null, List.of("removed"), List.of(), null, null)));
        return changes;
    }

    /**
     * Why each model differs, parents first: as a plan would say it, had its files been those of the first environment. What was decided
     * when they were planned counts only where that was about a change from what the other environment has.
     */
    private Map<TableName, Decision> reasons(
            String gateway,
            Map<TableName, Pointer> differing,
            Map<TableName, Pointer> before,
            Map<SnapshotId, Snapshot> snapshots) {
        var local = new TreeMap<TableName, Snapshot>();
        var base = new TreeMap<TableName, Snapshot>();
        var known = new HashMap<SnapshotId, Snapshot>();
        differing.forEach((model, is) -> {
            Snapshot after = recorded(snapshots, is.snapshot());
            Pointer was = before.get(model);
            if (was != null) {
                base.put(model, recorded(snapshots, was.snapshot()));
            }
            boolean decided = was == null || after.descendsFrom(was.snapshot());
            local.put(model, decided ? after : after.undecided());
            if (decided) {
                known.put(is.snapshot(), after);
            }
        });
        var parents = new TreeMap<TableName, Set<TableName>>();
        local.forEach((model, snapshot) -> parents.put(
                model,
                snapshot.parents().stream()
                        .map(SnapshotId::model)
                        .filter(local::containsKey)
                        .collect(Collectors.toSet())));
        return Categoriser.decide(new Categoriser.Request(
                Dag.of(parents),
                local,
                base,
                known,
                Map.of(),
                connections.project(gateway).config().plan(),
                false,
                new PlanService(connections, clock).naming(gateway, connections.project(gateway)),
                model -> connections.reader(model.dialect())));
    }

    private static Snapshot recorded(Map<SnapshotId, Snapshot> snapshots, SnapshotId id) {
        Snapshot snapshot = snapshots.get(id);
        if (snapshot == null) {
            throw new VmshException(
                    "the version of %s that an environment points at is not recorded".formatted(id.model()),
                    "Run 'doctor' to see what else is missing");
        }
        return snapshot;
    }
}
