package dev.vmsh.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.chaos.ChaosProject.Version;
import dev.vmsh.scenario.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold in the warehouse at every instant. Looks past vmsh, with connections of its own.
 *
 * <p>Where state and rows are two databases, a promotion that was announced may have taken place or not: then its environment shows what is
 * recorded or what was announced, and nothing in between.
 */
final class Invariants implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MODELS = List.of("a", "b", "c", "d");
    private static final Set<String> DAILY = Set.of("a", "b");
    private static final String STATE = "vmsh";

    private final Witness warehouse;
    private final Witness state;
    private final boolean apart;

    Invariants(ChaosProject project) {
        Place place = project.place();
        Path folder = project.folder();
        warehouse = Witness.of(() -> place.connect(folder));
        state = place.isApart() ? Witness.of(() -> place.connectToState(folder)) : warehouse;
        apart = place.isApart();
    }

    /**
     * What an environment shows.
     *
     * @param planId of the plan that is recorded as its last
     */
    record Shown(Version version, String planId) {}

    /**
     * Every environment shows one version of the project as a whole, of those that it may have.
     *
     * @param possible for each environment, the versions that it may show; none if it may be absent
     * @return what each shows; those with a promotion that is announced but not recorded are left out
     */
    Map<String, Shown> check(Map<String, Set<Version>> possible) {
        var shown = new TreeMap<String, Shown>();
        if (!state.exists(STATE, "environments")) {
            return shown;
        }
        Map<String, JsonNode> announced = announced();
        Map<String, JsonNode> recorded = new TreeMap<>();
        for (List<String> row : state.rows("SELECT name, document FROM vmsh.environments")) {
            recorded.put(row.get(0), json(row.get(1)));
        }
        Map<String, String> definitions = definitions();
        recorded.forEach((name, document) -> {
            Optional<String> fault = fault(name, document, definitions);
            boolean moved = fault.isPresent()
                    && announced.containsKey(name)
                    && fault(name, announced.get(name), definitions).isEmpty();
            if (fault.isPresent() && !moved && ended(document)) {
                return;
            }
            require(fault.isEmpty() || moved, fault.orElse(""));
            Version version = version(name, possible.getOrDefault(name, Set.of()));
            if (!moved) {
                shown.put(name, new Shown(version, document.get("plan_id").asText()));
            }
        });
        noViewsOfNobody(recorded.keySet(), announced.keySet(), definitions);
        intervals();
        return shown;
    }

    /** Where one transaction cannot span both, the views of an environment that is over go before its record does. */
    private boolean ended(JsonNode document) {
        JsonNode end = document.path("expires_at");
        return apart && end.isTextual() && Instant.parse(end.asText()).isBefore(Instant.now());
    }

    /** What environments will be once promotions that were announced have taken place. */
    private Map<String, JsonNode> announced() {
        var announced = new HashMap<String, JsonNode>();
        state.rows("SELECT name, intended FROM vmsh.plans WHERE stage = 'promoting' AND intended IS NOT NULL")
                .forEach(row -> announced.put(row.get(0), json(row.get(1))));
        return announced;
    }

    private Map<String, String> definitions() {
        var definitions = new TreeMap<String, String>();
        warehouse
                .rows("SELECT table_schema || '.' || table_name, view_definition FROM information_schema.views"
                        + " WHERE table_schema = 's' OR table_schema LIKE 's\\_\\_%' ESCAPE '\\'")
                .forEach(row -> definitions.put(row.get(0), row.get(1)));
        return definitions;
    }

    /** What is wrong with the views of an environment that is recorded so: each must be there, show its table, and answer; no others. */
    private Optional<String> fault(String environment, JsonNode document, Map<String, String> definitions) {
        var expected = new HashSet<String>();
        for (JsonNode pointer : document.get("pointers")) {
            String view = pointer.get("view").asText();
            String table = pointer.get("table").asText();
            expected.add(view);
            String definition = definitions.get(view);
            if (definition == null) {
                return Optional.of("%s: the view %s is missing".formatted(environment, view));
            }
            if (!definition.contains(table.substring(table.lastIndexOf('.') + 1))) {
                return Optional.of("%s: %s should show %s: %s".formatted(environment, view, table, definition));
            }
            warehouse.rows("SELECT count(*) FROM " + view);
        }
        return definitions.keySet().stream()
                .filter(view -> view.startsWith(schema(environment) + ".") && !expected.contains(view))
                .map(view -> "%s: nobody recorded %s".formatted(environment, view))
                .findFirst();
    }

    private static void noViewsOfNobody(Set<String> recorded, Set<String> announced, Map<String, String> definitions) {
        var known = new HashSet<String>();
        recorded.forEach(name -> known.add(schema(name)));
        announced.forEach(name -> known.add(schema(name)));
        definitions.keySet().forEach(view -> {
            String schema = view.substring(0, view.indexOf('.'));
            require(known.contains(schema), view + " belongs to no environment");
        });
    }

    private static String schema(String environment) {
        return environment.equals("prod") ? "s" : "s__" + environment;
    }

    private Version version(String environment, Set<Version> possible) {
        for (Version version : possible) {
            if (shows(environment, version)) {
                return version;
            }
        }
        throw new AssertionError("%s shows none of %s but %s"
                .formatted(
                        environment,
                        possible,
                        MODELS.stream()
                                .map(model -> warehouse
                                        .rows("SELECT count(*), min(v), max(v) FROM %s.%s"
                                                .formatted(schema(environment), model))
                                        .toString())
                                .toList()));
    }

    private boolean shows(String environment, Version version) {
        List<String> expected = version.expected();
        for (int i = 0; i < MODELS.size(); i++) {
            String live = "SELECT * FROM %s.%s".formatted(schema(environment), MODELS.get(i));
            String difference = "(%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s) LIMIT 1"
                    .formatted(live, "SELECT * FROM (" + expected.get(i) + ") AS expected");
            if (!warehouse.rows(difference).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** No interval is recorded without its rows, and no row is there twice. */
    private void intervals() {
        Set<String> tables = new HashSet<>(
                warehouse.column("SELECT table_schema || '.' || table_name FROM information_schema.tables"));
        Map<String, Set<String>> recorded = new TreeMap<>();
        state.rows("""
                SELECT physical_table, CAST(day AS DATE) FROM vmsh.intervals, generate_series(
                    start_at AT TIME ZONE 'UTC', end_at AT TIME ZONE 'UTC' - INTERVAL '1' DAY, INTERVAL '1' DAY) AS d(day)""").forEach(row -> recorded.computeIfAbsent(row.get(0), table -> new HashSet<>())
                .add(row.get(1)));
        recorded.forEach((table, days) -> {
            require(tables.contains(table), "intervals of " + table + " are recorded, and it is not there");
            if (DAILY.contains(table.replaceFirst(".*?__s\\.s__(.)__.*", "$1"))) {
                days.removeAll(warehouse.column("SELECT DISTINCT CAST(ds AS DATE) FROM " + table));
                require(days.isEmpty(), "recorded without rows: " + table + " " + days);
                require(
                        warehouse
                                .rows("SELECT ds, id FROM " + table + " GROUP BY ds, id HAVING count(*) > 1 LIMIT 1")
                                .isEmpty(),
                        "rows twice: " + table);
            }
        });
    }

    /** Nothing is left but what snapshots and environments know; holds when the janitor has been. */
    void checkNothingLeaks() {
        Set<String> known = new HashSet<>();
        state.rows("SELECT physical_table, dev_table FROM vmsh.snapshots").forEach(known::addAll);
        warehouse
                .column("SELECT table_schema || '.' || table_name FROM information_schema.tables"
                        + " WHERE table_schema LIKE 'sqlmesh\\_\\_%' ESCAPE '\\'")
                .forEach(table -> require(known.contains(table), "leaked: " + table));
        for (String table : List.of("plans", "plan_batches", "leases")) {
            List<List<String>> left = state.rows("SELECT * FROM vmsh." + table);
            require(left.isEmpty(), "left in " + table + ": " + left);
        }
        if (apart) {
            List<List<String>> left = warehouse.rows(
                    "SELECT * FROM vmsh.warehouse_marks" + " WHERE kind <> 'identity' AND value NOT LIKE 'given up %'");
            require(left.isEmpty(), "marks are left in the warehouse: " + left);
        }
    }

    /** The statements after all have run for every environment of {@code names}, and are pending for none. */
    void checkToldOf(List<String> names) {
        List<String> told = warehouse.column("SELECT DISTINCT environment FROM told.after_all");
        require(
                told.containsAll(names),
                "the statements after a plan ran for " + told + " and not for all of " + names);
        state.rows("SELECT name, document FROM vmsh.environments")
                .forEach(row -> require(
                        !json(row.get(1)).path("after_all_pending").asBoolean(),
                        row.get(0) + " is waiting for its statements"));
    }

    /** Identifiers of environments with a plan that stopped. */
    List<String> unfinished() {
        return state.exists(STATE, "plans") ? state.column("SELECT DISTINCT name FROM vmsh.plans") : List.of();
    }

    List<String> environments() {
        return state.column("SELECT name FROM vmsh.environments");
    }

    /**
     * Every plan of {@code environment} was made on top of the one before it, and each of {@code promised} is among them.
     *
     * @return how many there are
     */
    int checkNoPlanIsLost(String environment, Collection<String> promised) {
        var recorded = new HashSet<String>();
        String before = null;
        for (List<String> row :
                state.rows("SELECT plan_id, document FROM vmsh.environment_log WHERE name = '%s' ORDER BY number"
                        .formatted(environment))) {
            String on = json(row.get(1)).path("previous_plan_id").asText(null);
            require(
                    recorded.isEmpty() || row.get(0).equals(before) || before.equals(on),
                    "%s: plan %s was made on %s and not on %s".formatted(environment, row.get(0), on, before));
            before = row.get(0);
            recorded.add(before);
        }
        promised.forEach(plan -> require(recorded.contains(plan), environment + ": plan " + plan + " is lost"));
        return recorded.size();
    }

    /** How many deadlocks a PostgreSQL server had to end in the warehouse. */
    int deadlocks() {
        return Integer.parseInt(warehouse
                .column("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .get(0));
    }

    /** Identifiers of the plans that an environment's log tells of. */
    List<String> plans(String environment) {
        return state.exists(STATE, "environment_log")
                ? new ArrayList<>(
                        state.column("SELECT plan_id FROM vmsh.environment_log WHERE name = '%s' ORDER BY number"
                                .formatted(environment)))
                : List.of();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record is not JSON: " + text, e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        if (apart) {
            state.close();
        }
        warehouse.close();
    }
}
