package dev.vmsh.plan;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the user asks of a plan. Times are as typed; texts that were not given are null. Immutable; change it with the {@code with...}
 * methods.
 *
 * @param executionTime takes the place of now; null for the clock
 * @param createFrom what a missing environment is made from; null for prod
 * @param includeUnmodified null to follow the configuration
 * @param enablePreview null to follow the configuration
 * @param choices the user's own categories
 * @param ttl null to follow the configuration
 * @param rollbackTo the earlier plan that the environment goes back to, whatever the files say; null for the files
 */
public record PlanRequest(
        EnvironmentName environment,
        String start,
        String end,
        Instant executionTime,
        EnvironmentName createFrom,
        Selection selection,
        Rules rules,
        Map<TableName, ChangeCategory> choices,
        String effectiveFrom,
        OptionalInt minIntervals,
        Boolean includeUnmodified,
        Boolean enablePreview,
        String ttl,
        String rollbackTo) {
    public PlanRequest {
        Objects.requireNonNull(environment, "environment");
        choices = Map.copyOf(choices);
    }

    /** A plan that makes the environment what the files say. */
    public PlanRequest(
            EnvironmentName environment,
            String start,
            String end,
            Instant executionTime,
            EnvironmentName createFrom,
            Selection selection,
            Rules rules,
            Map<TableName, ChangeCategory> choices,
            String effectiveFrom,
            OptionalInt minIntervals,
            Boolean includeUnmodified,
            Boolean enablePreview,
            String ttl) {
        this(
                environment,
                start,
                end,
                executionTime,
                createFrom,
                selection,
                rules,
                choices,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                null);
    }

    /** Which models a plan is about; selector expressions, empty for no restriction. */
    public record Selection(
            List<String> models,
            List<String> backfill,
            List<String> restate,
            List<String> allowDestructive,
            List<String> allowAdditive) {
        public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), List.of(), List.of());

        public Selection {
            models = List.copyOf(models);
            backfill = List.copyOf(backfill);
            restate = List.copyOf(restate);
            allowDestructive = List.copyOf(allowDestructive);
            allowAdditive = List.copyOf(allowAdditive);
        }

        /** The same with nothing to compute again. */
        public Selection withoutRestatement() {
            return new Selection(models, backfill, List.of(), allowDestructive, allowAdditive);
        }
    }

    /**
     * Switches.
     *
     * @param skipBackfill make tables and views, compute nothing
     * @param emptyBackfill as that, and record everything as computed
     * @param forwardOnly all changes go on using the tables of their predecessors
     * @param noGaps refuse a promotion that would leave a hole in what was computed before
     * @param run compute up to now, as a run does, rather than as far as prod
     * @param ignoreCron with {@code run}: also what no cron has ticked for
     * @param noAutoCategorization leave every direct change to the user
     * @param recreateDependents drop and make again, in the same transaction, views of others that stand in the way of new columns
     */
    public record Rules(
            boolean skipBackfill,
            boolean emptyBackfill,
            boolean forwardOnly,
            boolean noGaps,
            boolean run,
            boolean ignoreCron,
            boolean noAutoCategorization,
            boolean recreateDependents) {
        public static final Rules DEFAULT = new Rules(false, false, false, false, false, false, false);

        /** Views of others stay as they are. */
        public Rules(
                boolean skipBackfill,
                boolean emptyBackfill,
                boolean forwardOnly,
                boolean noGaps,
                boolean run,
                boolean ignoreCron,
                boolean noAutoCategorization) {
            this(skipBackfill, emptyBackfill, forwardOnly, noGaps, run, ignoreCron, noAutoCategorization, false);
        }
    }

    /** A plan of {@code environment} without any wishes. */
    public static PlanRequest of(EnvironmentName environment) {
        return new PlanRequest(
                environment,
                null,
                null,
                null,
                null,
                Selection.ALL,
                Rules.DEFAULT,
                Map.of(),
                null,
                OptionalInt.empty(),
                null,
                null,
                null);
    }

    /** The request to set {@code environment} back to what the plan {@code planId} left. */
    public static PlanRequest rollback(EnvironmentName environment, String planId) {
        return new PlanRequest(
                environment,
                null,
                null,
                null,
                null,
                Selection.ALL,
                Rules.DEFAULT,
                Map.of(),
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                planId);
    }

    public PlanRequest withChoices(Map<TableName, ChangeCategory> chosen) {
        return new PlanRequest(
                environment,
                start,
                end,
                executionTime,
                createFrom,
                selection,
                rules,
                chosen,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                rollbackTo);
    }

    public PlanRequest withRange(String from, String to) {
        return new PlanRequest(
                environment,
                from,
                to,
                executionTime,
                createFrom,
                selection,
                rules,
                choices,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                rollbackTo);
    }

    public PlanRequest at(Instant now) {
        return new PlanRequest(
                environment,
                start,
                end,
                now,
                createFrom,
                selection,
                rules,
                choices,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                rollbackTo);
    }

    public PlanRequest with(Rules other) {
        return new PlanRequest(
                environment,
                start,
                end,
                executionTime,
                createFrom,
                selection,
                other,
                choices,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                rollbackTo);
    }

    public PlanRequest with(Selection other) {
        return new PlanRequest(
                environment,
                start,
                end,
                executionTime,
                createFrom,
                other,
                rules,
                choices,
                effectiveFrom,
                minIntervals,
                includeUnmodified,
                enablePreview,
                ttl,
                rollbackTo);
    }

    public boolean isProd() {
        return environment.isProd();
    }
}
