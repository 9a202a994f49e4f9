package dev.vmsh.scenario;

import dev.vmsh.engine.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every place that stories are told on. */
public final class Places {
    /** The place of stories that are about something else. */
    public static final Place DUCKDB = new DuckDb();

    private Places() {}

    public static Stream<Place> all() {
        return Trino.ADDRESS == null
                ? Stream.of(DUCKDB, new Postgres(), new DuckDbWithPostgres())
                : Stream.of(new Trino());
    }

    /** A DuckDB file that holds both. */
    public static final class DuckDb implements Place {
        static final String CONNECTION = """
                    connection:
                      type: duckdb
                      database: warehouse.db
                """;

        @Override
        public String gatewaySettings(Path folder) {
            return CONNECTION;
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.db"));
        }

        /** One process shares one database among connections that ask for it in the same way. */
        @Override
        public Connection connectBeside(Path folder) throws SQLException {
            var settings = new Properties();
            settings.setProperty("jdbc_stream_results", "true");
            return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.db"), settings);
        }

        @Override
        public String dialect() {
            return "duckdb";
        }

        @Override
        public String toString() {
            return "DuckDB";
        }
    }

    /**
     * A DuckDB in memory that holds both, as long as vmsh runs.
     *
     * @param recorded whether the state is in its tables, as it is for people, or in maps beside it, which takes a fifth of the time
     */
    record Memory(boolean recorded) implements Place {
        @Override
        public String gatewaySettings(Path folder) {
            // One thread: the tables are small, and threads that wait for each other cost more than they do.
            return "    connection:\n      type: duckdb\n      connector_config:\n        threads: 1\n";
        }

        @Override
        public Connection connect(Path folder) {
            throw new UnsupportedOperationException("nobody else sees into this process");
        }

        @Override
        public String dialect() {
            return "duckdb";
        }

        @Override
        public String toString() {
            return recorded ? "DuckDB in memory" : "DuckDB in memory, state in maps";
        }
    }

    /** A PostgreSQL database that holds both. */
    public static final class Postgres implements Place, AutoCloseable {
        private final Databases databases = new Databases();

        @Override
        public String gatewaySettings(Path folder) {
            return databases.settings("connection", folder);
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return PostgresServer.get().connect(databases.of(folder));
        }

        @Override
        public Optional<String> address(Path folder) {
            return Optional.of(PostgresServer.get().address(databases.of(folder)));
        }

        @Override
        public String dialect() {
            return "postgres";
        }

        @Override
        public void close() {
            databases.close();
        }

        @Override
        public String toString() {
            return "PostgreSQL";
        }
    }

    /** Rows in a DuckDB file, state in PostgreSQL: no transaction spans the two. */
    public static final class DuckDbWithPostgres implements Place, AutoCloseable {
        private final Databases databases = new Databases();
        private final Place warehouse = new DuckDb();

        @Override
        public String gatewaySettings(Path folder) {
            return DuckDb.CONNECTION + databases.settings("state_connection", folder);
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return warehouse.connect(folder);
        }

        @Override
        public String dialect() {
            return warehouse.dialect();
        }

        @Override
        public boolean isApart() {
            return true;
        }

        @Override
        public Connection connectToState(Path folder) throws SQLException {
            return PostgresServer.get().connect(stateDatabase(folder));
        }

        @Override
        public Connection connectBeside(Path folder) throws SQLException {
            return warehouse.connectBeside(folder);
        }

        /** The database that keeps the state of a project in {@code folder}. */
        public String stateDatabase(Path folder) {
            return databases.of(folder);
        }

        @Override
        public void close() {
            databases.close();
        }

        @Override
        public String toString() {
            return "DuckDB, state in PostgreSQL";
        }
    }

    /** Rows in one PostgreSQL database, state in another one. */
    public static final class PostgresApart implements Place, AutoCloseable {
        private final Databases rows = new Databases();
        private final Databases state = new Databases();

        @Override
        public String gatewaySettings(Path folder) {
            return rows.settings("connection", folder) + state.settings("state_connection", folder);
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return PostgresServer.get().connect(rows.of(folder));
        }

        @Override
        public boolean isApart() {
            return true;
        }

        @Override
        public Connection connectToState(Path folder) throws SQLException {
            return PostgresServer.get().connect(state.of(folder));
        }

        @Override
        public String dialect() {
            return "postgres";
        }

        @Override
        public void close() {
            rows.close();
            state.close();
        }

        @Override
        public String toString() {
            return "PostgreSQL, state in another database";
        }
    }

    /**
     * Rows in a Trino cluster that runs already, in an Iceberg catalog for each folder; state in a DuckDB file. Every story is told here
     * alone where the system property {@code vmsh.trino} says {@code HOST:PORT}.
     */
    public static final class Trino implements Place, AutoCloseable {
        /** Null where no cluster is to be used. */
        static final String ADDRESS = System.getProperty("vmsh.trino");

        private static final Pattern SERIES = Pattern.compile("generate_series\\((.+?INTERVAL '1' DAY)\\)");

        private final Map<Path, String> catalogs = new HashMap<>();
        private final String connector;

        public Trino() {
            this("iceberg");
        }

        /** @param connector of the catalogs: iceberg, hive or memory */
        Trino(String connector) {
            this.connector = connector;
        }

        @Override
        public String gatewaySettings(Path folder) {
            String[] address = ADDRESS.split(":", -1);
            return """
                        connection:
                          type: trino
                          host: %s
                          port: %s
                          http_scheme: http
                          user: story
                          catalog: %s
                        state_connection:
                          type: duckdb
                          database: state.db
                    """.formatted(address[0], address[1], catalog(folder));
        }

        private String catalog(Path folder) {
            return catalogs.computeIfAbsent(folder, made -> {
                String name = "story_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
                String metastore =
                        switch (connector) {
                            case "iceberg" -> "\"iceberg.catalog.type\" = 'TESTING_FILE_METASTORE'";
                            case "hive" -> "\"hive.metastore\" = 'file'";
                            default -> null;
                        };
                run("CREATE CATALOG %s USING %s".formatted(name, connector)
                        + (metastore == null
                                ? ""
                                : " WITH (%s, \"hive.metastore.catalog.dir\" = 'local:///%s', \"fs.native-local.enabled\" = 'true', \"local.location\" = '%s')"
                                        .formatted(metastore, name, made.toAbsolutePath())));
                return name;
            });
        }

        private static void run(String sql) {
            try (Connection connection = open("system");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError("is the cluster up? 'scripts/trino-cluster start' starts one: " + sql, e);
            }
        }

        private static Connection open(String catalog) throws SQLException {
            return DriverManager.getConnection("jdbc:trino://%s/%s?user=story".formatted(ADDRESS, catalog));
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return open(catalog(folder));
        }

        @Override
        public String dialect() {
            return "trino";
        }

        @Override
        public String spelled(String text) {
            return SERIES.matcher(text).replaceAll("UNNEST(sequence($1))");
        }

        @Override
        public void close() {
            catalogs.values().forEach(name -> run("DROP CATALOG " + name));
            catalogs.clear();
        }

        @Override
        public String toString() {
            return "Trino";
        }
    }

    /** One database for each folder. */
    private static final class Databases {
        private final Map<Path, String> names = new HashMap<>();

        String of(Path folder) {
            return names.computeIfAbsent(folder, made -> PostgresServer.get().createDatabase());
        }

        String settings(String key, Path folder) {
            return """
                        %s:
                          type: postgres
                          host: localhost
                          port: %d
                          user: postgres
                          password: secret-word
                          sslmode: disable
                          database: %s
                    """.formatted(key, PostgresServer.get().port(), of(folder));
        }

        void close() {
            names.values().forEach(PostgresServer.get()::dropDatabase);
            names.clear();
        }
    }
}
