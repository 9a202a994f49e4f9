package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.SnapshotUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and views that are recorded, beside those that are in one warehouse. Looks once, when it is made. */
final class ManagedObjects {
    private final Warehouses warehouses;
    private final String site;
    private final List<Environment> environments;
    private final Set<TableName> recorded = new TreeSet<>();
    private final Map<TableName, RelationType> there;
    private final Map<TableName, String> definitions;

    /**
     * @param site the gateway whose warehouse {@code session} is on
     * @param environments whose pointers may lead to any warehouse
     */
    ManagedObjects(
            Warehouses warehouses,
            String site,
            EngineSession session,
            List<Environment> environments,
            List<SnapshotUse> uses) {
        this.warehouses = warehouses;
        this.site = site;
        this.environments = environments;
        tables(uses).filter(this::isHere).forEach(recorded::add);
        var schemas = new TreeSet<String>();
        recorded.forEach(table -> schemas.add(table.schema()));
        var viewSchemas = new TreeSet<String>();
        for (Environment environment : environments) {
            for (Pointer pointer : environment.pointers()) {
                pointer.ownView().filter(this::isHere).ifPresent(view -> viewSchemas.add(view.schema()));
                if (pointer.view() != null && isHere(pointer.table())) {
                    schemas.add(pointer.table().schema());
                }
            }
        }
        schemas.addAll(viewSchemas);
        this.there = schemas.isEmpty() ? Map.of() : session.relations(schemas);
        this.definitions = viewSchemas.isEmpty() ? Map.of() : definitions(session, viewSchemas);
    }

    /** The gateways whose warehouses have something that is recorded; the session's own is always among them. */
    static Set<String> sites(Warehouses warehouses, List<Environment> environments, List<SnapshotUse> uses) {
        var sites = new TreeSet<>(Set.of(warehouses.home()));
        tables(uses).forEach(table -> sites.add(warehouses.gatewayOf(table)));
        environments.forEach(environment -> environment.pointers().forEach(pointer -> pointer.ownView()
                .ifPresent(view -> sites.add(warehouses.gatewayOf(view)))));
        return sites;
    }

    private static Stream<TableName> tables(List<SnapshotUse> uses) {
        return uses.stream()
                .filter(use -> use.storage() != null)
                .filter(use -> !use.kind().equals("EXTERNAL") && !use.kind().equals("EMBEDDED"))
                .flatMap(use -> Stream.of(use.storage().table(), use.storage().devTable()));
    }

    /** Whether {@code name} is one of this warehouse. */
    private boolean isHere(TableName name) {
        return warehouses.gatewayOf(name).equals(site);
    }

    /** Whether it can be told if {@code name} is there: not in a catalog that is only attached. */
    boolean canTell(TableName name) {
        return isHere(name) && warehouses.local(name).catalog() == null;
    }

    private static Map<TableName, String> definitions(EngineSession session, Collection<String> schemas) {
        String list = schemas.stream()
                .map(schema -> "'" + schema.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        var definitions = new HashMap<TableName, String>();
        try (Rows rows = session.query("SELECT table_schema, table_name, view_definition FROM information_schema.views"
                + " WHERE table_schema IN (" + list + ")")) {
            while (rows.next()) {
                definitions.put(
                        TableName.of(String.valueOf(rows.value(0)), String.valueOf(rows.value(1))),
                        String.valueOf(rows.value(2)));
            }
        }
        return definitions;
    }

    /** Physical tables and views of every recorded snapshot that belong to this warehouse, there or not. */
    Set<TableName> recorded() {
        return recorded;
    }

    boolean isThere(TableName relation) {
        return there.containsKey(warehouses.local(relation));
    }

    /** Names of the environments that read {@code table}. */
    List<String> readers(TableName table) {
        return environments.stream()
                .filter(environment ->
                        environment.pointers().stream().anyMatch(pointer -> table.equals(pointer.table())))
                .map(environment -> environment.name().identifier())
                .toList();
    }

    /** What stands in physical schemas and is recorded nowhere. */
    Set<TableName> orphans() {
        var physical = new HashSet<String>();
        recorded.forEach(table -> physical.add(table.schema()));
        var known = new HashSet<TableName>();
        recorded.forEach(table -> known.add(warehouses.local(table)));
        environments.forEach(environment -> environment.pointers().forEach(pointer -> {
            if (pointer.table() != null) {
                known.add(warehouses.local(pointer.table()));
            }
            pointer.ownView().ifPresent(view -> known.add(warehouses.local(view)));
        }));
        return there.keySet().stream()
                .filter(name -> physical.contains(name.schema()) && !known.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The views of {@code environment} that are not as recorded; those in other catalogs are not looked at. */
    List<Fault> faults(Environment environment) {
        var faults = new ArrayList<Fault>();
        for (Pointer pointer : environment.pointers()) {
            TableName view = pointer.view();
            if (view == null || !canTell(view)) {
                continue;
            }
            boolean source = !canTell(pointer.table())
                    || isThere(pointer.table())
                    || pointer.kind().equals("EXTERNAL");
            TableName here = warehouses.local(view);
            TableName table = warehouses.seenFrom(site, pointer.table());
            RelationType type = there.get(here);
            String wrong = wrong(pointer, type);
            if (wrong != null) {
                faults.add(new Fault(here, table, type, wrong, source));
            } else if (!source) {
                faults.add(new Fault(
                        here, table, type, "the table %s behind it is gone".formatted(pointer.table()), false));
            }
        }
        return faults;
    }

    private String wrong(Pointer pointer, RelationType type) {
        if (type == null) {
            return "the view is missing";
        }
        if (type != RelationType.VIEW) {
            return "a %s stands where the view should be; rename or drop it, then repair"
                    .formatted(Doctor.describe(type));
        }
        String definition = definitions.get(warehouses.local(pointer.view()));
        boolean shows = definition == null || names(definition, pointer.table());
        return shows ? null : "it does not show %s".formatted(pointer.table());
    }

    /** As a whole word: one physical name may be the beginning of another. */
    private static boolean names(String definition, TableName table) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(table.name()) + "(?!\\w)")
                .matcher(definition)
                .find();
    }

    /**
     * A view that is not as recorded.
     *
     * @param there what stands at its name; null for nothing
     * @param sourceThere whether the table that it should show is there
     */
    record Fault(TableName view, TableName table, RelationType there, String message, boolean sourceThere) {
        boolean mendable() {
            return sourceThere && (there == null || there == RelationType.VIEW);
        }

        void mend(EngineSession session, EngineTraits traits) {
            session.execute(TableDdl.createSchema(view.schema()));
            new ViewReplacement(session, traits, false).replace(view, table, there, null);
        }
    }
}
