package dev.vmsh.engine;

import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own on a real PostgreSQL, for each test. One server serves all tests of a JVM; it starts when a test first asks for
 * {@link #settings} or {@link #engine}, so that other tests do not wait for it.
 */
public final class PostgresExtension implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);

    private final List<Engine> engines = new ArrayList<>();
    private ExtensionContext context;
    private String database;

    private record Server(EmbeddedPostgres postgres) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext started) {
        context = started;
        database = null;
    }

    /** How to reach this test's database. */
    public ConnectionSettings settings() {
        if (database == null) {
            database = "test_" + UUID.randomUUID().toString().replace("-", "");
            run("CREATE DATABASE " + database + " STRATEGY = FILE_COPY");
        }
        return new ConnectionSettings(
                "postgres", Map.of("host", "localhost", "port", port(), "user", "postgres", "database", database));
    }

    /** A new engine on this test's database; closed after the test. */
    public Engine engine() {
        Engine engine = new JdbcEngines().create(settings(), "/");
        engines.add(engine);
        return engine;
    }

    @Override
    public void afterEach(ExtensionContext ended) {
        engines.forEach(Engine::close);
        engines.clear();
        if (database != null) {
            run("DROP DATABASE " + database + " WITH (FORCE)");
        }
    }

    private int port() {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("server", key -> start(), Server.class)
                .postgres()
                .getPort();
    }

    private static Server start() {
        try {
            return new Server(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("max_connections", "60")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String sql) {
        String url = "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(port());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
