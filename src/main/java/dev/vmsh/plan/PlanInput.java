package dev.vmsh.plan;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.ViewNaming;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Decision;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a plan is made from.
 *
 * @param project its models are those of the plan: local ones, and for models that were not selected the environment's
 * @param decisions for every model of {@code project}, parents first
 * @param before whole snapshots of the base, for models that differ
 * @param recorded ids among the decided snapshots that the state store has
 * @param asRecorded whether the models are those that the environment has, as for a run, so that nothing about them changes
 * @param replaced the environment's record, even if it expired: its views are still there
 * @param target the environment's live record; empty if there is none or it expired
 * @param base what the changes are relative to: {@code target}, else the environment it is made from
 * @param prod the record of prod
 * @param intervals what is computed, by physical table
 * @param restate models named for restatement
 * @param backfillOnly models whose backfill is asked for, upstream included; null for all
 * @param planId fresh
 * @param executionTime stands for now
 */
public record PlanInput(
        PlanRequest request,
        Project project,
        Map<TableName, Decision> decisions,
        Map<TableName, Snapshot> before,
        Set<SnapshotId> recorded,
        boolean asRecorded,
        Optional<Environment> replaced,
        Optional<Environment> target,
        Optional<Environment> base,
        Optional<Environment> prod,
        Map<TableName, IntervalSet> intervals,
        Set<TableName> restate,
        Set<TableName> backfillOnly,
        ViewNaming viewNaming,
        String planId,
        Instant executionTime) {
    public PlanInput {
        restate = Set.copyOf(restate);
        backfillOnly = backfillOnly == null ? null : Set.copyOf(backfillOnly);
    }
}
