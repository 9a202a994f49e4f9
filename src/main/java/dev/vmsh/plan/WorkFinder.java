package dev.vmsh.plan;

import dev.vmsh.environment.Deployability;
import dev.vmsh.environment.ProdVersions;
import dev.vmsh.interval.Batches;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.interval.MissingIntervals;
import dev.vmsh.interval.Schedule;
import dev.vmsh.interval.Window;
import dev.vmsh.plan.Planner.Work;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what has to be computed: what was never computed, what is to be computed again, and previews. */
final class WorkFinder {
    /** How far a table has got that nothing was computed for. */
    private static final Instant NEVER = Instant.MIN;

    private final PlanInput input;
    private final PlanRequest request;
    private final Map<TableName, Snapshot> snapshots;
    private final ProdVersions inProd;
    private final Calendar calendar;
    private final Range range;
    private final Deployability deployability;
    private final Recorded recorded;
    private final Map<TableName, Change> changes = new HashMap<>();
    private final Map<TableName, Instant> ends = new HashMap<>();
    /** Ends of models that cannot go as far as the plan, by what they read. */
    private final Map<TableName, Instant> limits = new HashMap<>();

    private final RestatedStretch restatedStretch;

    private final Set<TableName> shown;
    private final Set<TableName> begun;

    private final List<String> notices;
    private final Dag dag;
    private final Instant now;

    /** @param shown models that the environment will have views of */
    WorkFinder(
            PlanInput input,
            Map<TableName, Snapshot> snapshots,
            ProdVersions inProd,
            Calendar calendar,
            Range range,
            Deployability deployability,
            List<Change> changes,
            Set<TableName> shown,
            List<String> notices) {
        this.input = input;
        this.request = input.request();
        this.snapshots = snapshots;
        this.inProd = inProd;
        this.calendar = calendar;
        this.range = range;
        this.deployability = deployability;
        this.shown = shown;
        this.notices = notices;
        this.recorded = new Recorded(input, inProd, calendar, deployability);
        this.dag = input.project().dag();
        this.now = input.executionTime();
        this.begun = begun();
        this.restatedStretch = new RestatedStretch(input, snapshots, calendar, range, deployability, recorded);
        changes.forEach(change -> this.changes.put(change.model(), change));
    }

    Work find() {
        boolean computes = !request.rules().skipBackfill() && !request.rules().emptyBackfill();
        Map<TableName, Interval> restated = input.restate().isEmpty()
                ? Map.of()
                : new Restatements(input, snapshots, inProd, calendar, range, recorded, notices).find();
        Map<TableName, Interval> previews = restated.isEmpty()
                ? new Previews(input, snapshots, changes, calendar, range, deployability, recorded).find()
                : Map.of();
        Set<TableName> chosen = chosen(restated);
        List<Snapshot> migrate = migrated();
        Set<TableName> migrating = new HashSet<>();
        migrate.forEach(snapshot -> migrating.add(snapshot.name()));
        var backfill = new ArrayList<Backfill>();
        var create = new ArrayList<Snapshot>();
        // A table that changes in place must have its new columns before anything reads it, however far away.
        var late = new HashSet<>(migrating);
        Map<TableName, Instant> starts = minimumStarts(chosen);
        for (Snapshot snapshot : snapshots.values()) {
            TableName name = snapshot.name();
            ends.put(name, end(name));
            if (dag.parents(name).stream().anyMatch(late::contains)) {
                late.add(name);
            }
            if (snapshot.model().kind().symbolic()) {
                continue;
            }
            boolean wanted = computes && chosen.contains(name) && ownTable(name);
            IntervalSet missing = !wanted
                    ? IntervalSet.EMPTY
                    : restated.containsKey(name)
                            ? restatedStretch.missing(snapshot, restated.get(name))
                            : missing(snapshot, previews.get(name), starts.get(name));
            if (missing.isEmpty()) {
                if (recorded.of(deployability.readFrom(snapshot)).isEmpty() && !exists(snapshot)) {
                    create.add(snapshot);
                }
                continue;
            }
            restatedStretch.tellComputed(name);
            backfill.add(backfill(snapshot, missing, late.contains(name)));
        }
        return new Work(backfill, create, migrate, restated);
    }

    // ---- which models

    private Set<TableName> chosen(Map<TableName, Interval> restated) {
        Set<TableName> only = input.backfillOnly();
        if (only != null) {
            // A view over a table that was not computed would show nothing where there were rows.
            var closed = new HashSet<>(only);
            shown.stream().filter(changes::containsKey).forEach(closed::add);
            closed.addAll(dag.upstream(closed));
            return closed;
        }
        if (!input.restate().isEmpty()) {
            return restated.keySet();
        }
        return snapshots.keySet();
    }

    // ---- what is missing

    /** Whether this environment writes the table that it shows; prod's own is only shown. */
    private boolean ownTable(TableName name) {
        return deployability.deployable(name) || !deployability.representative(name);
    }

    /** The range's end, unless the model reads a table that is left to prod and has not got so far, or has no rows at all. */
    private Instant end(TableName name) {
        Instant end = range.endFor(name);
        for (TableName parent : dag.parents(name)) {
            Snapshot snapshot = snapshots.get(parent);
            Instant limit = limits.get(parent);
            boolean left = !ownTable(parent) && !snapshot.model().kind().symbolic();
            if (left && !(snapshot.model().kind() instanceof Kind.Seed)) {
                limit = recorded.of(snapshot).hull().map(Interval::end).orElse(NEVER);
            }
            if (limit != null && limit.isBefore(end)) {
                end = limit;
                limits.put(name, end);
            }
        }
        return end;
    }

    private IntervalSet missing(Snapshot snapshot, Interval preview, Instant earlierStart) {
        TableName name = snapshot.name();
        Kind kind = snapshot.model().kind();
        IntervalSet have = recorded.of(snapshot);
        if (kind instanceof Kind.Seed) {
            return have.isEmpty() ? seedInterval(name) : IntervalSet.EMPTY;
        }
        Schedule schedule = calendar.schedule(name);
        Instant end = ends.get(name);
        Instant start = range.start();
        if (preview != null) {
            have = have.minus(IntervalSet.of(preview));
            start = preview.start();
            end = preview.end().isBefore(end) || range.end() != null ? preview.end() : end;
        }
        if (start == null) {
            start = firstDue(snapshot, have, end);
        }
        if (earlierStart != null && earlierStart.isBefore(start)) {
            start = earlierStart;
        }
        if (!start.isBefore(end)) {
            return IntervalSet.EMPTY;
        }
        boolean endIsDate = range.end() == null || range.endIsDate();
        return MissingIntervals.of(
                new Window(start, end, endIsDate, now, request.rules().ignoreCron()), schedule, have);
    }

    /** A preview goes on from where it began: its whole history is for prod to compute, if the change gets there. */
    private Instant firstDue(Snapshot snapshot, IntervalSet have, Instant end) {
        TableName name = snapshot.name();
        Instant first = calendar.schedule(name).start().orElseThrow();
        if (deployability.representative(name)) {
            return first;
        }
        Optional<Instant> began = have.hull().map(Interval::start);
        return input.asRecorded() ? began.orElse(end) : begun.contains(name) ? began.orElseThrow() : first;
    }

    /** Models that have a preview of a change, their own or that of a preview which they read. */
    private Set<TableName> begun() {
        var begun = new HashSet<TableName>();
        for (TableName name : dag.order()) {
            Snapshot snapshot = snapshots.get(name);
            if (deployability.representative(name)) {
                continue;
            }
            boolean reads = dag.parents(name).stream().anyMatch(begun::contains);
            boolean goesOn = snapshot.model().kind().symbolic()
                    ? reads
                    : (snapshot.changesRows() || reads)
                            && !recorded.of(snapshot).isEmpty();
            if (goesOn) {
                begun.add(name);
            }
        }
        return begun;
    }

    /** A seed has no time of its own: one slice, the last before now, says that it is loaded. */
    private IntervalSet seedInterval(TableName name) {
        IntervalUnit unit = calendar.unit(name);
        Instant end = unit.floor(now);
        return IntervalSet.between(unit.previous(end), end);
    }

    /** Whether the environment already shows the table, though nothing was computed for it. */
    private boolean exists(Snapshot snapshot) {
        return input.target()
                .flatMap(target -> target.pointer(snapshot.name()))
                .filter(pointer -> pointer.view() != null)
                .filter(pointer -> deployability.readFrom(snapshot).equals(pointer.table()))
                .isPresent();
    }

    // ---- prod tables that change in place

    private List<Snapshot> migrated() {
        if (!request.isProd()) {
            return List.of();
        }
        return snapshots.values().stream().filter(inProd::mustChange).toList();
    }

    // ---- steps

    private Backfill backfill(Snapshot snapshot, IntervalSet missing, boolean afterMigration) {
        TableName name = snapshot.name();
        Kind kind = snapshot.model().kind();
        Backfill.Type type = type(kind);
        List<Interval> batches = type == Backfill.Type.INTERVALS
                ? Batches.of(missing, calendar.unit(name), kind.batchSize())
                : List.of(missing.hull().orElseThrow());
        return new Backfill(
                snapshot,
                deployability.written(snapshot),
                type,
                missing,
                batches,
                recorded.of(deployability.written(snapshot)),
                !deployability.deployable(name),
                afterMigration);
    }

    private static Backfill.Type type(Kind kind) {
        if (kind instanceof Kind.View) {
            return Backfill.Type.VIEW;
        }
        if (kind instanceof Kind.Seed) {
            return Backfill.Type.SEED;
        }
        return kind instanceof Kind.Full ? Backfill.Type.FULL : Backfill.Type.INTERVALS;
    }

    /** With {@code --min-intervals}: how far back each model must go so that it, and what reads it, has enough. */
    private Map<TableName, Instant> minimumStarts(Set<TableName> chosen) {
        if (request.minIntervals().isEmpty() || request.start() == null) {
            return Map.of();
        }
        var starts = new HashMap<TableName, Instant>();
        List<TableName> order = dag.order();
        for (int i = order.size() - 1; i >= 0; i--) {
            TableName name = order.get(i);
            if (!chosen.contains(name)) {
                continue;
            }
            Schedule schedule = calendar.schedule(name);
            Instant end = schedule.cron().floor(range.endFor(name));
            Instant start = schedule.cron().back(end, request.minIntervals().getAsInt());
            for (TableName child : dag.children(name)) {
                Instant needed = starts.get(child);
                if (needed != null && needed.isBefore(start)) {
                    start = needed;
                }
            }
            starts.put(name, start);
        }
        return starts;
    }
}
