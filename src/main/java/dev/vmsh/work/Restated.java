package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Dag;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateTransaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a restatement in prod means for other environments: their own versions of the same models have to be computed again too. */
final class Restated {
    private final Connections connections;
    private final String gateway;
    private final Plan plan;

    Restated(Connections connections, String gateway, Plan plan) {
        this.connections = connections;
        this.gateway = gateway;
        this.plan = plan;
    }

    /** @param kept tables that prod uses, which are right already */
    void clear(Environment other, Set<TableName> kept, StateTransaction transaction) {
        var snapshots = new TreeMap<TableName, Snapshot>();
        connections
                .state(gateway)
                .snapshots(other.pointers().stream().map(Pointer::snapshot).toList())
                .values()
                .forEach(snapshot -> snapshots.put(snapshot.name(), snapshot));
        Map<TableName, List<TableName>> reads = new TreeMap<>();
        snapshots.forEach((name, snapshot) ->
                reads.put(name, List.copyOf(snapshot.model().facts().dependencies())));
        Dag dag = Dag.of(reads);
        for (Map.Entry<TableName, Interval> entry : plan.restated().entrySet()) {
            if (!snapshots.containsKey(entry.getKey())) {
                continue;
            }
            var reached = new TreeSet<TableName>(dag.downstream(Set.of(entry.getKey())));
            reached.add(entry.getKey());
            for (TableName name : reached) {
                clear(snapshots.get(name), entry.getValue(), kept, transaction);
            }
        }
    }

    private void clear(Snapshot snapshot, Interval interval, Set<TableName> kept, StateTransaction transaction) {
        if (snapshot.model().kind().symbolic() || snapshot.model().kind().disableRestatement()) {
            return;
        }
        TableName table = snapshot.storage().table();
        if (kept.contains(table)) {
            return;
        }
        IntervalSet have =
                connections.state(gateway).intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
        Interval removed = snapshot.model().kind().fullHistoryOnly()
                ? have.hull().orElse(interval)
                : interval;
        transaction.removeInterval(table, removed);
    }
}
