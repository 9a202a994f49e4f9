package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineListener;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.PostgresExtension;
import dev.vmsh.engine.PostgresServer;
import dev.vmsh.engine.Rows;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How vmsh gets into a server: passwords, encryption, services and environment variables. */
class PostgresAccessTest {
    private static final String PASSWORD = "hush, secret-word";

    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path folder;

    @BeforeEach
    void roles() {
        try (Engine engine = postgres.engine();
                EngineSession session = engine.open()) {
            role(session, PostgresServer.WITH_PASSWORD);
            role(session, PostgresServer.ENCRYPTED_ONLY);
        }
    }

    private static void role(EngineSession session, String name) {
        session.execute(
                "DO $$ BEGIN CREATE ROLE %s LOGIN PASSWORD '%s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                        .formatted(name, PASSWORD));
    }

    private Engine engine(Map<String, String> environment, String... settings) {
        var all = new HashMap<>(postgres.settings().settings());
        for (int i = 0; i < settings.length; i += 2) {
            if (settings[i + 1] == null) {
                all.remove(settings[i]);
            } else {
                all.put(settings[i], settings[i + 1]);
            }
        }
        return new JdbcEngines(EngineListener.NONE, environment).create(new ConnectionSettings("postgres", all), "/");
    }

    private static String ask(Engine engine, String sql) {
        try (engine;
                EngineSession session = engine.open();
                Rows rows = session.query(sql)) {
            rows.next();
            return String.valueOf(rows.value(0));
        }
    }

    private static EngineException refused(Engine engine) {
        try (engine) {
            return catchThrowableOfType(EngineException.class, engine::open);
        }
    }

    private static final String WHO = "SELECT session_user";
    private static final String ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    @Test
    void thePasswordIsInTheSettingsOrInTheEnvironment() {
        String user = PostgresServer.WITH_PASSWORD;

        assertThat(ask(engine(Map.of(), "user", user, "password", PASSWORD), WHO))
                .isEqualTo(user);
        assertThat(ask(engine(Map.of("PGPASSWORD", PASSWORD), "user", user), WHO))
                .isEqualTo(user);
    }

    @Test
    void thePasswordIsInTheFileOfPasswords() throws IOException {
        Path file = Files.createFile(
                folder.resolve("pgpass"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "localhost:*:*:%s:%s\n".formatted(PostgresServer.WITH_PASSWORD, PASSWORD));
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try {
            assertThat(ask(engine(Map.of(), "user", PostgresServer.WITH_PASSWORD), WHO))
                    .isEqualTo(PostgresServer.WITH_PASSWORD);
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverPrinted() {
        EngineException refused =
                refused(engine(Map.of(), "user", PostgresServer.WITH_PASSWORD, "password", "wrong-word"));

        assertThat(refused.kind()).isEqualTo(Cause.PERMISSION);
        assertThat(refused.remedy()).contains("password").contains(".pgpass");
        for (Throwable e = refused; e != null; e = e.getCause()) {
            assertThat(e.toString()).doesNotContain("wrong-word");
        }
    }

    @Test
    void aServiceIsCompletedByTheEnvironmentAndOverruledByTheSettings() throws IOException {
        Path file = Files.writeString(
                folder.resolve("services"), """
                # all of us
                [other]
                host=nowhere.invalid
                [shop]
                host=localhost
                user=nobody
                dbname=%s
                application_name=from the service
                """.formatted(postgres.settings().text("database", "")));
        var environment = Map.of("PGSERVICEFILE", file.toString(), "PGHOST", "nowhere.invalid");

        Engine engine = engine(environment, "service", "shop", "host", null, "database", null);

        assertThat(engine.defaultCatalog()).isEqualTo(postgres.settings().text("database", ""));
        assertThat(ask(engine, "SELECT session_user || ' ' || current_setting('application_name')"))
                .isEqualTo("postgres from the service");
    }

    @Test
    void aServiceThatIsNotThereIsNamedWithItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("services"), "[shop]\nhost=localhost\n");

        UsageException unknown = catchThrowableOfType(
                UsageException.class, () -> engine(Map.of("PGSERVICEFILE", file.toString(), "PGSERVICE", "shp"))
                        .close());

        assertThat(unknown).hasMessageContaining("'shp'").hasMessageContaining(file.toString());
        assertThat(unknown.remedy()).contains("'shop'");
    }

    @ParameterizedTest
    @CsvSource({"disable,false", "prefer,true", "require,true"})
    void sslmodeDecidesWhetherTheConnectionIsEncrypted(String mode, String encrypted) {
        assertThat(ask(engine(Map.of(), "sslmode", mode), ENCRYPTED)).isEqualTo(encrypted);
        assertThat(ask(engine(Map.of("PGSSLMODE", mode), "sslmode", null), ENCRYPTED))
                .isEqualTo(encrypted);
    }

    @Test
    void aServerIsKnownByItsCertificate() {
        String certificate = PostgresServer.get().certificate().toString();

        assertThat(ask(engine(Map.of(), "sslmode", "verify-full", "sslrootcert", certificate), ENCRYPTED))
                .isEqualTo("true");
        EngineException unknown = refused(engine(Map.of(), "sslmode", "verify-full", "host", "127.0.0.1"));
        assertThat(unknown.kind()).isEqualTo(Cause.CONNECTION);
        assertThat(unknown.remedy()).contains("sslrootcert");
    }

    @Test
    void aUserWhoMustComeEncryptedIsToldSo() {
        String user = PostgresServer.ENCRYPTED_ONLY;

        assertThat(ask(engine(Map.of(), "user", user, "sslmode", "require"), WHO))
                .isEqualTo(user);
        EngineException refused = refused(engine(Map.of(), "user", user, "sslmode", "disable"));
        assertThat(refused.kind()).isEqualTo(Cause.PERMISSION);
        assertThat(refused.remedy()).contains("sslmode: require");
    }

    @Test
    void keepalivesAreSettings() {
        assertThat(ask(engine(Map.of(), "keepalives_idle", "77"), "SHOW tcp_keepalives_idle"))
                .isEqualTo("77");
    }
}
