package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may ask a cluster that wants https and a password or a token. What is refused says which setting to change, leaves nothing half
 * recorded, and no answer ever shows a secret. Only where {@code vmsh.trino} names a cluster, though it starts a server of its own.
 */
class TrinoAccessTest {
    private static final int DAYS = 30;

    private static SecureTrino server;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private final List<String> secrets = new ArrayList<>();
    private Desk desk;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Places.Trino.ADDRESS != null, "vmsh.trino names no cluster");
        server = SecureTrino.start(data);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void open() throws Exception {
        server.newCatalog("iceberg");
        secrets.add(server.password());
        server.withPassword(server.password());
        desk = new Desk(folder, server, Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");
    }

    @AfterEach
    void nothingSecretIsShown() {
        for (Answer answer : List.of(desk.type("info"), desk.type("plan", "prod", "--explain"), desk.type("doctor"))) {
            hidden(answer);
        }
    }

    private void hidden(Answer answer) {
        assertThat(answer.out() + answer.err()).doesNotContain(secrets);
    }

    private void withPassword(String password) {
        secrets.add(password);
        server.withPassword(password);
        desk.configure("", "");
    }

    private void withToken(String user, Instant end) throws Exception {
        String token = server.token(user, end);
        secrets.add(token);
        server.withToken(user, token);
        desk.configure("", "");
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private Answer refused() {
        Answer refused = desk.planFails("prod");
        hidden(refused);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).doesNotContain("Exception");
        assertThat(desk.environment("prod")).isNull();
        return refused;
    }

    private void firstPlanGoesOn() {
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,11");
        allIsWell();
    }

    private void allIsWell() {
        for (JsonNode check : desk.json("doctor")) {
            assertThat(check.get("status").asText()).as(check.toString()).isEqualTo("ok");
        }
    }

    @Test
    void aPasswordIsTakenAndAWrongOneIsToldWithItsSetting() throws IOException {
        withPassword("close-sesame");

        assertThat(refused().err()).contains("cannot connect to ana@localhost", "user and password of the connection");

        withPassword(server.password());
        firstPlanGoesOn();
    }

    @Test
    void aTokenIsTaken() throws Exception {
        withToken("ana", tomorrow());

        firstPlanGoesOn();
    }

    @Test
    void aTokenThatHasExpiredIsToldBeforeAnyWork() throws Exception {
        withToken("ana", Instant.parse("2024-01-01T00:00:00Z"));

        assertThat(refused().err()).contains("cannot connect to ana@localhost", "expired", "jwt_token");

        withToken("ana", tomorrow());
        firstPlanGoesOn();
    }

    @Test
    void aTokenThatExpiresInMidPlanCostsOnlyWhatWasUnderWay() throws Exception {
        desk.at("2024-01-31");
        desk.remove("b");
        desk.model("a", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)", """
                SELECT CAST(@start_ds AS DATE) AS ds, 1 AS id
                """);
        int done = 0;
        // however fast the machine is, it expires in the middle of the days once
        for (int life = 15; done == 0; life *= 2) {
            withToken("ana", Instant.now().plusSeconds(life));
            assertThat(refused().err()).contains("expired", "jwt_token");
            done = daysThere();
        }

        withToken("ana", tomorrow());
        assertThat(desk.plan("prod").batches())
                .as("what was recorded is not computed again; of the last day the rows may be there and the record not")
                .isBetween(DAYS - done, DAYS - done + 1);
        assertThat(desk.rows("SELECT count(*), count(DISTINCT ds) FROM s.a")).containsExactly(DAYS + "," + DAYS);
        allIsWell();
    }

    private int daysThere() {
        List<String> tables =
                desk.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'sqlmesh__s'");
        return tables.isEmpty()
                ? 0
                : Integer.parseInt(desk.rows("SELECT count(*) FROM sqlmesh__s." + tables.get(0))
                        .get(0));
    }

    @Test
    void aRoleIsTakenAndOneThatIsMissingIsNamed() throws Exception {
        String hive = server.newCatalog("hive");
        withToken("admin", tomorrow());

        assertThat(refused().err()).contains("Access Denied", "roles");

        desk.configure("      roles: {%s: admin}%n".formatted(hive), "");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.type("-c", "SELECT v FROM s.b", "--format", "csv").out())
                .contains("11");
        allIsWell();
    }

    @Test
    void somebodyElseIsNotAskedFor() {
        desk.configure("      impersonation_user: boss\n", "");

        assertThat(refused().err()).contains("impersonate", "impersonation_user");

        desk.configure("", "");
        firstPlanGoesOn();
    }

    @Test
    void aCertificateThatNobodyKnowsIsToldWithTheSetting() {
        desk.file(
                "config.yaml",
                "gateways:\n  main:\n"
                        + server.gatewaySettings(folder).replaceAll("(?m)^ +cert: .*\n", "")
                        + "model_defaults: {dialect: trino, start: '2024-01-01'}\n");

        assertThat(refused().err()).contains("cert", "verify");

        desk.configure("", "");
        firstPlanGoesOn();
    }

    @Test
    void aClusterThatWantsToKnowWhoAsksIsToldHow() {
        server.authenticate("      user: ana\n");
        desk.configure("", "");

        assertThat(refused().err()).contains("method: basic", "method: jwt");

        server.withPassword("open-sesame");
        desk.configure("", "");
        firstPlanGoesOn();
    }

    @Test
    void sessionPropertiesAndTimeOutsReachTheCluster() {
        desk.configure(
                "      session_properties: {join_distribution_type: BROADCAST}\n      statement_timeout: 90\n", "");

        assertThat(desk.type("-c", "SHOW SESSION LIKE 'join_distribution_type'", "--format", "csv")
                        .out())
                .contains("BROADCAST,AUTOMATIC");
        assertThat(desk.type("-c", "SHOW SESSION LIKE 'query_max_run_time'", "--format", "csv")
                        .out())
                .contains("90s");
        firstPlanGoesOn();
    }
}
