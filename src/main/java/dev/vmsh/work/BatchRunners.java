package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sends each batch to the warehouse of its table. Safe for several threads. */
final class BatchRunners {
    private final Warehouses warehouses;
    private final Function<String, BatchRunner> made;
    private final Map<String, BatchRunner> sites = new ConcurrentHashMap<>();

    /** @param made makes the runner of a gateway's warehouse */
    BatchRunners(Warehouses warehouses, Function<String, BatchRunner> made) {
        this.warehouses = warehouses;
        this.made = made;
    }

    private BatchRunner site(String gateway) {
        return sites.computeIfAbsent(gateway, made);
    }

    /** Makes the physical schemas and finds out which tables are there already. */
    void prepare(Plan plan) {
        var tables = new ArrayList<TableName>();
        plan.backfill().forEach(backfill -> tables.add(backfill.table()));
        plan.create().forEach(snapshot -> tables.add(plan.deployability().readFrom(snapshot)));
        warehouses.split(tables, table -> table).forEach((gateway, own) -> site(gateway)
                .prepare(own));
    }

    /** Makes the tables that are not there, empty. */
    void create(List<Snapshot> snapshots, Deployability deployability) {
        warehouses.split(snapshots, deployability::readFrom).forEach((gateway, own) -> site(gateway)
                .create(own));
    }

    /** Makes the table of a model on {@code gateway}, empty, if there is none. */
    void createUnlessThere(String gateway, EngineSession session, Snapshot snapshot) {
        site(gateway).createUnlessThere(session, snapshot);
    }

    /** Makes what the plan computes on {@code gateway} and what is not there yet, empty, within the caller's transaction. */
    void createMissing(String gateway, EngineSession session, Plan plan) {
        List<Backfill> own = warehouses.split(plan.backfill(), Backfill::table).getOrDefault(gateway, List.of());
        site(gateway).createMissing(session, own);
    }

    /** Whether the batches of {@code backfill} may share a transaction with others: only where all of them are at home. */
    boolean sharesTransactions(Backfill backfill) {
        String gateway = warehouses.gatewayOf(backfill.table());
        return warehouses.isHome(gateway) && site(gateway).sharesTransactions(backfill);
    }

    /** Whether batches of one table wait for each other, so that it would be idle to begin several. */
    boolean writesOneBatchAtATime(Backfill backfill) {
        String gateway = warehouses.gatewayOf(backfill.table());
        return !warehouses.connections().engine(gateway).traits().transactionalDdl();
    }

    /**
     * Computes batches and records them; all of one warehouse.
     *
     * @see BatchRunner#run
     */
    List<BatchRunner.Result> run(Iterator<BatchRunner.Task> tasks, Consumer<? super WorkEvent> events) {
        BatchRunner.Task first = tasks.next();
        var all = new Iterator<BatchRunner.Task>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                return !begun || tasks.hasNext();
            }

            @Override
            public BatchRunner.Task next() {
                if (begun) {
                    return tasks.next();
                }
                begun = true;
                return first;
            }
        };
        return site(warehouses.gatewayOf(first.table())).run(all, events);
    }

    /** Audits of models whose audits changed though nothing of them is computed. */
    void auditUncomputed(Plan plan, Consumer<? super WorkEvent> events) {
        var tables = new ArrayList<TableName>();
        for (Snapshot snapshot : plan.snapshots().values()) {
            if (!snapshot.model().kind().symbolic()) {
                tables.add(plan.deployability().readFrom(snapshot));
            }
        }
        warehouses.split(tables, table -> table).keySet().forEach(gateway -> site(gateway)
                .auditUncomputed(plan, events));
    }

    /** Runs audits of a table that is computed already, in its warehouse. @see Audits#run */
    void audit(
            Snapshot snapshot,
            List<AuditCall> calls,
            TableName table,
            Interval interval,
            Audits.Occasion occasion,
            Consumer<? super WorkEvent> events) {
        site(warehouses.gatewayOf(table)).audit(snapshot, calls, table, interval, occasion, events);
    }

    /** Runs an audit that belongs to no model, in the session's own warehouse. */
    Audits.Outcome audit(Audit alone) {
        return site(warehouses.home()).audit(alone);
    }
}
