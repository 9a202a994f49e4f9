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
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How two environments differ, by their records alone. */
public final class EnvironmentDiff {
    private final Connections connections;
    private final Clock clock;

    public EnvironmentDiff(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * What {@code name} has that {@code base} has not, as a plan that does nothing.
     *
     * @throws UsageException if one of them does not exist
     */
    public Plan between(String gateway, EnvironmentName name, EnvironmentName base) {
        StateStore state = connections.state(gateway);
        Environment one = environment(state, name);
        Environment other = environment(state, base);
        List<Change> changes = changes(state, one, other);
        return new Plan(
                PlanRequest.of(name),
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
                List.of());
    }

    private static Environment environment(StateStore state, EnvironmentName name) {
        return state.environment(name).orElseThrow(() -> {
            String known = state.environments().stream()
                    .map(environment -> environment.name().identifier())
                    .collect(Collectors.joining(", "));
            return new UsageException(
                    "there is no environment '%s'".formatted(name),
                    known.isEmpty() ? "Make one with 'plan'" : "There are: " + known);
        });
    }

    private static List<Change> changes(StateStore state, Environment one, Environment other) {
        Map<TableName, Pointer> before = new TreeMap<>(other.byModel());
        var ids = new ArrayList<SnapshotId>();
        var pairs = new TreeMap<TableName, Pointer>();
        for (Pointer pointer : one.pointers()) {
            Pointer was = before.remove(pointer.model());
            if (was == null || !was.snapshot().equals(pointer.snapshot())) {
                pairs.put(pointer.model(), pointer);
                ids.add(pointer.snapshot());
                if (was != null) {
                    ids.add(was.snapshot());
                }
            }
        }
        Map<SnapshotId, Snapshot> snapshots = state.snapshots(ids);
        Map<TableName, Pointer> all = other.byModel();
        var changes = new ArrayList<Change>();
        pairs.forEach((model, pointer) -> changes.add(change(model, all.get(model), pointer, snapshots, pairs, all)));
        before.keySet()
                .forEach(model -> changes.add(
                        new Change(model, ChangeType.REMOVED, null, List.of("removed"), List.of(), null, null)));
        return changes;
    }

    private static Change change(
            TableName model,
            Pointer was,
            Pointer is,
            Map<SnapshotId, Snapshot> snapshots,
            Map<TableName, Pointer> changed,
            Map<TableName, Pointer> base) {
        Snapshot after = snapshots.get(is.snapshot());
        if (was == null) {
            return new Change(model, ChangeType.ADDED, is.category(), List.of("new model"), List.of(), null, after);
        }
        ChangeType type = ChangeType.between(was.fingerprint(), is.fingerprint());
        List<TableName> causes = type == ChangeType.INDIRECTLY_MODIFIED && after != null
                ? after.parents().stream()
                        .map(SnapshotId::model)
                        .filter(parent -> changed.containsKey(parent) || !base.containsKey(parent))
                        .toList()
                : List.of();
        List<String> reasons = causes.isEmpty()
                ? List.of(type == ChangeType.METADATA ? "metadata" : "another version")
                : List.of("reads " + causes.stream().map(TableName::toString).collect(Collectors.joining(", ")));
        return new Change(model, type, is.category(), reasons, causes, snapshots.get(was.snapshot()), after);
    }
}
