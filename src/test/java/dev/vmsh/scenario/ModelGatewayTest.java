package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that name a gateway of their own: their rows and views are there, and the session's gateway keeps the state of all. */
@ParameterizedClass
@MethodSource("places")
class ModelGatewayTest {
    private static final String MANAGED = "gateway_managed_virtual_layer: true\n";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    static Stream<Place> places() {
        return Stream.of(Places.DUCKDB, new Places.Postgres());
    }

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
        configure(MANAGED);
        desk.full("a", "SELECT 1 AS id, @gateway AS place");
        desk.model(
                "b",
                "kind FULL, gateway side, audits (not_null(columns := (id))), grain id",
                "SELECT 2 AS id, @gateway AS place");
        desk.model("c", "kind VIEW, gateway side", "SELECT id + 1 AS id FROM s.b");
    }

    private void configure(String settings) {
        String own = place.gatewaySettings(folder);
        String side = place.gatewaySettings(folder.resolve("side")).replace("warehouse.db", "side.db");
        desk.file(
                "config.yaml",
                "gateways:\n  main:\n%s  side:\n%smodel_defaults: {dialect: %s, start: '2024-01-01'}\n%s"
                        .formatted(own, side, place.dialect(), settings));
    }

    private Connection side() throws SQLException {
        return place.dialect().equals("duckdb")
                ? DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("side.db"))
                : place.connect(folder.resolve("side"));
    }

    private List<String> onSide(String query) throws SQLException {
        try (Connection connection = side()) {
            List<String> rows = Texts.of(connection, query);
            return rows.subList(1, rows.size());
        }
    }

    private List<String> namesOnSide(String schema) throws SQLException {
        return onSide("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + schema + "'");
    }

    private String csv(String... words) {
        Answer answer = desk.type(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void rowsAndViewsAreOnTheGatewayThatTheModelNames() throws SQLException {
        assertThat(desk.plan("dev").batches()).isEqualTo(3);

        assertThat(onSide("SELECT * FROM s__dev.b")).containsExactly("2,side");
        assertThat(onSide("SELECT * FROM s__dev.c")).containsExactly("3");
        assertThat(desk.rows("SELECT * FROM s__dev.a")).containsExactly("1,main");
        assertThat(desk.names("s__dev")).containsExactly("a");
        assertThat(desk.physical()).hasSize(1);
        assertThat(namesOnSide("vmsh")).isEmpty();

        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(onSide("SELECT id FROM s.c")).containsExactly("3");
    }

    @Test
    void theDoctorLooksIntoEveryWarehouseAndMendsTheirViews() throws SQLException {
        desk.plan("prod");
        String lost = namesOnSide("sqlmesh__s").stream()
                .filter(name -> name.startsWith("s__b__"))
                .findFirst()
                .orElseThrow();
        try (Connection connection = side();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP VIEW s.c");
            statement.execute("CREATE TABLE sqlmesh__s.stranger (id INTEGER)");
        }

        Answer told = desk.type("doctor");
        Answer repaired = desk.type("doctor", "--repair");

        assertThat(told.code()).isEqualTo(3);
        assertThat(told.out()).contains("the view is missing", "stranger");
        assertThat(repaired.code()).as(repaired.out()).isZero();
        assertThat(onSide("SELECT id FROM s.c")).containsExactly("3");
        try (Connection connection = side();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE sqlmesh__s.\"%s\" CASCADE".formatted(lost));
        }
        assertThat(desk.type("doctor").out()).contains(lost, "it is recorded as computed, and is not there");
    }

    @Test
    void theSessionReadsThemWhereverTheyAre() {
        desk.plan("prod");

        assertThat(csv("-c", "select b.id, c.id from s.b, s.c", "--format", "csv"))
                .endsWith("2,3\n");
        assertThat(csv("evaluate", "s.c", "--format", "csv")).isEqualTo("id\n3\n");
        assertThat(csv("audit", "--format", "json")).contains("\"status\":\"pass\"");
    }

    @Test
    void anEditMovesTheViewAndNothingOfTheOldVersionStaysForEver() throws SQLException {
        desk.plan("prod");
        desk.plan("dev");
        desk.model("b", "kind FULL, gateway side, grain id", "SELECT 2 AS id, 'new' AS place");
        desk.plan("dev");

        assertThat(onSide("SELECT place FROM s.b")).containsExactly("side");
        assertThat(onSide("SELECT place FROM s__dev.b")).containsExactly("new");
        assertThat(desk.json("table_diff", "prod:dev", "s.b").toString()).contains("\"full_match\":0");
        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(onSide("SELECT place FROM s.b")).containsExactly("new");
        String before = desk.json("log", "prod").get(1).get("plan_id").asText();
        assertThat(desk.type("rollback", "prod", "--to", before, "--auto-apply").code())
                .isZero();
        assertThat(onSide("SELECT place FROM s.b")).containsExactly("side");

        assertThat(desk.type("invalidate", "dev", "--sync").code()).isZero();
        assertThat(namesOnSide("s__dev")).isEmpty();
        assertThat(desk.type("destroy", "--yes").code()).isZero();
        assertThat(onSide("SELECT table_schema FROM information_schema.tables"
                        + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"))
                .isEmpty();
    }

    @Test
    void aPromotionThatFailsAtHomeIsTakenBackOnTheOtherSide() throws SQLException {
        desk.plan("prod");
        desk.model("b", "kind FULL, gateway side", "SELECT 2 AS id, 'new' AS place");
        desk.model(
                "a",
                "kind FULL",
                "SELECT 1 AS id;\n\nON_VIRTUAL_UPDATE_BEGIN;\nSELECT * FROM nowhere;\nON_VIRTUAL_UPDATE_END;");

        desk.planFails("prod");

        assertThat(onSide("SELECT place FROM s.b")).containsExactly("side");
        assertThat(desk.rows("SELECT place FROM s.a")).containsExactly("main");
        desk.full("a", "SELECT 1 AS id");
        desk.plan("prod");
        assertThat(onSide("SELECT place FROM s.b")).containsExactly("new");
    }

    @Test
    void viewsThatCouldNotBeShownAreToldBeforeAnyWork() {
        configure("");

        Answer refused = desk.planFails("prod");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("'side'").contains("gateway_managed_virtual_layer: true");
        assertThat(desk.physical()).isEmpty();
    }

    @Test
    void rowsThatWereWrittenThereAreNotWrittenTwice() throws SQLException {
        desk.model("b", "kind INCREMENTAL_UNMANAGED, gateway side", "SELECT 2 AS id");
        desk.plan("dev");
        desk.plan("dev_two");

        assertThat(onSide("SELECT count(*) FROM s__dev_two.b")).containsExactly("1");
        assertThat(onSide("SELECT count(*) FROM vmsh_main.warehouse_marks")).containsExactly("0");
    }
}
