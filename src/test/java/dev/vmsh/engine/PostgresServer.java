package dev.vmsh.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** The one PostgreSQL server of a test JVM. It starts when a test first asks for it, and ends with the JVM. */
public final class PostgresServer {
    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts when the class is first used, so that other tests do not wait for it. */
    private static final class Holder {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                return new PostgresServer(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("max_connections", "100")
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static PostgresServer get() {
        return Holder.SERVER;
    }

    public int port() {
        return postgres.getPort();
    }

    /**
     * Makes an empty database.
     *
     * @return its name
     */
    public String createDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE DATABASE " + name + " STRATEGY = FILE_COPY");
        return name;
    }

    public void dropDatabase(String name) {
        run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(port(), database));
    }

    private void run(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
