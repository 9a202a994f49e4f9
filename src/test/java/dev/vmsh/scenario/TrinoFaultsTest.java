package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong with a cluster: each time the error says what to do, with the id of the query if there was one, nothing is half recorded,
 * and the next plan does the rest. Only where the system property {@code vmsh.trino} names a cluster.
 */
class TrinoFaultsTest {
    private static final Instant NOW = Instant.parse("2024-01-04T00:00:00Z");
    private static final String QUERY_ID = "(?s).*\\(query \\d{8}_\\d{6}_\\d{5}_\\w{5}\\).*";

    /** A statement is at a standstill for five seconds, and so is the try to take back what it wrote; each may be noticed five later. */
    private static final int LONGEST_END_SECONDS = 30;

    private final Places.Trino place = new Places.Trino();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        assumeTrue(Places.Trino.ADDRESS != null, "vmsh.trino names no cluster");
        desk = new Desk(folder, place, NOW, "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");
    }

    /** A long query of a test that failed would take the cluster's time from all others. */
    @AfterEach
    void close() {
        if (Places.Trino.ADDRESS != null) {
            for (String id : desk.rows("SELECT query_id FROM system.runtime.queries WHERE state = 'RUNNING'"
                    + " AND query LIKE 'CREATE%sf1000%' AND \"user\" = 'story'")) {
                desk.execute("CALL system.runtime.kill_query(query_id => '" + id + "', message => 'the test is over')");
            }
        }
        place.close();
    }

    /** Changes a line of the connection. */
    private void connect(String key, String value) {
        String config = place.gatewaySettings(folder).replaceAll("(?m)^( +" + key + ": ).*$", "$1" + value);
        desk.file(
                "config.yaml",
                "gateways:\n  main:\n" + config + "model_defaults: {dialect: trino, start: '2024-01-01'}\n");
    }

    private void connectAsBefore() {
        connect("host", Places.Trino.ADDRESS.split(":", -1)[0]);
    }

    private void nothingIsRecorded() {
        assertThat(desk.environment("prod")).isNull();
        assertThat(desk.json("log", "prod")).isEmpty();
    }

    private void allIsWell() {
        for (JsonNode check : desk.json("doctor")) {
            assertThat(check.get("status").asText()).as(check.toString()).isEqualTo("ok");
        }
    }

    private void firstPlanGoesOn() {
        connectAsBefore();
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,11");
        allIsWell();
    }

    @Test
    void aCatalogThatIsNotThereIsToldWithThoseThatAre() {
        connect("catalog", "icebreg");

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("no catalog 'icebreg'", "Set 'catalog' of the connection to one of", "tpch");
        assertThat(desk.type("info").err()).contains("no catalog 'icebreg'");
        nothingIsRecorded();
        firstPlanGoesOn();
    }

    @Test
    void aConnectorThatMakesNoViewsIsRefusedBeforeAnyWork() {
        connect("catalog", "tpch");

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("catalog 'tpch' makes no views", "show catalogs", "tpch.SCHEMA.TABLE");
        assertThat(desk.type("plan", "prod", "--explain").err()).contains("makes no views");
        assertThat(desk.type("-c", "SELECT count(*) AS n FROM tiny.nation", "--format", "csv")
                        .out())
                .contains("25");
        nothingIsRecorded();
        firstPlanGoesOn();
    }

    @Test
    void aQueryThatTheMemoryLimitEndsSaysWhichAndTheNextPlanDoesTheRest() {
        desk.configure("      session_properties: {query_max_memory: 5MB}\n", "");
        desk.full(
                "b", "SELECT count(DISTINCT l.comment) AS n, max(a.v) AS v FROM tpch.sf1.lineitem AS l CROSS JOIN s.a");

        Answer ended = desk.planFails("prod");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .contains("s.b failed", "memory limit of 5MB", "query_max_memory", "batch_size", "done: s.a")
                .matches(QUERY_ID);
        nothingIsRecorded();
        desk.configure("", "");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
        assertThat(desk.rows("SELECT v FROM s.b")).containsExactly("10");
        allIsWell();
    }

    @Test
    void aTableWhoseDataIsGoneIsComputedAgain() throws IOException {
        desk.plan("prod");
        assertThat(removed("s__a__", ".parquet")).isPositive();
        desk.full("b", "SELECT id, v + 2 AS v FROM s.a");

        Answer failed = desk.planFails("prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .contains("s.b failed", "s__a__", "--restate-model")
                .matches(QUERY_ID);
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,11");
        desk.plan("prod", "--restate-model", "s.a");
        desk.plan("prod");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,12");
        allIsWell();
    }

    @Test
    void aTableOfWhichNothingIsLeftIsComputedAgain() throws IOException {
        desk.plan("prod");
        assertThat(removed("s__a__", ".parquet")).isPositive();
        assertThat(removed("s__a__", ".metadata.json")).isPositive();
        desk.full("b", "SELECT id, v + 2 AS v FROM s.a");

        Answer failed = desk.planFails("prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("s__a__", "--restate-model").matches(QUERY_ID);
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,11");
        desk.plan("prod", "--restate-model", "s.a");
        desk.plan("prod");
        assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,12");
        allIsWell();
    }

    /** Removes the files of a table past the cluster. */
    private int removed(String table, String ending) throws IOException {
        List<Path> found;
        try (var files = Files.walk(folder)) {
            found = files.filter(Files::isRegularFile)
                    .filter(file -> folder.relativize(file).toString().contains("/" + table))
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
        for (Path file : found) {
            Files.delete(file);
        }
        return found.size();
    }

    @Test
    void aPortWhereNobodyListensIsToldWithTheSettings() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connect("port", Integer.toString(socket.getLocalPort()));
        }

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "cannot connect to story@", "Check that the coordinator is up, and host, port and http_scheme")
                .doesNotContain("Exception");
        nothingIsRecorded();
        firstPlanGoesOn();
    }

    @Test
    void aQueryThatAnAdministratorKilledIsToldWithHisReason() throws Exception {
        desk.full("b", "SELECT count(*) AS id, max(a.v) AS v FROM tpch.sf1000.lineitem CROSS JOIN s.a");
        var plan = CompletableFuture.supplyAsync(() -> desk.planFails("prod"));
        String id = awaitLongQuery(plan);

        desk.execute("CALL system.runtime.kill_query(query_id => '" + id + "', message => 'make room')");

        Answer ended = plan.get(60, TimeUnit.SECONDS);
        assertThat(ended.err()).contains("s.b failed", "make room", id);
        nothingIsRecorded();
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
        allIsWell();
    }

    @Test
    void aCoordinatorThatDiesInMidPlanCostsOnlyWhatWasUnderWay() throws Exception {
        breakInMidPlan(Relay::die, "      stall_timeout: 5\n      connect_timeout: 4");
    }

    @Test
    void aCoordinatorThatGoesSilentInMidPlanIsGivenUp() throws Exception {
        breakInMidPlan(Relay::goSilent, "      stall_timeout: 5");
    }

    /** Whoever else wants the table must not wait for a batch that never was. */
    @Test
    void aBatchThatCouldNotBeginLeavesNoRecord() throws Exception {
        String[] address = Places.Trino.ADDRESS.split(":", -1);
        try (var relay = new Relay(address[0], Integer.parseInt(address[1]))) {
            connect("port", Integer.toString(relay.port()));
            relay.dieWhenAsked("$refs");

            assertThat(desk.planFails("prod").err()).contains("s.a failed");

            try (Connection state = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("state.db"));
                    Statement statement = state.createStatement();
                    ResultSet writes = statement.executeQuery("SELECT * FROM vmsh.writes")) {
                assertThat(writes.next()).as("a batch is recorded as begun").isFalse();
            }
            nothingIsRecorded();
        }
        firstPlanGoesOn();
    }

    /** The other batches of the table wait for the one that cannot be taken back, and must not do so for ever. */
    @Test
    void aCoordinatorThatDiesUnderOneOfManyBatchesEndsThemAll() throws Exception {
        desk.configure("", "");
        desk.model("a", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)", """
                SELECT CAST(@start_ds AS DATE) AS ds, 1 AS id, (SELECT count(*) FROM tpch.tiny.nation) AS v
                """);
        desk.remove("b");
        desk.plan("prod");
        desk.model("a", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)", """
                SELECT CAST(@start_ds AS DATE) AS ds, 1 AS id, (SELECT count(*) FROM tpch.sf1000.lineitem) AS v
                """);
        String[] address = Places.Trino.ADDRESS.split(":", -1);
        try (var relay = new Relay(address[0], Integer.parseInt(address[1]))) {
            connect("port", relay.port() + "\n      stall_timeout: 5\n      connect_timeout: 4");
            var plan = CompletableFuture.supplyAsync(() -> desk.planFails("prod"));
            while (desk.rows(
                                    "SELECT query_id FROM system.runtime.queries WHERE state = 'RUNNING' AND \"user\" = 'story'"
                                            + " AND query LIKE '%sf1000%' AND query NOT LIKE '%runtime.queries%'")
                            .isEmpty()
                    && !plan.isDone()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }

            relay.die();

            assertThat(plan.get(120, TimeUnit.SECONDS).err()).contains("s.a failed", "(query ");
            relay.comeBack();
            desk.model("a", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)", """
                    SELECT CAST(@start_ds AS DATE) AS ds, 1 AS id, 7 AS v
                    """);
            desk.plan("prod");
            assertThat(desk.rows("SELECT count(*), count(DISTINCT ds), max(v) FROM s.a"))
                    .containsExactly("3,3,7");
        }
    }

    private void breakInMidPlan(Consumer<Relay> how, String limits) throws Exception {
        String[] address = Places.Trino.ADDRESS.split(":", -1);
        try (var relay = new Relay(address[0], Integer.parseInt(address[1]))) {
            desk.full("b", "SELECT count(*) AS id, max(a.v) AS v FROM tpch.sf1000.lineitem CROSS JOIN s.a");
            String config = place.gatewaySettings(folder)
                    .replaceAll("(?m)^( +)port: .*$", "$1port: " + relay.port() + "\n" + limits);
            desk.file(
                    "config.yaml",
                    "gateways:\n  main:\n" + config + "model_defaults: {dialect: trino, start: '2024-01-01'}\n");
            var plan = CompletableFuture.supplyAsync(() -> desk.planFails("prod"));
            String id = awaitLongQuery(plan);

            how.accept(relay);

            Answer stopped = plan.get(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.err()).contains("s.b failed", id, "sent: ").doesNotContain("Exception:");
            nothingIsRecorded();
            relay.comeBack();
            desk.full("b", "SELECT id, v + 1 AS v FROM s.a");
            assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
            assertThat(desk.rows("SELECT * FROM s.b")).containsExactly("1,11");
            assertThat(desk.rows("SELECT query_id FROM system.runtime.queries WHERE query_id = '" + id
                            + "' AND state NOT IN ('FINISHED', 'FAILED')"))
                    .isEmpty();
            allIsWell();
        }
    }

    private String awaitLongQuery(CompletableFuture<Answer> plan) throws InterruptedException {
        List<String> found = List.of();
        while (found.isEmpty() && !plan.isDone()) {
            TimeUnit.MILLISECONDS.sleep(200);
            found = desk.rows(
                    "SELECT query_id FROM system.runtime.queries WHERE state = 'RUNNING' AND query LIKE 'CREATE%sf1000%'"
                            + " AND \"user\" = 'story'");
        }
        assertThat(found).as("queries that run").hasSize(1);
        return found.get(0);
    }
}
