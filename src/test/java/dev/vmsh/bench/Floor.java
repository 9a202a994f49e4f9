package dev.vmsh.bench;

import dev.vmsh.bench.GeneratedModel.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The least that a task costs: the same SQL that vmsh has to send, in a program that does nothing else. Run as a process of its own,
 * {@code Floor TASK URL MODELS}, so that both sides pay for a JVM and for opening the file.
 */
final class Floor {
    /** What can be measured. */
    enum Task {
        SELECT_ONE,
        LIST_TABLES,
        BUILD_ALL,
        NEW_ENVIRONMENT,
        REBUILD_LEAF,
        PROMOTE_LEAF
    }

    private final Connection connection;
    private final GeneratedProject project;

    private Floor(Connection connection, GeneratedProject project) {
        this.connection = connection;
        this.project = project;
    }

    public static void main(String[] args) throws SQLException {
        Task task = Task.valueOf(args[0].toUpperCase(Locale.ROOT));
        GeneratedProject project = ProjectGenerator.generate(Integer.parseInt(args[2]));
        try (Connection connection = DriverManager.getConnection(args[1])) {
            new Floor(connection, project).run(task);
        }
    }

    private void run(Task task) throws SQLException {
        switch (task) {
            case SELECT_ONE -> read("SELECT 1");
            case LIST_TABLES -> read("SELECT table_schema, table_name, view_definition FROM information_schema.views");
            case BUILD_ALL -> buildAll();
            case NEW_ENVIRONMENT -> promoteAll("__dev");
            case REBUILD_LEAF -> {
                GeneratedModel edited = project.leaf().edited();
                execute("CREATE TABLE " + leafTable() + " AS " + edited.query(Floor::physical, "", ""));
                execute("CREATE OR REPLACE VIEW " + view(edited.name(), "__dev") + " AS SELECT * FROM " + leafTable());
            }
            case PROMOTE_LEAF ->
                execute("CREATE OR REPLACE VIEW " + view(project.leaf().name(), "") + " AS SELECT * FROM "
                        + leafTable());
            default -> throw new IllegalArgumentException(task.name());
        }
    }

    private void buildAll() throws SQLException {
        execute("CREATE SCHEMA physical");
        for (String seed : project.seeds()) {
            execute(
                    ("CREATE TABLE %s AS SELECT id, DATE '%s' + CAST(id %% %d AS INTEGER) AS day, 'category' AS category,"
                                    + " CAST(id AS DOUBLE PRECISION) AS amount FROM generate_series(1, %d) AS rows (id)")
                            .formatted(
                                    physical(seed),
                                    ProjectGenerator.FIRST_DAY,
                                    ProjectGenerator.DAYS,
                                    ProjectGenerator.ROWS));
        }
        String from = "DATE '" + ProjectGenerator.FIRST_DAY + "'";
        String to = "DATE '" + ProjectGenerator.LAST_DAY + "'";
        for (GeneratedModel model : project.models()) {
            String table = physical(model.name());
            String query = model.query(Floor::physical, from, to);
            if (model.kind() == Kind.INCREMENTAL) {
                execute("CREATE TABLE " + table + " AS " + query + " LIMIT 0");
                inTransaction(List.of(
                        "DELETE FROM " + table + " WHERE day BETWEEN " + from + " AND " + to,
                        "INSERT INTO " + table + " " + query));
            } else {
                execute("CREATE " + (model.kind() == Kind.VIEW ? "VIEW " : "TABLE ") + table + " AS " + query);
            }
            if (model.kind() != Kind.VIEW) {
                read("SELECT COUNT(*) FROM " + table + " WHERE id IS NULL");
            }
        }
        promoteAll("");
    }

    private void promoteAll(String suffix) throws SQLException {
        UnaryOperator<String> statement =
                name -> "CREATE OR REPLACE VIEW " + view(name, suffix) + " AS SELECT * FROM " + physical(name);
        List<String> names = Stream.concat(
                        project.seeds().stream(), project.models().stream().map(GeneratedModel::name))
                .toList();
        var schemas = names.stream()
                .map(name -> "CREATE SCHEMA IF NOT EXISTS " + name.substring(0, name.indexOf('.')) + suffix)
                .distinct();
        inTransaction(Stream.concat(schemas, names.stream().map(statement)).toList());
    }

    private String leafTable() {
        return physical(project.leaf().name()) + "_edited";
    }

    private static String physical(String name) {
        return "physical." + name.replace(".", "__");
    }

    private static String view(String name, String suffix) {
        return name.replace(".", suffix + ".");
    }

    private void inTransaction(List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        for (String statement : statements) {
            execute(statement);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void read(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }
}
