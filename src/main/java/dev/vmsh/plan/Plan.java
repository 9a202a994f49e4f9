package dev.vmsh.plan;

import dev.vmsh.environment.Deployability;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an apply will do: data, made without a side effect. The same value is shown, explained as JSON, and applied.
 *
 * @param planId names this plan in the environment's record and in the log
 * @param basedOn the plan that last wrote the environment; null if there is none or it had expired
 * @param base what the changes are relative to; empty for an environment made from nothing
 * @param isNew whether the environment is made by this plan
 * @param start first instant of the range asked for; null if none was
 * @param end its end; null if none was given
 * @param executionTime stands for now throughout
 * @param changes models that differ from the base, parents first
 * @param snapshots every model of the environment, parents first
 * @param newSnapshots those of them that are not recorded yet
 * @param restated what is computed again although it was, by model
 * @param backfill parents first
 * @param create tables that must exist though nothing is computed for them
 * @param migrate models whose prod table is given new columns in place
 * @param next the environment's record as it will be, not finalised yet
 * @param notices what the user should know before applying
 */
public record Plan(
        PlanRequest request,
        String planId,
        String basedOn,
        Optional<Environment> base,
        boolean isNew,
        Instant start,
        Instant end,
        Instant executionTime,
        List<Change> changes,
        Map<TableName, Snapshot> snapshots,
        Set<SnapshotId> newSnapshots,
        Deployability deployability,
        Map<TableName, Interval> restated,
        List<Backfill> backfill,
        List<Snapshot> create,
        List<Snapshot> migrate,
        ViewChanges views,
        Environment next,
        boolean statementsChanged,
        List<String> notices) {
    public Plan {
        changes = List.copyOf(changes);
        newSnapshots = Set.copyOf(newSnapshots);
        restated = Map.copyOf(restated);
        backfill = List.copyOf(backfill);
        create = List.copyOf(create);
        migrate = List.copyOf(migrate);
        notices = List.copyOf(notices);
    }

    public EnvironmentName environment() {
        return request.environment();
    }

    /** Changes that the user must decide on before the plan can be applied. */
    public List<Change> undecided() {
        return changes.stream().filter(Change::undecided).toList();
    }

    /** Whether applying it would change nothing at all. */
    public boolean isEmpty() {
        boolean unfinished = !isNew
                && base.filter(now -> !now.finalized() || now.afterAllPending()).isPresent();
        return changes.isEmpty()
                && backfill.isEmpty()
                && create.isEmpty()
                && migrate.isEmpty()
                && views.isEmpty()
                && !isNew
                && !unfinished
                && !statementsChanged
                && request.ttl() == null;
    }

    /** The same plan with other work. */
    public Plan withBackfill(List<Backfill> work) {
        return new Plan(
                request,
                planId,
                basedOn,
                base,
                isNew,
                start,
                end,
                executionTime,
                changes,
                snapshots,
                newSnapshots,
                deployability,
                restated,
                work,
                create,
                migrate,
                views,
                next,
                statementsChanged,
                notices);
    }

    public int batches() {
        return backfill.stream().mapToInt(b -> b.batches().size()).sum();
    }
}
