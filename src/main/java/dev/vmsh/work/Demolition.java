package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Removes everything that vmsh made on a gateway, and nothing else. */
public final class Demolition {
    private final Connections connections;
    private final Identity identity;

    public Demolition(Connections connections, Identity identity) {
        this.connections = connections;
        this.identity = identity;
    }

    /**
     * One thing that goes.
     *
     * @param type {@code environment}, {@code view}, {@code table} or {@code state}
     */
    public record Piece(String type, String name) {}

    /** What a person types to be sure: the project's name, else its folder's. */
    public String project() {
        String named = connections.config().project();
        return named == null || named.isEmpty()
                ? String.valueOf(Path.of(connections.root()).getFileName())
                : named;
    }

    /** What would go. Changes nothing. */
    public List<Piece> survey(String gateway) {
        StateStore state = connections.state(gateway);
        List<Environment> environments = state.environments();
        List<SnapshotUse> uses = state.snapshotUses();
        var pieces = new ArrayList<Piece>();
        environments.forEach(environment ->
                pieces.add(new Piece("environment", environment.name().identifier())));
        var warehouses = new Warehouses(connections, gateway);
        warehouses.there(views(environments)).keySet().forEach(view -> pieces.add(new Piece("view", view.toString())));
        warehouses.there(tables(uses)).keySet().forEach(table -> pieces.add(new Piece("table", table.toString())));
        if (!environments.isEmpty() || !uses.isEmpty()) {
            pieces.add(new Piece("state", connections.gateway(gateway).stateSchema()));
        }
        return pieces;
    }

    /**
     * Removes it all, unless another session is at work or a person keeps an environment. Views and tables go in one transaction, so that a
     * failure leaves everything; the state goes last.
     */
    public void destroy(String gateway) {
        StateStore state = connections.state(gateway);
        try (LeaseKeeper lease = LeaseKeeper.forLayout(state, identity, "destroy", Duration.ZERO)) {
            List<Environment> environments = state.environments();
            environments.forEach(environment ->
                    PersonLocks.requireOpen(state, environment.name().identifier(), identity));
            List<SnapshotUse> uses = state.snapshotUses();
            var warehouses = new Warehouses(connections, gateway);
            Set<TableName> views = views(environments);
            Set<TableName> tables = tables(uses);
            var all = new TreeSet<>(views);
            all.addAll(tables);
            for (String site : warehouses.split(all, name -> name).keySet()) {
                if (!warehouses.isHome(site)) {
                    try (EngineSession session = connections.engine(site).open()) {
                        session.transaction(() -> {
                            empty(warehouses, site, session, views, tables);
                            return null;
                        });
                    }
                }
            }
            warehouses
                    .transactions(gateway, lease)
                    .run(
                            session -> {
                                empty(warehouses, gateway, session, views, tables);
                                return null;
                            },
                            transaction -> {
                                environments.forEach(environment -> transaction.deleteEnvironment(environment.name()));
                                tables(uses).forEach(transaction::removeIntervals);
                                transaction.deleteSnapshots(
                                        uses.stream().map(SnapshotUse::id).toList());
                            });
        }
        state.destroy();
    }

    private static Set<TableName> views(List<Environment> environments) {
        var views = new TreeSet<TableName>();
        environments.forEach(environment ->
                environment.pointers().forEach(pointer -> pointer.ownView().ifPresent(views::add)));
        return views;
    }

    private static Set<TableName> tables(List<SnapshotUse> uses) {
        var tables = new TreeSet<TableName>();
        for (SnapshotUse use : uses) {
            if (use.storage() != null
                    && !use.kind().equals("EXTERNAL")
                    && !use.kind().equals("EMBEDDED")) {
                tables.add(use.storage().table());
                tables.add(use.storage().devTable());
            }
        }
        return tables;
    }

    /** Removes those of {@code views} and {@code tables} that the warehouse of {@code site} has, and the marks. */
    private void empty(
            Warehouses warehouses, String site, EngineSession session, Set<TableName> views, Set<TableName> tables) {
        boolean together = connections.engine(site).traits().viewsBoundAtCreation();
        for (Set<TableName> names : List.of(views, tables)) {
            var own = new TreeSet<TableName>();
            warehouses
                    .split(names, name -> name)
                    .getOrDefault(site, List.of())
                    .forEach(name -> own.add(warehouses.local(name)));
            drop(session, own, together);
        }
        if (!warehouses.isHome(site) || !connections.state(site).sharesWarehouse()) {
            drop(session, Set.of(warehouses.marks(site).name()), together);
        }
    }

    private static Map<TableName, RelationType> there(EngineSession session, Collection<TableName> names) {
        var found = new TreeMap<>(session.relations(schemas(names)));
        found.keySet().retainAll(names);
        return found;
    }

    private static Set<String> schemas(Collection<TableName> names) {
        var schemas = new TreeSet<String>();
        names.forEach(name -> schemas.add(name.schema()));
        return schemas;
    }

    /**
     * Views before the tables that they read; a schema goes when it is empty.
     *
     * @param together whether those of one sort go in one statement, as the engine refuses to drop what another one of them reads
     */
    private static void drop(EngineSession session, Set<TableName> names, boolean together) {
        Map<TableName, RelationType> there = there(session, names);
        for (RelationType type : List.of(RelationType.VIEW, RelationType.MATERIALIZED_VIEW, RelationType.TABLE)) {
            List<TableName> going = there.keySet().stream()
                    .filter(name -> there.get(name) == type)
                    .toList();
            if (together && !going.isEmpty()) {
                session.execute(TableDdl.drop(going, type));
            } else {
                going.forEach(name -> session.execute(TableDdl.drop(name, type)));
            }
        }
        for (String schema : schemas(names)) {
            if (session.relations(List.of(schema)).isEmpty()) {
                session.execute("DROP SCHEMA IF EXISTS " + TableName.quote(schema));
            }
        }
    }
}
