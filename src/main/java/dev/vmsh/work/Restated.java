package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
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

/**
 * Forgets what a restatement computes again, before anything is computed: if it is interrupted, what is left is missing like anything
 * else that was never computed, and the next plan or run does it.
 */
final class Restated {
    private final Connections connections;
    private final String gateway;
    private final Plan plan;

    Restated(Connections connections, String gateway, Plan plan) {
        this.connections = connections;
        this.gateway = gateway;
        this.plan = plan;
    }

    void forget(StateTransaction transaction) {
        for (Backfill backfill : plan.backfill()) {
            if (plan.restated().containsKey(backfill.model())) {
                backfill.intervals()
                        .intervals()
                        .forEach(interval -> transaction.removeInterval(backfill.table(), interval));
            }
        }
        if (plan.environment().isProd() && !plan.restated().isEmpty()) {
            forgetOthers(transaction);
        }
    }

    /** What prod computes again is void in versions of the same models that prod does not use. */
    private void forgetOthers(StateTransaction transaction) {
        var kept = new TreeSet<TableName>();
        plan.next().pointers().forEach(pointer -> {
            if (pointer.storage() != null) {
                kept.add(pointer.storage().table());
            }
        });
        for (Environment other : connections.state(gateway).environments()) {
            if (!other.name().isProd()) {
                clear(other, kept, transaction);
            }
        }
    }

    /** @param kept tables that prod uses, which are not void but computed now */
    private void clear(Environment other, Set<TableName> kept, StateTransaction transaction) {
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
        IntervalSet have = connections.state(gateway).intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
        Interval removed =
                snapshot.model().kind().fullHistoryOnly() ? have.hull().orElse(interval) : interval;
        transaction.removeInterval(table, removed);
    }
}
