package dev.vmsh.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of its own, which writes to the disk at each commit as a real one does, with two databases. */
final class PostgresTarget implements Target {
    private final EmbeddedPostgres server;
    private final long serverProcess;

    PostgresTarget() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                // what it does in the background would count for whoever happens to run
                .setServerConfig("autovacuum", "off")
                .start();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE bench");
            statement.execute("CREATE DATABASE floor");
            try (ResultSet folder = statement.executeQuery("SHOW data_directory")) {
                folder.next();
                Path file = Path.of(folder.getString(1), "postmaster.pid");
                serverProcess = Long.parseLong(Files.readAllLines(file).get(0).strip());
            }
        } catch (SQLException e) {
            server.close();
            throw new IOException(e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(server.getPort(), database);
    }

    @Override
    public String connection() {
        return """
                    connection:
                      type: postgres
                      host: localhost
                      port: %d
                      user: postgres
                      database: bench
                """.formatted(server.getPort());
    }

    @Override
    public String dialect() {
        return "postgres";
    }

    @Override
    public String floorUrl() {
        return url("floor");
    }

    @Override
    public String warehouseUrl() {
        return url("bench");
    }

    @Override
    public long serverCpuMillis() throws IOException {
        return Meter.cpuOfEndedChildren(serverProcess);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
