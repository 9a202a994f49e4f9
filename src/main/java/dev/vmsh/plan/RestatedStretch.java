package dev.vmsh.plan;

import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.MissingIntervals;
import dev.vmsh.interval.Window;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/** Of what a restatement asks for, the stretch that a model can be computed for. To be asked of the models parents first. For one thread. */
final class RestatedStretch {
    private final PlanRequest request;
    private final Map<TableName, Snapshot> snapshots;
    private final Calendar calendar;
    private final Range range;
    private final Deployability deployability;
    private final Recorded recorded;
    private final Dag dag;
    private final Instant now;

    private final Set<TableName> computed = new HashSet<>();
    /** From when on a model that is restated will have rows. */
    private final Map<TableName, Instant> shownFrom = new HashMap<>();
    /** Until when it will. */
    private final Map<TableName, Instant> shownTo = new HashMap<>();

    RestatedStretch(
            PlanInput input,
            Map<TableName, Snapshot> snapshots,
            Calendar calendar,
            Range range,
            Deployability deployability,
            Recorded recorded) {
        this.request = input.request();
        this.snapshots = snapshots;
        this.calendar = calendar;
        this.range = range;
        this.deployability = deployability;
        this.recorded = recorded;
        this.dag = input.project().dag();
        this.now = input.executionTime();
    }

    /** Takes note of a model that gets rows in this plan. */
    void tellComputed(TableName name) {
        computed.add(name);
    }

    /**
     * A restatement goes no further than the model has been computed, nor does it begin earlier: what it reads may not have more either. A
     * preview stands beside tables that have, and begins no earlier than what it reads.
     */
    IntervalSet missing(Snapshot snapshot, Interval again) {
        TableName name = snapshot.name();
        IntervalSet have = recorded.of(snapshot);
        // What was never computed is for a plan, which computes what it reads as well; and over nothing at all there is
        // nothing.
        if (have.isEmpty() ? request.isProd() || !readsWhatIsThere(name) : readsNothing(name)) {
            return IntervalSet.EMPTY;
        }
        Instant reached = have.hull().map(Interval::end).orElseGet(() -> lastShown(name, range.reached(name)));
        Instant end = earlier(again.end(), reached);
        shownTo.put(name, reached);
        Instant began = deployability.deployable(name)
                ? have.hull().map(Interval::start).orElse(again.start())
                : firstShown(name, again.start());
        Instant start = later(began, again.start());
        shownFrom.put(
                name, have.hull().map(Interval::start).filter(start::isAfter).orElse(start));
        if (!start.isBefore(end)) {
            return IntervalSet.EMPTY;
        }
        return MissingIntervals.of(
                new Window(start, end, true, now, request.rules().ignoreCron()),
                calendar.schedule(name),
                have.minus(IntervalSet.of(again)));
    }

    /** Whether a model reads others, and none of them has rows or gets them now. */
    private boolean readsNothing(TableName name) {
        Set<TableName> parents = dag.parents(name);
        return !parents.isEmpty() && parents.stream().noneMatch(parent -> hasRows(parent, each -> !readsNothing(each)));
    }

    /** Whether all that a model reads has rows, or gets them now. */
    private boolean readsWhatIsThere(TableName name) {
        return dag.parents(name).stream().allMatch(parent -> hasRows(parent, this::readsWhatIsThere));
    }

    /** @param symbolic the same of a model that has no table, by what it reads */
    private boolean hasRows(TableName name, Predicate<TableName> symbolic) {
        Snapshot snapshot = snapshots.get(name);
        Kind kind = snapshot.model().kind();
        if (kind instanceof Kind.External) {
            return true;
        }
        return kind.symbolic()
                ? symbolic.test(name)
                : computed.contains(name) || !recorded.of(snapshot).isEmpty();
    }

    /** From when on all that a preview reads has rows; not before {@code wanted}. */
    private Instant firstShown(TableName name, Instant wanted) {
        return bound(name, wanted, Interval::start, shownFrom, RestatedStretch::later);
    }

    /** Until when all that a model reads has rows; not after {@code wanted}. */
    private Instant lastShown(TableName name, Instant wanted) {
        return bound(name, wanted, Interval::end, shownTo, RestatedStretch::earlier);
    }

    /**
     * @param side which end of what was computed counts
     * @param restated that end of models that are computed again
     * @param nearer the one of two ends that leaves less
     */
    private Instant bound(
            TableName name,
            Instant wanted,
            Function<Interval, Instant> side,
            Map<TableName, Instant> restated,
            BinaryOperator<Instant> nearer) {
        Instant bound = wanted;
        for (TableName parent : dag.parents(name)) {
            Snapshot snapshot = snapshots.get(parent);
            if (snapshot.model().kind().symbolic()) {
                bound = nearer.apply(bound, bound(parent, wanted, side, restated, nearer));
            } else if (!(snapshot.model().kind() instanceof Kind.Seed)) {
                Instant own = recorded.of(deployability.readFrom(snapshot))
                        .hull()
                        .map(side)
                        .orElse(wanted);
                bound = nearer.apply(bound, restated.getOrDefault(parent, own));
            }
        }
        return bound;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
