package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DamagedRecord;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what is recorded with what is in the warehouse, and mends what can be mended without computing: views are made again, and what
 * is recorded of tables and sessions that are gone is forgotten.
 */
public final class Doctor {
    private final Connections connections;
    private final Identity identity;
    private final Unfinished unfinished;

    public Doctor(Connections connections, Identity identity, Unfinished unfinished) {
        this.connections = connections;
        this.identity = identity;
        this.unfinished = unfinished;
    }

    /** How bad it is. */
    public enum Status {
        OK,
        /** Odd, but nothing is wrong for those who read. */
        WARN,
        FAIL,
        /** It was wrong, and is not any more. */
        REPAIRED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What one look showed.
     *
     * @param check {@code records}, {@code tables}, {@code views}, {@code orphans}, {@code plans} or {@code leases}
     * @param object what was looked at
     */
    public record Finding(String check, String object, Status status, String message) {}

    /** Looks at everything on {@code gateway}. A fault never keeps the rest from being looked at. */
    public List<Finding> examine(String gateway, boolean repair) {
        var visit = new Visit(gateway, repair);
        visit.run();
        return List.copyOf(visit.findings);
    }

    private final class Visit {
        private final String gateway;
        private final boolean repair;
        private final StateStore state;
        private final Warehouses warehouses;
        private final List<Finding> findings = new ArrayList<>();

        Visit(String gateway, boolean repair) {
            this.gateway = gateway;
            this.repair = repair;
            this.state = connections.state(gateway);
            this.warehouses = new Warehouses(connections, gateway);
        }

        void run() {
            if (!records()) {
                return;
            }
            List<Environment> environments = state.environments();
            List<SnapshotUse> uses = state.snapshotUses();
            leases();
            plans();
            var faulty = new TreeSet<EnvironmentName>();
            for (String site : ManagedObjects.sites(warehouses, environments, uses)) {
                warehouse(site, environments, uses, faulty);
            }
            for (Environment environment : environments) {
                if (!faulty.contains(environment.name())) {
                    found("views", environment.name(), Status.OK, "every view shows what is recorded");
                }
            }
        }

        /** @param faulty gets the environments of which not every view is well */
        private void warehouse(
                String site, List<Environment> environments, List<SnapshotUse> uses, Set<EnvironmentName> faulty) {
            ManagedObjects warehouse;
            try (EngineSession session = connections.engine(site).open()) {
                warehouse = new ManagedObjects(warehouses, site, session, environments, uses);
            } catch (VmshException e) {
                if (warehouses.isHome(site)) {
                    throw e;
                }
                found("tables", site, Status.FAIL, "not looked at: " + e.getMessage());
                return;
            }
            tables(site, warehouse);
            for (Environment environment : environments) {
                for (ManagedObjects.Fault fault : warehouse.faults(environment)) {
                    faulty.add(environment.name());
                    repair(site, environment, fault);
                }
            }
            orphans(site, warehouse);
        }

        private void found(String check, Object object, Status status, String message) {
            findings.add(new Finding(check, String.valueOf(object), status, message));
        }

        /** @return whether environments can be read at all */
        private boolean records() {
            String schema = connections.gateway(gateway).stateSchema();
            List<DamagedRecord> damaged;
            try {
                damaged = state.damaged();
            } catch (StateException e) {
                found("records", schema, Status.FAIL, e.getMessage() + ". " + e.remedy());
                return false;
            }
            damaged.forEach(each -> found(
                    "records",
                    each.table() + " " + each.key(),
                    Status.FAIL,
                    each.message()
                            + ". Restore the row from a backup, or take in an export with 'state import --replace'"));
            if (damaged.isEmpty()) {
                found("records", schema, Status.OK, "every record can be read");
            }
            try {
                state.environments();
                return true;
            } catch (StateException e) {
                found("views", schema, Status.FAIL, "not looked at: " + e.getMessage());
                return false;
            }
        }

        // ---- what sessions left behind

        private void leases() {
            List<Lease> stale = LeaseKeeper.leftBehind(state, identity);
            for (Lease lease : stale) {
                if (repair) {
                    state.release(lease);
                }
                found(
                        "leases",
                        lease.environment(),
                        repair ? Status.REPAIRED : Status.WARN,
                        "%s left it behind at %s; the next session takes it over"
                                .formatted(lease.holder(), lease.heartbeat()));
            }
            if (stale.isEmpty()) {
                found("leases", gateway, Status.OK, "none is left behind");
            }
        }

        private void plans() {
            List<JournalEntry> stopped = unfinished.all(gateway);
            for (JournalEntry entry : stopped) {
                boolean over = overtaken(entry);
                if (over && repair) {
                    state.transaction(transaction -> {
                        transaction.deleteJournal(entry.planId());
                        return null;
                    });
                }
                String message = over
                        ? "plan %s stopped, and a later one did the rest".formatted(entry.planId())
                        : Unfinished.sentence(entry);
                found("plans", entry.environment(), over && repair ? Status.REPAIRED : Status.WARN, message);
            }
            if (stopped.isEmpty()) {
                found("plans", gateway, Status.OK, "none is unfinished");
            }
        }

        private boolean overtaken(JournalEntry entry) {
            return state.environments().stream()
                    .filter(environment -> environment.name().identifier().equals(entry.environment()))
                    .filter(environment -> !environment.afterAllPending())
                    .flatMap(environment -> state.log(environment.name(), 1).stream())
                    .map(LogEntry::at)
                    .anyMatch(at -> at.isAfter(entry.startedAt()));
        }

        // ---- the warehouse

        private void tables(String site, ManagedObjects warehouse) {
            Map<TableName, IntervalSet> computed = new TreeMap<>(state.intervals(warehouse.recorded()));
            int missing = 0;
            for (TableName table : computed.keySet()) {
                if (!warehouse.canTell(table) || warehouse.isThere(table)) {
                    continue;
                }
                missing++;
                if (repair) {
                    forget(table);
                }
                String who = String.join(", ", warehouse.readers(table));
                found(
                        "tables",
                        table,
                        repair ? Status.REPAIRED : Status.FAIL,
                        "it is recorded as computed, and is not there"
                                + (who.isEmpty()
                                        ? ""
                                        : "; read by " + who + ": 'plan' computes it again after a repair"));
            }
            if (missing == 0) {
                found("tables", site, Status.OK, computed.size() + " tables are there");
            }
        }

        private void forget(TableName table) {
            try (LeaseKeeper lease = LeaseKeeper.forLayout(state, identity, "doctor", Duration.ZERO)) {
                state.transaction(transaction -> {
                    lease.require(transaction);
                    transaction.removeIntervals(table);
                    return null;
                });
            }
        }

        private void repair(String site, Environment environment, ManagedObjects.Fault fault) {
            if (!repair || !fault.mendable()) {
                found("views", fault.view(), Status.FAIL, fault.message());
                return;
            }
            try {
                mend(site, environment, fault);
                found("views", fault.view(), Status.REPAIRED, fault.message());
            } catch (VmshException e) {
                found(
                        "views",
                        fault.view(),
                        Status.FAIL,
                        "%s; it cannot be mended: %s".formatted(fault.message(), e.getMessage()));
            }
        }

        private void mend(String site, Environment environment, ManagedObjects.Fault fault) {
            try (LeaseKeeper lease = LeaseKeeper.forEnvironment(
                    state, environment.name().identifier(), identity, "doctor", Duration.ZERO)) {
                warehouses
                        .transactions(site, lease)
                        .run(
                                session -> {
                                    fault.mend(session, connections.engine(site).traits());
                                    return null;
                                },
                                transaction -> {});
            }
        }

        private void orphans(String site, ManagedObjects warehouse) {
            Set<TableName> orphans = new TreeSet<>(warehouse.orphans());
            orphans.forEach(table -> found(
                    "orphans",
                    table,
                    Status.WARN,
                    "nothing is recorded of it; if no other program made it, it can be dropped by hand"));
            if (orphans.isEmpty()) {
                found("orphans", site, Status.OK, "every physical table is recorded");
            }
        }
    }

    static String describe(RelationType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
