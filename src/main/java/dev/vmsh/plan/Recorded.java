package dev.vmsh.plan;

import dev.vmsh.environment.Deployability;
import dev.vmsh.environment.ProdVersions;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Optional;

/** What was computed before a plan, as its environment may use it. */
final class Recorded {
    private final PlanInput input;
    private final PlanRequest request;
    private final ProdVersions inProd;
    private final Calendar calendar;
    private final Deployability deployability;

    Recorded(PlanInput input, ProdVersions inProd, Calendar calendar, Deployability deployability) {
        this.input = input;
        this.request = input.request();
        this.inProd = inProd;
        this.calendar = calendar;
        this.deployability = deployability;
    }

    /** What counts as computed of a version in the table that this environment would write. */
    IntervalSet of(Snapshot snapshot) {
        TableName name = snapshot.name();
        boolean isNew = !inProd.uses(snapshot);
        if (deployability.representative(name)) {
            IntervalSet have = of(snapshot.storage().table());
            if (request.isProd() && isNew && snapshot.effectiveFrom() != null) {
                Instant from = calendar.unit(name).floor(snapshot.effectiveFrom());
                return have.minus(onward(from, have));
            }
            return have;
        }
        IntervalSet have = of(snapshot.storage().devTable());
        // A preview of a forward-only version stands beside what prod has; only what is asked for is computed.
        return !input.asRecorded() && snapshot.hasForwardOnlyRows() && snapshot.changesRows()
                ? have.union(of(snapshot.storage().table()))
                : have;
    }

    private static IntervalSet onward(Instant from, IntervalSet have) {
        return have.hull()
                .filter(hull -> from.isBefore(hull.end()))
                .map(hull -> IntervalSet.between(from, hull.end()))
                .orElse(IntervalSet.EMPTY);
    }

    /** What was written into a table. */
    IntervalSet of(TableName table) {
        return Optional.ofNullable(input.intervals().get(table)).orElse(IntervalSet.EMPTY);
    }
}
