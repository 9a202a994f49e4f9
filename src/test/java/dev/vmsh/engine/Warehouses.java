package dev.vmsh.engine;

import dev.vmsh.sql.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A DuckDB in memory and a PostgreSQL server that all tests share; each test finds an empty schema {@code store}. */
final class Warehouses implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private Warehouse duckDb;
    private Warehouse postgres;

    /** The server, stopped at the end of the test run. */
    private record Server(EmbeddedPostgres postgres) implements AutoCloseable {
        static Server start() {
            try {
                return new Server(EmbeddedPostgres.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        Server server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Warehouses.class))
                .computeIfAbsent("postgres", key -> Server.start(), Server.class);
        duckDb = new Warehouse(Dialect.DUCKDB, EngineTraits.DUCKDB, DriverManager.getConnection("jdbc:duckdb:"));
        Connection connection = server.postgres().getPostgresDatabase().getConnection();
        postgres = new Warehouse(Dialect.POSTGRES, EngineTraits.POSTGRES, connection);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        all().forEach(warehouse -> warehouse.run("DROP SCHEMA IF EXISTS store CASCADE", "CREATE SCHEMA store"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        duckDb.connection().close();
        postgres.connection().close();
    }

    List<Warehouse> all() {
        return List.of(duckDb, postgres);
    }
}
