package dev.vmsh.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL server of its own, which writes to the disk at each commit as a real one does, with two databases. */
final class PostgresTarget implements Target {
    private static final long LONGEST_END_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 5_000_000;

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

    /** A process of the server may outlive the program it worked for: it has files of a large join to delete. */
    @Override
    public long serverCpuMillis() throws IOException {
        long deadline = System.nanoTime() + LONGEST_END_NANOS;
        while (ProcessHandle.of(serverProcess).orElseThrow().children().anyMatch(PostgresTarget::works)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return Meter.cpuOfEndedChildren(serverProcess);
    }

    /** Whether a process of the server has a connection to one of the two databases. */
    private static boolean works(ProcessHandle process) {
        try {
            String title = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8);
            return title.contains(" bench ") || title.contains(" floor ");
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
