package dev.vmsh.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.chaos.ChaosProject.Version;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold in the warehouse at every instant. Looks past vmsh, with a connection of its own. */
final class Invariants implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MODELS = List.of("a", "b", "c", "d");
    private static final String STATE = "vmsh";

    private final Connection connection;

    Invariants(ChaosProject project) {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:" + project.database());
        } catch (SQLException e) {
            throw new AssertionError("the database does not open after a kill", e);
        }
    }

    /**
     * Every environment shows one version of the project as a whole, of those that it may have.
     *
     * @param possible for each environment, the versions that it may show; none if it may be absent
     * @return what each shows
     */
    Map<String, Version> check(Map<String, Set<Version>> possible) {
        var shown = new TreeMap<String, Version>();
        if (!exists(STATE, "environments")) {
            return shown;
        }
        for (List<String> row : rows("SELECT name, document FROM vmsh.environments")) {
            String name = row.get(0);
            views(name, row.get(1));
            shown.put(name, version(name, possible.getOrDefault(name, Set.of())));
        }
        intervals();
        return shown;
    }

    /** The record and the views agree, and every view answers. */
    private void views(String environment, String document) {
        Map<String, String> definitions = new TreeMap<>();
        rows("SELECT table_schema || '.' || table_name, view_definition FROM information_schema.views")
                .forEach(row -> definitions.put(row.get(0), row.get(1)));
        var recorded = new HashSet<String>();
        for (JsonNode pointer : json(document).get("pointers")) {
            String view = pointer.get("view").asText();
            String table = pointer.get("table").asText();
            recorded.add(view);
            require(definitions.containsKey(view), environment + ": the view " + view + " is missing");
            String name = table.substring(table.lastIndexOf('.') + 1);
            require(
                    definitions.get(view).contains(name),
                    "%s: %s should show %s: %s".formatted(environment, view, table, definitions.get(view)));
            rows("SELECT count(*) FROM " + view);
        }
        String schema = schema(environment);
        definitions.keySet().stream()
                .filter(view -> view.startsWith(schema + "."))
                .forEach(view -> require(recorded.contains(view), environment + ": nobody recorded " + view));
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
                                .map(model -> rows("SELECT count(*), min(v), max(v) FROM %s.%s"
                                                .formatted(schema(environment), model))
                                        .toString())
                                .toList()));
    }

    private boolean shows(String environment, Version version) {
        List<String> expected = version.expected();
        for (int i = 0; i < MODELS.size(); i++) {
            String live = "SELECT * FROM %s.%s".formatted(schema(environment), MODELS.get(i));
            String difference = "(%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s) LIMIT 1"
                    .formatted("SELECT * FROM (" + live + ")", "SELECT * FROM (" + expected.get(i) + ")");
            if (!rows(difference).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** No interval is recorded without its rows. */
    private void intervals() {
        Set<String> tables = new HashSet<>();
        rows("SELECT table_schema || '.' || table_name FROM information_schema.tables")
                .forEach(row -> tables.add(row.get(0)));
        for (List<String> row : rows(
                "SELECT physical_table, CAST(date_diff('day', min(start_at), max(end_at)) AS VARCHAR), CAST(count(*) AS VARCHAR)"
                        + " FROM vmsh.intervals GROUP BY ALL")) {
            String table = row.get(0);
            require(tables.contains(table), "intervals of " + table + " are recorded, and it is not there");
            boolean daily = table.contains("__a__") || table.contains("__b__");
            if (!daily) {
                continue;
            }
            List<List<String>> holes = rows("""
                    SELECT i.start_at FROM vmsh.intervals AS i
                    WHERE physical_table = '%1$s' AND (SELECT count(DISTINCT ds) FROM %1$s WHERE ds >= i.start_at::DATE AND ds < i.end_at::DATE)
                        <> date_diff('day', i.start_at, i.end_at)""".formatted(table));
            require(holes.isEmpty(), "recorded without rows: " + table + " " + holes);
            require(
                    rows("SELECT ds, id FROM " + table + " GROUP BY ALL HAVING count(*) > 1 LIMIT 1")
                            .isEmpty(),
                    "rows twice: " + table);
        }
    }

    /** Nothing is left but what snapshots and environments know; holds when the janitor has been. */
    void checkNothingLeaks() {
        Set<String> known = new HashSet<>();
        rows("SELECT physical_table, dev_table FROM vmsh.snapshots").forEach(known::addAll);
        for (List<String> row : rows(
                "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema LIKE 'sqlmesh\\_\\_%' ESCAPE '\\'")) {
            require(known.contains(row.get(0)), "leaked: " + row.get(0));
        }
        require(rows("SELECT plan_id FROM vmsh.plans").isEmpty(), "a plan is left in the journal");
        require(rows("SELECT plan_id FROM vmsh.plan_batches").isEmpty(), "batches are left in the journal");
        require(rows("SELECT resource FROM vmsh.leases").isEmpty(), "a lease is left");
    }

    /** Identifiers of environments with a plan that stopped. */
    List<String> unfinished() {
        return exists(STATE, "plans")
                ? rows("SELECT DISTINCT name FROM vmsh.plans").stream()
                        .map(row -> row.get(0))
                        .toList()
                : List.of();
    }

    private boolean exists(String schema, String table) {
        return !rows("SELECT 1 FROM information_schema.tables WHERE table_schema = '%s' AND table_name = '%s'"
                        .formatted(schema, table))
                .isEmpty();
    }

    private List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(result.getString(i));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
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
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
