package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Config;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Removes environments that are over and tables that nothing points at. Only what vmsh made is ever removed; what an environment, a
 * promised rollback, or a plan under way needs is found again inside the lease that keeps plans out.
 */
public final class CleanUp {
    private final Connections connections;
    private final Identity identity;
    private final Clock clock;

    public CleanUp(Connections connections, Identity identity, Clock clock) {
        this.connections = connections;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * One thing that was, or would be, removed.
     *
     * @param type {@code environment}, {@code view}, {@code table}, {@code snapshot} or {@code rollback point}
     */
    public record Removal(String type, String name, String because) {}

    /** @param failures what could not be removed, and why; it is tried again next time */
    public record Report(List<Removal> removed, List<String> failures) {
        public Report {
            removed = List.copyOf(removed);
            failures = List.copyOf(failures);
        }
    }

    /**
     * What to clean.
     *
     * @param only the environment to remove if it is over, and whose tables and history alone are cleaned; null for all
     * @param ignoreTtl whether unused tables go even if their time is not up
     * @param dryRun whether to say only what would go
     */
    public record Request(
            EnvironmentName only, boolean ignoreTtl, boolean dryRun, Instant executionTime, Duration patience) {}

    /**
     * Ends an environment now; its views go with the next clean-up, or at once.
     *
     * @throws UsageException if it is prod or does not exist
     */
    public Report invalidate(String gateway, EnvironmentName name, boolean atOnce, Duration wait) {
        if (name.isProd()) {
            throw new UsageException("prod cannot be invalidated", "To remove everything, use 'destroy'");
        }
        if (connections.config().pinnedEnvironments().contains(name.identifier())) {
            throw new UsageException(
                    name + " is pinned", "Take it out of pinned_environments in the configuration first");
        }
        StateStore state = connections.state(gateway);
        Instant now = clock.instant();
        try (LeaseKeeper lease = LeaseKeeper.forEnvironment(state, name.identifier(), identity, "invalidate", wait)) {
            state.transaction(transaction -> {
                lease.require(transaction);
                Environment environment = transaction
                        .environment(name)
                        .orElseThrow(() -> new UsageException(
                                "there is no environment '%s'".formatted(name), "See 'environments'"));
                transaction.writeEnvironment(environment.expiringAt(now));
                return null;
            });
        }
        return atOnce ? janitor(gateway, new Request(name, false, false, now, wait)) : new Report(List.of(), List.of());
    }

    /** Removes what is over. Goes on past what cannot be removed. */
    public Report janitor(String gateway, Request request) {
        StateStore state = connections.state(gateway);
        Instant now = request.executionTime() == null ? clock.instant() : request.executionTime();
        if (request.dryRun()) {
            return new Pass(gateway, state, null, request, now).run();
        }
        try (LeaseKeeper lease = LeaseKeeper.forCleaning(state, identity, request.patience())) {
            return new Pass(gateway, state, lease, request, now).run();
        }
    }

    /** One pass. */
    private final class Pass {
        private final String gateway;
        private final Warehouses warehouses;
        private final StateStore state;
        /** Null for a dry run. */
        private final LeaseKeeper lease;

        private final Request request;
        private final Instant now;
        private final Config config;
        private final List<Removal> removed = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final Set<TableName> gone = new HashSet<>();

        Pass(String gateway, StateStore state, LeaseKeeper lease, Request request, Instant now) {
            this.gateway = gateway;
            this.warehouses = new Warehouses(connections, gateway);
            this.state = state;
            this.lease = lease;
            this.request = request;
            this.now = now;
            this.config = connections.config();
        }

        Report run() {
            var kept = new ArrayList<Environment>();
            var over = new ArrayList<Environment>();
            List<Environment> environments = state.environments();
            Set<SnapshotId> candidates = candidates(environments);
            for (Environment environment : environments) {
                boolean wanted = request.only() == null || request.only().equals(environment.name());
                (wanted && environment.expired(now) && mayGo(environment) ? over : kept).add(environment);
            }
            for (Environment environment : over) {
                if (!remove(environment)) {
                    kept.add(environment);
                }
            }
            if (lease != null) {
                // while it is known which warehouses have tables
                forgetMarks();
            }
            removeTables(kept, candidates);
            return new Report(removed, failures);
        }

        /** Versions that may go at all: those that the one environment uses or has used; null for every one. */
        private Set<SnapshotId> candidates(List<Environment> environments) {
            EnvironmentName only = request.only();
            if (only == null) {
                return null;
            }
            var records = new ArrayList<Environment>();
            environments.stream().filter(each -> each.name().equals(only)).forEach(records::add);
            state.log(only, 0).forEach(entry -> records.add(entry.environment()));
            if (records.isEmpty()) {
                throw EnvironmentNames.unknown(
                        only, environments.stream().map(Environment::name).toList());
            }
            var candidates = new HashSet<SnapshotId>();
            records.forEach(record -> record.pointers().forEach(pointer -> candidates.add(pointer.snapshot())));
            return candidates;
        }

        // ---- environments

        /** Neither what is pinned, however it expired, nor what somebody else keeps for themselves. */
        private boolean mayGo(Environment environment) {
            String name = environment.name().identifier();
            if (config.pinnedEnvironments().contains(name)) {
                return false;
            }
            try {
                PersonLocks.requireOpen(state, name, identity);
                return true;
            } catch (LeaseHeldException e) {
                failures.add(e.getMessage());
                return false;
            }
        }

        private boolean remove(Environment environment) {
            var views = new TreeSet<TableName>();
            environment.pointers().forEach(pointer -> pointer.ownView().ifPresent(views::add));
            try {
                if (lease != null) {
                    Map<String, List<TableName>> byGateway = warehouses.split(views, view -> view);
                    byGateway.remove(gateway);
                    byGateway.forEach(this::dropElsewhere);
                    warehouses
                            .transactions(gateway, lease)
                            .run(
                                    session -> {
                                        dropViews(session, own(views));
                                        return null;
                                    },
                                    transaction -> transaction.deleteEnvironment(environment.name()));
                }
            } catch (VmshException e) {
                failures.add("environment %s: %s".formatted(environment.name(), e.getMessage()));
                return false;
            }
            String because = "expired at " + environment.expiresAt();
            removed.add(new Removal("environment", environment.name().identifier(), because));
            views.forEach(
                    view -> removed.add(new Removal("view", view.toString(), "of environment " + environment.name())));
            return true;
        }

        /** Those in the session's own warehouse. */
        private Set<TableName> own(Set<TableName> names) {
            return new TreeSet<>(warehouses.split(names, name -> name).getOrDefault(gateway, List.of()));
        }

        /** Views of warehouses that do not keep the state go before their record does. */
        private void dropElsewhere(String site, List<TableName> views) {
            try (EngineSession session = connections.engine(site).open()) {
                session.transaction(() -> {
                    dropViews(
                            session,
                            views.stream().map(warehouses::local).collect(Collectors.toCollection(TreeSet::new)));
                    return null;
                });
            }
        }

        private void dropViews(EngineSession session, Set<TableName> views) {
            var schemas = new TreeSet<String>();
            views.forEach(view -> schemas.add(view.schema()));
            Map<TableName, RelationType> there = session.relations(schemas);
            for (TableName view : views) {
                if (there.get(view) == RelationType.VIEW) {
                    session.execute(TableDdl.drop(view, RelationType.VIEW));
                }
            }
            for (String schema : schemas) {
                if (session.relations(List.of(schema)).isEmpty()) {
                    session.execute("DROP SCHEMA IF EXISTS " + TableName.quote(schema));
                }
            }
        }

        // ---- tables

        private void removeTables(List<Environment> kept, Set<SnapshotId> candidates) {
            var needed = new Needed(kept, state.log(), config.historyTtl(), now);
            state.unfinished().stream()
                    .filter(plan -> isAlive(plan.startedAt()))
                    .forEach(plan -> needed.add(plan, state.done(plan.planId())));
            List<SnapshotUse> uses = state.snapshotUses();
            var going = new ArrayList<SnapshotUse>();
            for (SnapshotUse use : uses) {
                boolean timeIsUp = request.ignoreTtl() || !isAlive(use.lastUsed());
                boolean candidate = candidates == null || candidates.contains(use.id());
                if (candidate && timeIsUp && !needed.has(use)) {
                    going.add(use);
                } else {
                    needed.add(use);
                }
            }
            remove(going, needed);
            endRollbackPoints(needed.outdated().stream()
                    .filter(entry ->
                            request.only() == null || entry.environment().name().equals(request.only()))
                    .toList());
            if (lease != null) {
                forgetChanges();
                compact(needed.tables());
                LeaseKeeper.leftBehind(state, identity).forEach(state::release);
            }
        }

        /** Whether the time is not up of what was last used {@code then}. */
        private boolean isAlive(Instant then) {
            return TimeExpression.parse(config.snapshotTtl()).asExpiry(then).isAfter(now);
        }

        /** A table that a view shows goes after the view: what could not be removed is tried again as long as others go. */
        private void remove(List<SnapshotUse> going, Needed needed) {
            List<SnapshotUse> left = going;
            var reasons = new ArrayList<String>();
            int before;
            do {
                before = left.size();
                reasons.clear();
                var stays = new ArrayList<SnapshotUse>();
                for (SnapshotUse use : left) {
                    try {
                        remove(use, needed);
                    } catch (VmshException e) {
                        stays.add(use);
                        reasons.add("%s: %s".formatted(use.id().model(), e.getMessage()));
                    }
                }
                left = stays;
            } while (!left.isEmpty() && left.size() < before);
            failures.addAll(reasons);
        }

        private void remove(SnapshotUse use, Needed needed) {
            var tables = new TreeSet<TableName>();
            if (use.storage() != null
                    && !use.kind().equals("EXTERNAL")
                    && !use.kind().equals("EMBEDDED")) {
                tables.add(use.storage().table());
                tables.add(use.storage().devTable());
                tables.removeAll(needed.tables());
            }
            Set<TableName> dropped = lease == null ? warehouses.there(tables).keySet() : drop(use, tables);
            gone.addAll(tables);
            dropped.forEach(table -> removed.add(
                    new Removal("table", table.toString(), "no environment points at it, and its time is up")));
            removed.add(new Removal(
                    "snapshot", use.id().model() + " " + use.id().identifier(), "unused since " + use.lastUsed()));
        }

        private Set<TableName> drop(SnapshotUse use, Set<TableName> tables) {
            // the tables of one snapshot are all in one warehouse
            String site = tables.isEmpty()
                    ? gateway
                    : warehouses.gatewayOf(tables.iterator().next());
            if (!warehouses.together(site)) {
                forget(tables);
            }
            return warehouses
                    .transactions(site, lease)
                    .run(
                            session -> {
                                Map<TableName, RelationType> there = warehouses.there(session, tables);
                                there.forEach(
                                        (table, type) -> session.execute(TableDdl.drop(warehouses.local(table), type)));
                                return there.keySet();
                            },
                            transaction -> {
                                tables.forEach(transaction::removeIntervals);
                                transaction.deleteSnapshots(List.of(use.id()));
                            });
        }

        /** A table that is made anew under the name of one that went has not been changed. */
        private void forgetChanges() {
            if (gone.isEmpty()) {
                return;
            }
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction
                        .environment(EnvironmentName.PROD)
                        .filter(prod ->
                                prod.changed().versions().keySet().stream().anyMatch(gone::contains))
                        .ifPresent(prod -> transaction.writeEnvironment(
                                prod.with(prod.changed().without(gone))));
                return null;
            });
        }

        /** Where tables are in another database: should this process end in between, nothing is said to be computed that is gone. */
        private void forget(Set<TableName> tables) {
            state.transaction(transaction -> {
                lease.require(transaction);
                tables.forEach(transaction::removeIntervals);
                return null;
            });
        }

        private void endRollbackPoints(List<LogEntry> outdated) {
            if (outdated.isEmpty()) {
                return;
            }
            if (lease != null) {
                state.transaction(transaction -> {
                    lease.require(transaction);
                    transaction.deleteLog(outdated);
                    return null;
                });
            }
            outdated.forEach(entry -> removed.add(new Removal(
                    "rollback point",
                    entry.environment().name() + " " + entry.planId(),
                    "finished at %s, before the history that is promised".formatted(entry.at()))));
        }

        private void compact(Set<TableName> tables) {
            state.transaction(transaction -> {
                lease.require(transaction);
                transaction.compactIntervals(tables, 1);
                return null;
            });
        }

        private void forgetMarks() {
            try {
                new Recovery(warehouses, identity).forgetMarks(clock.instant());
            } catch (VmshException e) {
                failures.add("marks in a warehouse: " + e.getMessage());
            }
        }
    }
}
