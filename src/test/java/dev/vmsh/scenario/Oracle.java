package dev.vmsh.scenario;

import dev.vmsh.scenario.ModelSpec.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Knows what every model must contain: computes it all from nothing, in plain SQL, in a database of its own. */
final class Oracle implements AutoCloseable {
    private final Connection connection;
    private final Map<Map<String, ModelSpec>, Map<String, List<String>>> answers = new HashMap<>();

    Oracle() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:;threads=1");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** All rows of each model, over all days, with the names of the columns as the first. */
    Map<String, List<String>> rows(Map<String, ModelSpec> models) {
        return answers.computeIfAbsent(models, this::compute);
    }

    private Map<String, List<String>> compute(Map<String, ModelSpec> models) {
        var rows = new TreeMap<String, List<String>>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS s CASCADE");
            statement.execute("CREATE SCHEMA s");
            var waiting = new HashSet<>(models.values());
            while (!waiting.isEmpty()) {
                for (ModelSpec model : ready(waiting)) {
                    statement.execute("CREATE TABLE s." + model.name() + " AS " + query(model));
                    rows.put(model.name(), Texts.of(connection, "SELECT * FROM s." + model.name()));
                    waiting.remove(model);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(models.toString(), e);
        }
        return rows;
    }

    private static List<ModelSpec> ready(Collection<ModelSpec> waiting) {
        Set<String> names = new HashSet<>();
        waiting.forEach(model -> names.add(model.name()));
        return waiting.stream()
                .filter(model -> model.parents().stream().noneMatch(names::contains))
                .toList();
    }

    private static String query(ModelSpec model) {
        if (model.kind() != Kind.SEED) {
            return model.query(false);
        }
        var values = new StringBuilder();
        List<String> lines = model.csv().lines().toList();
        for (String line : lines.subList(1, lines.size())) {
            values.append(values.isEmpty() ? "" : ", ")
                    .append("(CAST('")
                    .append(line, 0, 10)
                    .append("' AS DATE)");
            values.append(line.substring(10)).append(')');
        }
        return "SELECT * FROM (VALUES " + values + ") AS t(" + lines.get(0) + ")";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
