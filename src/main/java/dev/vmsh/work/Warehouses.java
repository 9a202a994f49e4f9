package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The warehouses that one session works on: that of its own gateway, where its state may be too, and those of gateways that models name
 * for themselves. The catalog of a table's name tells in which one it is; without a catalog it is in the session's own.
 *
 * @param home the session's gateway
 */
public record Warehouses(Connections connections, String home) {
    /**
     * The gateways that {@code models} name and that lead to another database than the session's, each with its default catalog.
     *
     * @throws UsageException if two databases have the same catalog, so that nothing tells their tables apart
     */
    Map<String, String> elsewhere(Collection<Model> models) {
        var named = new TreeSet<String>();
        for (Model model : models) {
            if (model.properties().gateway() != null) {
                named.add(connections.gateway(model.properties().gateway()).name());
            }
        }
        var elsewhere = new TreeMap<String, String>();
        for (String gateway : named) {
            if (!atHome(connections.gateway(gateway))) {
                elsewhere.put(gateway, catalog(gateway));
            }
        }
        elsewhere.forEach((gateway, catalog) -> {
            for (String site : List.of(gateway, home)) {
                if (!connections.engine(site).traits().transactionalDdl()) {
                    throw new UsageException(
                            "models name gateway '%s', and gateway '%s' has no transactions".formatted(gateway, site),
                            "Plan these models in a session on gateway '%s', or leave their gateway out"
                                    .formatted(gateway));
                }
            }
            boolean twice = catalog.equals(catalog(home))
                    || elsewhere.entrySet().stream()
                            .anyMatch(other -> !other.getKey().equals(gateway)
                                    && other.getValue().equals(catalog));
            if (twice) {
                throw new UsageException(
                        "models name gateway '%s', and another gateway calls its database '%s' too"
                                .formatted(gateway, catalog),
                        "Give the databases different names: nothing else tells their tables apart");
            }
        });
        return elsewhere;
    }

    /** The longest identifier that each of the engines takes. */
    OptionalInt longestIdentifier(Set<String> elsewhere) {
        OptionalInt shortest = connections.engine(home).traits().longestIdentifier();
        for (String gateway : elsewhere) {
            OptionalInt other = connections.engine(gateway).traits().longestIdentifier();
            if (shortest.isEmpty() || (other.isPresent() && other.getAsInt() < shortest.getAsInt())) {
                shortest = other;
            }
        }
        return shortest;
    }

    /** Whether {@code gateway} leads to the session's own database, by whatever user and settings. */
    private boolean atHome(Gateway gateway) {
        Gateway own = connections.gateway(home);
        return gateway.name().equals(own.name())
                || (gateway.connection().type().equals(own.connection().type())
                        && Objects.equals(place(gateway), place(own)));
    }

    private static List<Object> place(Gateway gateway) {
        Map<String, Object> settings = gateway.connection().settings();
        var place = new ArrayList<>();
        for (String key : List.of("host", "port", "service", "database", "catalog", "catalogs")) {
            place.add(settings.get(key));
        }
        boolean memory = place.stream().allMatch(Objects::isNull);
        return memory ? List.of(gateway.name()) : place;
    }

    private String catalog(String gateway) {
        return connections.engine(gateway).defaultCatalog();
    }

    /** The gateway whose warehouse holds {@code name}. */
    String gatewayOf(TableName name) {
        if (name == null || name.catalog() == null || has(connections.gateway(home), name.catalog())) {
            return home;
        }
        for (Gateway gateway : connections.config().gateways().values()) {
            if (!atHome(gateway) && has(gateway, name.catalog())) {
                return gateway.name();
            }
        }
        return home;
    }

    private static boolean has(Gateway gateway, String catalog) {
        return catalog.equals(gateway.connection().defaultCatalog())
                || (gateway.connection().settings().get("catalogs") instanceof Map<?, ?> catalogs
                        && catalogs.keySet().stream()
                                .anyMatch(key -> key.toString().equalsIgnoreCase(catalog)));
    }

    /**
     * Catalogs for the views of {@code elsewhere}'s models.
     *
     * @param managed whether each gateway keeps the views of its own models
     * @throws UsageException if the session's warehouse would have to show tables that it does not see
     */
    Map<String, String> viewCatalogs(Map<String, String> elsewhere, boolean managed) {
        if (managed) {
            return elsewhere;
        }
        elsewhere.forEach((gateway, catalog) -> {
            if (!has(connections.gateway(home), catalog)) {
                throw new UsageException(
                        "models name gateway '%s', whose tables no view on gateway '%s' can show"
                                .formatted(gateway, home),
                        "Set gateway_managed_virtual_layer: true, so that their views are made on '%s' too"
                                .formatted(gateway));
            }
        });
        return Map.of();
    }

    /** The gateway whose warehouse can answer a statement that reads {@code names}: another than the session's if it has all of them. */
    public String answering(Collection<TableName> names) {
        var sites = new TreeSet<String>();
        names.forEach(name -> sites.add(gatewayOf(name)));
        return sites.size() == 1 ? sites.first() : home;
    }

    boolean isHome(String gateway) {
        return gateway.equals(home);
    }

    Engine engine(TableName name) {
        return connections.engine(gatewayOf(name));
    }

    EngineTraits traits(TableName name) {
        return engine(name).traits();
    }

    /** {@code name} as its own warehouse calls it: without the catalog by which others know it. */
    TableName local(TableName name) {
        String gateway = gatewayOf(name);
        return isHome(gateway) ? name : name.relativeTo(catalog(gateway));
    }

    /** {@code name}, as the warehouse of {@code gateway} calls it, as others know it. */
    TableName known(String gateway, TableName name) {
        return name.catalog() == null ? new TableName(catalog(gateway), name.schema(), name.name()) : name;
    }

    /** {@code name} as the warehouse of {@code gateway} calls it, if it sees it at all. */
    TableName seenFrom(String gateway, TableName name) {
        String own = gatewayOf(name);
        if (own.equals(gateway)) {
            return local(name);
        }
        return known(own, name);
    }

    /** Things by the gateway that holds them; those of the session's own come last. */
    <T> Map<String, List<T>> split(Collection<T> things, Function<T, TableName> name) {
        var split =
                new TreeMap<String, List<T>>((a, b) -> isHome(a) == isHome(b) ? a.compareTo(b) : isHome(a) ? 1 : -1);
        things.forEach(thing -> split.computeIfAbsent(gatewayOf(name.apply(thing)), key -> new ArrayList<>())
                .add(thing));
        return split;
    }

    /** Those of {@code changes} that the warehouse of {@code gateway} has, by the names that it has for them. */
    ViewChanges of(String gateway, ViewChanges changes) {
        return new ViewChanges(
                of(gateway, changes.create()), of(gateway, changes.update()), of(gateway, changes.drop()));
    }

    private List<View> of(String gateway, List<View> views) {
        return views.stream()
                .filter(view -> gatewayOf(view.view()).equals(gateway))
                .map(view -> new View(
                        view.model(),
                        local(view.view()),
                        view.table() == null ? null : seenFrom(gateway, view.table())))
                .toList();
    }

    /** The gateways besides the session's whose views or tables {@code plan}'s promotion changes. */
    List<String> promotedElsewhere(Plan plan) {
        var names = new ArrayList<TableName>();
        for (List<View> views : List.of(
                plan.views().create(), plan.views().update(), plan.views().drop())) {
            views.forEach(view -> names.add(view.view()));
        }
        plan.migrate().forEach(snapshot -> names.add(snapshot.storage().table()));
        var gateways = new ArrayList<>(split(names, Function.identity()).keySet());
        gateways.remove(home);
        return gateways;
    }

    /** Which of {@code names} are there. */
    Map<TableName, RelationType> there(Collection<TableName> names) {
        var there = new TreeMap<TableName, RelationType>();
        split(names, Function.identity()).forEach((gateway, own) -> {
            try (EngineSession session = connections.engine(gateway).open()) {
                there.putAll(there(session, own));
            }
        });
        return there;
    }

    /** Which of {@code names}, all of the warehouse of {@code session}, are there. */
    Map<TableName, RelationType> there(EngineSession session, Collection<TableName> names) {
        var schemas = new TreeSet<String>();
        names.forEach(name -> schemas.add(name.schema()));
        Map<TableName, RelationType> relations = session.relations(schemas);
        var there = new TreeMap<TableName, RelationType>();
        for (TableName name : names) {
            RelationType type = relations.get(local(name));
            if (type != null) {
                there.put(name, type);
            }
        }
        return there;
    }

    /** Whether {@code gateway}'s warehouse keeps this session's state too. */
    boolean together(String gateway) {
        return isHome(gateway) && connections.state(home).sharesWarehouse();
    }

    /** Changes one warehouse and records it, as long as {@code lease} is held: in one transaction if the state is there too. */
    Transactions transactions(String gateway, LeaseKeeper lease) {
        return new Transactions(connections.engine(gateway), connections.state(home), lease, together(gateway));
    }

    /** Marks of this session's state in the warehouse of {@code gateway}, which may keep a state of its own. */
    WarehouseMarks marks(String gateway) {
        return isHome(gateway)
                ? connections.marks(home)
                : new WarehouseMarks(connections.gateway(home).stateSchema() + "_" + home);
    }
}
