package dev.vmsh.scenario;

import dev.vmsh.engine.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Every place that stories are told on. */
public final class Places {
    private Places() {}

    public static Stream<Place> all() {
        return Stream.of(Place.DUCKDB, new Postgres(), new DuckDbWithPostgres());
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

    /** A DuckDB in memory that holds both, as long as vmsh runs. */
    static final class Memory implements Place {
        @Override
        public String gatewaySettings(Path folder) {
            return "    connection:\n      type: duckdb\n";
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
            return "DuckDB in memory";
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
