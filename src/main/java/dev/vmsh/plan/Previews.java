package dev.vmsh.plan;

import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.project.Dag;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which models of an environment other than prod show a forward-only change in a table of their own, and for which interval. */
final class Previews {
    private final PlanInput input;
    private final PlanRequest request;
    private final Map<TableName, Snapshot> snapshots;
    private final Map<TableName, Change> changes;
    private final Calendar calendar;
    private final Range range;
    private final Deployability deployability;
    private final Recorded recorded;
    private final Dag dag;
    private final Instant now;

    Previews(
            PlanInput input,
            Map<TableName, Snapshot> snapshots,
            Map<TableName, Change> changes,
            Calendar calendar,
            Range range,
            Deployability deployability,
            Recorded recorded) {
        this.input = input;
        this.request = input.request();
        this.snapshots = snapshots;
        this.changes = changes;
        this.calendar = calendar;
        this.range = range;
        this.deployability = deployability;
        this.recorded = recorded;
        this.dag = input.project().dag();
        this.now = input.executionTime();
    }

    /**
     * Forward-only changes show their effect in a table of their own, for the last interval that prod has unless a range is given.
     */
    Map<TableName, Interval> find() {
        boolean enabled = request.enablePreview() == null
                ? input.project().config().plan().enablePreview()
                : request.enablePreview();
        Interval asked = range.preview(now);
        if (request.isProd() || !(enabled || request.rules().forwardOnly()) || asked == null) {
            return Map.of();
        }
        var previews = new LinkedHashMap<TableName, Interval>();
        for (Snapshot snapshot : snapshots.values()) {
            TableName name = snapshot.name();
            Change change = changes.get(name);
            boolean changed = change != null
                    && (change.type() == ChangeType.DIRECTLY_MODIFIED
                            || change.type() == ChangeType.INDIRECTLY_MODIFIED);
            boolean own =
                    changed && snapshot.forwardOnly() && !snapshot.category().keepsTable() && snapshot.changesRows();
            boolean fromParent = changed
                    && !snapshot.category().keepsTable()
                    && dag.parents(name).stream().anyMatch(previews::containsKey);
            if ((own || fromParent)
                    && !deployability.representative(name)
                    && recorded.of(snapshot.storage().devTable()).isEmpty()) {
                previews.put(name, asked.alignedOutward(calendar.unit(name)));
            }
        }
        return previews;
    }
}
