package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.PostgresExtension;
import dev.vmsh.engine.Rows;
import dev.vmsh.project.ConnectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresConnectionTest {
    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    private final List<Engine> engines = new ArrayList<>();
    private Engine engine;

    @BeforeEach
    void create() {
        engine = postgres.engine();
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private Engine with(Map<String, Object> more) {
        var settings = new HashMap<>(postgres.settings().settings());
        settings.putAll(more);
        Engine made = new JdbcEngines().create(new ConnectionSettings("postgres", settings), "/");
        engines.add(made);
        return made;
    }

    private static Object value(EngineSession session, String sql) {
        try (Rows rows = session.query(sql)) {
            rows.next();
            return rows.value(0);
        }
    }

    private static EngineException failure(EngineSession session, String sql) {
        return catchThrowableOfType(EngineException.class, () -> session.execute(sql));
    }

    @Test
    void connectionsAreReusedAndCleanedInBetween() {
        Object first;
        try (EngineSession session = engine.open()) {
            first = value(session, "SELECT pg_backend_pid()");
            session.execute("SET search_path = nosuch");
            session.execute("SELECT pg_advisory_lock(1)");
        }
        try (EngineSession session = engine.open();
                EngineSession other = engine.open()) {
            assertThat(value(session, "SELECT pg_backend_pid()")).isEqualTo(first);
            assertThat(value(other, "SELECT pg_backend_pid()")).isNotEqualTo(first);
            assertThat(value(session, "SHOW search_path")).isNotEqualTo("nosuch");
            assertThat(value(other, "SELECT pg_try_advisory_lock(1)")).isEqualTo(true);
        }
    }

    @Test
    void aKilledBackendIsAConnectionErrorAndTheNextSessionWorks() {
        try (EngineSession victim = engine.open();
                EngineSession killer = engine.open()) {
            victim.execute("CREATE TABLE t (i INTEGER)");
            Object pid = value(victim, "SELECT pg_backend_pid()");
            EngineException error = catchThrowableOfType(
                    EngineException.class,
                    () -> victim.transaction(() -> {
                        victim.execute("INSERT INTO t VALUES (1)");
                        killer.execute("SELECT pg_terminate_backend(" + pid + ")");
                        return victim.execute("INSERT INTO t VALUES (2)");
                    }));
            assertThat(error.kind()).isEqualTo(Cause.CONNECTION);
        }
        try (EngineSession session = engine.open()) {
            assertThat(value(session, "SELECT count(*) FROM t")).isEqualTo(0L);
        }
    }

    @Test
    void timeoutsAndLocksAreToldApart() {
        try (EngineSession impatient = with(Map.of("statement_timeout", "50ms", "lock_timeout", "50ms"))
                        .open();
                EngineSession other = engine.open()) {
            assertThat(failure(impatient, "SELECT pg_sleep(20)").kind()).isEqualTo(Cause.TIMEOUT);
            impatient.execute("SET statement_timeout = 0");
            impatient.execute("CREATE TABLE t (i INTEGER)");
            other.transaction(() -> {
                other.execute("LOCK TABLE t");
                EngineException locked = failure(impatient, "SELECT * FROM t");
                assertThat(locked.kind()).isEqualTo(Cause.LOCKED);
                assertThat(locked.remedy()).contains("lock_timeout");
                return null;
            });
        }
    }

    @Test
    void errorsAreToldApart() {
        try (EngineSession session = engine.open()) {
            session.execute("CREATE ROLE nobody_" + value(session, "SELECT pg_backend_pid()"));
            session.execute("CREATE TABLE t (i INTEGER PRIMARY KEY)");
            assertThat(failure(session, "SELEC 1").kind()).isEqualTo(Cause.STATEMENT);
            assertThat(failure(session, "INSERT INTO t VALUES (1), (1)").kind()).isEqualTo(Cause.STATEMENT);
            assertThat(failure(session, "CREATE VIEW v AS SELECT * FROM nosuch").kind())
                    .isEqualTo(Cause.STATEMENT);
            session.execute("SET ROLE nobody_" + value(session, "SELECT pg_backend_pid()"));
            assertThat(failure(session, "SELECT * FROM t").kind()).isEqualTo(Cause.PERMISSION);
            session.execute("RESET ROLE");
            session.execute("DROP ROLE nobody_" + value(session, "SELECT pg_backend_pid()"));
        }
    }

    @Test
    void thePositionCountsAsJavaDoes() {
        try (EngineSession session = engine.open()) {
            String sql = "SELECT '🦆🦆', nosuch";
            assertThat(failure(session, sql).position()).isEqualTo(sql.indexOf("nosuch"));
        }
    }

    @Test
    void roleSearchPathAndNameAreSetUpInEverySession() {
        try (EngineSession session = engine.open()) {
            session.execute("CREATE SCHEMA shop");
        }
        Engine set = with(Map.of("role", "pg_monitor", "search_path", "shop, public", "application_name", "it's me"));
        for (int i = 0; i < 2; i++) {
            try (EngineSession session = set.open()) {
                assertThat(value(session, "SELECT current_user")).isEqualTo("pg_monitor");
                assertThat(value(session, "SHOW search_path")).isEqualTo("shop, public");
                assertThat(value(session, "SHOW application_name")).isEqualTo("it's me");
                assertThat(value(session, "SHOW TimeZone")).isEqualTo("UTC");
                session.execute("RESET ROLE");
                session.execute("SET search_path = public");
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsAConnectionError() {
        EngineException error =
                catchThrowableOfType(EngineException.class, with(Map.of("database", "no such/one"))::open);
        assertThat(error.kind()).isEqualTo(Cause.CONNECTION);
        assertThat(error).hasMessageContaining("no such/one");
    }

    @Test
    void theDefaultCatalogIsTheDatabaseOneIsConnectedTo() {
        try (EngineSession session = engine.open()) {
            assertThat(value(session, "SELECT current_database()")).isEqualTo(engine.defaultCatalog());
        }
    }

    @Test
    void materialisedViewsAreRelations() {
        try (EngineSession session = engine.open()) {
            session.execute("CREATE MATERIALIZED VIEW m AS SELECT 1 AS i");
            assertThat(session.relations(List.of("public")))
                    .containsValue(EngineSession.RelationType.MATERIALIZED_VIEW);
            assertThat(session.describe("SELECT i, ARRAY['x'::varchar(3)] AS a FROM m"))
                    .hasToString("[Column[name=i, type=integer], Column[name=a, type=character varying(3)[]]]");
        }
    }
}
