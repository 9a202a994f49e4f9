package dev.vmsh.plan;

import dev.vmsh.environment.ProdVersions;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.Restatement;
import dev.vmsh.interval.Restatement.Reach;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code --restate-model} makes missing again. */
final class Restatements {
    private final PlanInput input;
    private final PlanRequest request;
    private final Map<TableName, Snapshot> snapshots;
    private final ProdVersions inProd;
    private final Calendar calendar;
    private final Range range;
    private final Recorded recorded;
    private final List<String> notices;
    private final Dag dag;
    private final Instant now;

    /** @param notices added to: which models are left as they are, and why */
    Restatements(
            PlanInput input,
            Map<TableName, Snapshot> snapshots,
            ProdVersions inProd,
            Calendar calendar,
            Range range,
            Recorded recorded,
            List<String> notices) {
        this.input = input;
        this.request = input.request();
        this.snapshots = snapshots;
        this.inProd = inProd;
        this.calendar = calendar;
        this.range = range;
        this.recorded = recorded;
        this.notices = notices;
        this.dag = input.project().dag();
        this.now = input.executionTime();
    }

    /** The interval of each model that is computed again, parents first; what it was asked for and everything that reads it. */
    Map<TableName, Interval> find() {
        var restated = new LinkedHashMap<TableName, Interval>();
        for (Snapshot snapshot : snapshots.values()) {
            TableName name = snapshot.name();
            List<Interval> ofParents = dag.parents(name).stream()
                    .filter(restated::containsKey)
                    .filter(parent ->
                            snapshots.get(parent).model().kind().incremental().isPresent())
                    .map(restated::get)
                    .toList();
            boolean asked = input.restate().contains(name);
            boolean reached = asked || dag.parents(name).stream().anyMatch(restated::containsKey);
            if (!reached || !mayRestate(snapshot)) {
                continue;
            }
            IntervalSet have = recorded.of(snapshot);
            Interval own = askedRange(snapshot, have);
            Restatement rule = new Restatement(calendar.unit(name), reach(snapshot.model()));
            restated.put(name, rule.including(rule.removal(own, have, now), ofParents));
        }
        return restated;
    }

    private boolean mayRestate(Snapshot snapshot) {
        boolean prodUsesIt = inProd.uses(snapshot);
        if (snapshot.model().kind() instanceof Kind.Seed) {
            return false;
        }
        if (snapshot.model().kind().symbolic()) {
            return true;
        }
        if (!request.isProd() && prodUsesIt) {
            notices.add(
                    "%s is the version that prod uses: compute it again in prod, not here".formatted(snapshot.name()));
            return false;
        }
        if (snapshot.model().kind().disableRestatement() && (request.isProd() || prodUsesIt)) {
            notices.add("%s does not allow restatement (disable_restatement)".formatted(snapshot.name()));
            return false;
        }
        return true;
    }

    private Interval askedRange(Snapshot snapshot, IntervalSet have) {
        Instant start = range.start() != null
                ? range.start()
                : have.hull().map(Interval::start).orElse(calendar.start(snapshot.name()));
        Instant end = range.end() != null ? range.end() : now;
        if (!start.isBefore(end)) {
            throw new UsageException(
                    "nothing of %s lies between %s and %s".formatted(snapshot.name(), start, end),
                    "Give a range in which it has rows");
        }
        return new Interval(start, end);
    }

    private static Reach reach(Model model) {
        if (model.kind().fullHistoryOnly()) {
            return Reach.WHOLE_HISTORY;
        }
        return model.facts().dependsOnSelf() ? Reach.ONWARD : Reach.SLICE;
    }
}
