package dev.vmsh.engine;

import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.ConnectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own on the {@link PostgresServer}, for each test that asks for {@link #settings} or {@link #engine}. */
public final class PostgresExtension implements BeforeEachCallback, AfterEachCallback {
    private final List<Engine> engines = new ArrayList<>();
    private String database;

    @Override
    public void beforeEach(ExtensionContext started) {
        database = null;
    }

    /** How to reach this test's database. */
    public ConnectionSettings settings() {
        PostgresServer server = PostgresServer.get();
        if (database == null) {
            database = server.createDatabase();
        }
        return new ConnectionSettings(
                "postgres",
                Map.of(
                        "host",
                        "localhost",
                        "port",
                        server.port(),
                        "user",
                        "postgres",
                        "database",
                        database,
                        "sslmode",
                        "disable"));
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
            PostgresServer.get().dropDatabase(database);
        }
    }
}
