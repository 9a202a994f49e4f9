package dev.vmsh.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The one PostgreSQL server of a test JVM. It starts when a test first asks for it, and ends with the JVM. */
public final class PostgresServer {
    /** Must give its password. Roles are made by the tests that use them. */
    public static final String WITH_PASSWORD = "with_password";

    /** Must come encrypted. */
    public static final String ENCRYPTED_ONLY = "encrypted_only";

    private static final int RECOVERY_ATTEMPTS = 600;
    private static final long RECOVERY_PAUSE_NANOS = 50_000_000;

    private final EmbeddedPostgres postgres;

    private final Path certificate;

    private PostgresServer(EmbeddedPostgres postgres, Path certificate) {
        this.postgres = postgres;
        this.certificate = certificate;
    }

    /** Starts when the class is first used, so that other tests do not wait for it. */
    private static final class Holder {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                Path folder = Files.createTempDirectory("vmsh-postgres");
                folder.toFile().deleteOnExit();
                Path certificate = copy("test-server.crt", folder);
                EmbeddedPostgres started = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", certificate.toString())
                        .setServerConfig(
                                "ssl_key_file", copy("test-server.key", folder).toString())
                        .setServerConfig("hba_file", access(folder).toString())
                        .start();
                return new PostgresServer(started, certificate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Only the server's user may read it, or the server would not take the key. */
        private static Path copy(String resource, Path folder) throws IOException {
            Path file = Files.createFile(
                    folder.resolve(resource),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            file.toFile().deleteOnExit();
            try (InputStream in =
                    Objects.requireNonNull(PostgresServer.class.getResourceAsStream("/engine/" + resource))) {
                Files.write(file, in.readAllBytes());
            }
            return file;
        }

        /** Everybody is trusted but two. */
        private static Path access(Path folder) throws IOException {
            Path file = folder.resolve("pg_hba.conf");
            file.toFile().deleteOnExit();
            return Files.writeString(file, """
                    host all %s all scram-sha-256
                    hostnossl all %s all reject
                    host all all all trust
                    local all all trust
                    """.formatted(WITH_PASSWORD, ENCRYPTED_ONLY));
        }
    }

    public static PostgresServer get() {
        return Holder.SERVER;
    }

    /** What the server shows of itself, for {@code localhost}. */
    public Path certificate() {
        return certificate;
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

    /** Where the superuser reaches a database. */
    public String address(String database) {
        return "jdbc:postgresql://localhost:%d/%s?user=postgres&sslmode=disable".formatted(port(), database);
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(address(database));
    }

    /** Ends a process of the server as a crash would: the server ends all other sessions too, recovers, and goes on. */
    public void crash() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet process = statement.executeQuery("SELECT pg_backend_pid()")) {
            process.next();
            ProcessHandle.of(process.getLong(1)).orElseThrow().destroyForcibly();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the server takes connections again. */
    @SuppressWarnings("try") // the connection is only there to be had
    public void awaitRecovery() {
        SQLException last = null;
        for (int attempt = 0; attempt < RECOVERY_ATTEMPTS; attempt++) {
            try (Connection connection = connect("postgres")) {
                return;
            } catch (SQLException recovering) {
                last = recovering;
                LockSupport.parkNanos(RECOVERY_PAUSE_NANOS);
            }
        }
        throw new IllegalStateException("the server did not recover", last);
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
