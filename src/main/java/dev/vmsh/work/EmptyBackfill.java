package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Calendar;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records models as computed without computing them, where the user says that their rows will come from elsewhere. */
final class EmptyBackfill {
    private final StateStore state;
    private final LeaseKeeper lease;

    EmptyBackfill(StateStore state, LeaseKeeper lease) {
        this.state = state;
        this.lease = lease;
    }

    void record(Plan plan) {
        Map<TableName, Model> models = new TreeMap<>();
        Map<TableName, List<TableName>> reads = new TreeMap<>();
        plan.snapshots().forEach((name, snapshot) -> {
            models.put(name, snapshot.model());
            reads.put(name, List.copyOf(snapshot.model().facts().dependencies()));
        });
        Calendar calendar = Calendar.of(models, Dag.of(reads), plan.executionTime());
        state.transaction(transaction -> {
            lease.require(transaction);
            var computed = new ArrayList<DoneBatch>();
            for (Snapshot snapshot : plan.snapshots().values()) {
                if (snapshot.model().kind().symbolic()) {
                    continue;
                }
                TableName name = snapshot.name();
                Instant start = calendar.unit(name).ceil(plan.start() == null ? calendar.start(name) : plan.start());
                Instant end = calendar.unit(name).floor(plan.end() == null ? plan.executionTime() : plan.end());
                if (start.isBefore(end)) {
                    computed.add(new DoneBatch(plan.deployability().written(snapshot), new Interval(start, end)));
                }
            }
            transaction.addIntervals(computed);
            return null;
        });
    }
}
