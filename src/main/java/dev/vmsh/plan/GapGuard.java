package dev.vmsh.plan;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.problem.UsageException;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a promotion that would leave a hole: an incremental model whose table changes must then have everything from its start up to
 * where its present table ends. SQLMesh checks this when it writes the environment; here the plan is refused before any work.
 */
final class GapGuard {
    private final PlanInput input;
    private final Calendar calendar;
    private final Map<TableName, Snapshot> snapshots;
    private final Map<TableName, IntervalSet> planned = new HashMap<>();

    GapGuard(PlanInput input, Calendar calendar, Map<TableName, Snapshot> snapshots, List<Backfill> backfill) {
        this.input = input;
        this.calendar = calendar;
        this.snapshots = snapshots;
        backfill.forEach(each -> planned.put(each.table(), each.intervals()));
    }

    /** @param next the environment as the plan would leave it. @throws UsageException if there would be a hole */
    void check(Environment next) {
        if (!input.request().rules().noGaps() || input.target().isEmpty()) {
            return;
        }
        var holes = new ArrayList<String>();
        for (Pointer before : input.target().get().pointers()) {
            next.pointer(before.model())
                    .flatMap(after -> hole(before, after))
                    .ifPresent(
                            hole -> holes.add("%s lacks %s to %s".formatted(before.model(), hole.start(), hole.end())));
        }
        if (!holes.isEmpty()) {
            throw new UsageException(
                    "--no-gaps: the plan would leave holes: " + String.join("; ", holes),
                    "Compute them too: leave out --skip-backfill and --start");
        }
    }

    private Optional<Interval> hole(Pointer before, Pointer after) {
        boolean moves = before.table() != null
                && after.table() != null
                && !before.table().equals(after.table());
        if (!moves || !incremental(before) || !incremental(after)) {
            return Optional.empty();
        }
        Optional<Interval> old = have(before.table()).hull();
        Instant start = calendar.start(after.model());
        if (old.isEmpty() || !start.isBefore(old.get().end())) {
            return Optional.empty();
        }
        IntervalSet will = have(after.table()).union(planned.getOrDefault(after.table(), IntervalSet.EMPTY));
        return IntervalSet.between(start, old.get().end()).minus(will).hull();
    }

    private boolean incremental(Pointer pointer) {
        return pointer.incremental()
                && snapshots.get(pointer.model()).model().kind().incremental().isPresent();
    }

    private IntervalSet have(TableName table) {
        return input.intervals().getOrDefault(table, IntervalSet.EMPTY);
    }
}
