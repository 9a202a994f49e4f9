package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.PostgresServer;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a PostgreSQL server: each time the error says what to do, and the same plan does the rest afterwards. */
class PostgresFaultsTest {
    private static final Instant NOW = Instant.parse("2024-01-04T00:00:00Z");

    /** No process of this machine has it: the kernel's largest is far below. */
    private static final long DEAD = 2_000_000_000L;

    private final Places.Postgres place = new Places.Postgres();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id FROM s.a");
    }

    @AfterEach
    void close() {
        place.close();
    }

    /** As another user, who may be asked for more than {@code postgres} is. */
    private void as(String user, String password) {
        desk.execute(
                "DO $$ BEGIN CREATE ROLE %s LOGIN SUPERUSER PASSWORD 'secret-word'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                        .formatted(user));
        String config = place.gatewaySettings(folder)
                .replace("user: postgres", "user: " + user)
                .replace("secret-word", password);
        desk.file("config.yaml", "gateways:\n  main:\n" + config + "model_defaults: {dialect: postgres}\n");
    }

    private void awaitSleep(CompletableFuture<Answer> plan) throws InterruptedException {
        while (desk.rows("SELECT pid " + SLEEPING).isEmpty() && !plan.isDone()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static final String SLEEPING =
            "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(20)%'"
                    + " AND pid <> pg_backend_pid() AND state = 'active'";

    @Test
    void aWrongPasswordIsNeverPrinted() {
        as(PostgresServer.WITH_PASSWORD, "wrong-word");

        Answer refused = desk.planFails("prod", "--verbose");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("password authentication failed").contains(".pgpass");
        assertThat(refused.err()
                        + refused.out()
                        + desk.type("info").out()
                        + desk.type("gateways").out())
                .doesNotContain("wrong-word");
    }

    @Test
    void aServerThatWantsEncryptionIsToldOfWithTheSetting() {
        as(PostgresServer.ENCRYPTED_ONLY, "secret-word");

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("no encryption").contains("sslmode: require");
    }

    @Test
    void aServerThatCrashesInMidPlanLosesOnlyWhatWasUnderWay() throws Exception {
        // as servers are that matter to somebody: what was committed is there after a crash
        desk.execute(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$");
        desk.full("b", "SELECT id, pg_sleep(20)::text AS slept FROM s.a");
        // its lease cannot be given back, as the server is away, but the process that held it is known to be gone
        Desk before = desk.process(DEAD);
        var plan = CompletableFuture.supplyAsync(() -> before.planFails("prod"));
        awaitSleep(plan);

        PostgresServer.get().crash();

        Answer stopped = plan.get(60, TimeUnit.SECONDS);
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()).doesNotContain("Exception");
        PostgresServer.get().awaitRecovery();
        assertThat(desk.rows("SELECT * FROM pg_views WHERE schemaname = 's'")).isEmpty();
        desk.full("b", "SELECT id FROM s.a");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1");
    }

    @Test
    void aFullDiskIsToldAndThePlanGoesOnWhenThereIsRoom() {
        desk.execute("""
                CREATE FUNCTION big() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
                RAISE 'could not extend file "base/1/1": No space left on device' USING ERRCODE = 'disk_full'; END $$""");
        desk.full("b", "SELECT id, big() AS n FROM s.a");

        Answer full = desk.planFails("prod");

        assertThat(full.err()).contains("No space left on device").contains("Make room on the server's disk");
        assertThat(desk.environment("prod")).isNull();
        desk.execute("CREATE OR REPLACE FUNCTION big() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
    }

    @Test
    void aStateSchemaThatIsAnotherProgramsIsLeftAlone() {
        desk.execute("CREATE SCHEMA vmsh");
        desk.execute("CREATE TABLE vmsh.environments (mine int)");

        Answer refused = desk.planFails("prod");

        assertThat(refused.err()).contains("set state_schema");
        assertThat(desk.names("vmsh")).containsExactly("environments");
    }

    @Test
    void aServerThatIsDownIsToldWithoutThePassword() {
        String config = place.gatewaySettings(folder).replaceFirst("port: \\d+", "port: 1");
        desk.file("config.yaml", "gateways:\n  main:\n" + config + "model_defaults: {dialect: postgres}\n");

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("localhost:1")
                .doesNotContain("secret-word")
                .doesNotContain("Exception");
        assertThat(desk.type("info", "--skip-connection").out()).doesNotContain("secret-word");
        assertThat(desk.type("gateways").out()).contains("localhost:1").doesNotContain("secret-word");
    }

    @Test
    void aBackendThatIsKilledLosesOnlyItsBatch() throws Exception {
        desk.full("b", "SELECT id, pg_sleep(20)::text AS slept FROM s.a");
        var plan = CompletableFuture.supplyAsync(() -> desk.planFails("prod"));
        awaitSleep(plan);
        desk.rows("SELECT pg_terminate_backend(pid) " + SLEEPING);

        Answer killed = plan.get(60, TimeUnit.SECONDS);

        assertThat(killed.err()).contains("s.b").contains("terminat");
        desk.full("b", "SELECT id FROM s.a");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1");
    }

    @Test
    void aShellWhoseConnectionDiedGetsAnother() {
        Answer answer = desk.type(
                "--continue-on-error",
                "--format",
                "csv",
                "-c",
                "set application_name = 'mine'",
                "-c",
                "select pg_terminate_backend(pg_backend_pid())",
                "-c",
                "select 'still ' || 'here' as it");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("terminating connection").contains("went with the connection");
        assertThat(answer.out()).contains("still here");
    }

    @Test
    void aStatementThatTakesTooLongIsStoppedAndNamesTheSetting() {
        desk.full("b", "SELECT id, pg_sleep(20)::text AS slept FROM s.a");
        String config = place.gatewaySettings(folder) + "      statement_timeout: 500ms\n";
        desk.file("config.yaml", "gateways:\n  main:\n" + config + "model_defaults: {dialect: postgres}\n");

        Answer stopped = desk.planFails("prod");

        assertThat(stopped.err()).contains("s.b").contains("statement timeout");
        assertThat(desk.environment("prod")).isNull();
    }
}
