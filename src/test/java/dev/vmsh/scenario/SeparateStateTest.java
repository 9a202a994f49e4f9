package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.PostgresServer;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows in DuckDB, state in PostgreSQL, and a session that ends between the two: the state's database refuses a write, as a process that
 * died there would have left it undone.
 */
class SeparateStateTest {
    private static final Instant NOW = Instant.parse("2024-01-04T00:00:00Z");

    private final Places.DuckDbWithPostgres place = new Places.DuckDbWithPostgres();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
    }

    @AfterEach
    void close() {
        place.close();
    }

    private void inState(String sql) {
        try (Connection connection = PostgresServer.get().connect(place.stateDatabase(folder));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private void refuseWrites(String table) {
        inState("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''gone''; END'");
        inState("CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON vmsh." + table
                + " FOR EACH ROW EXECUTE FUNCTION refuse()");
    }

    private void acceptWrites() {
        inState("DROP FUNCTION refuse() CASCADE");
    }

    @Test
    void aPromotionThatTookPlaceIsRecordedByTheNextPlan() {
        desk.plan("prod");
        String before = desk.environment("prod").get("plan_id").asText();
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        refuseWrites("environments");

        desk.planFails("prod");

        assertThat(desk.rows("SELECT v FROM s.a")).containsExactly("11");
        assertThat(desk.environment("prod").get("plan_id").asText()).isEqualTo(before);
        acceptWrites();

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.batches()).isZero();
        assertThat(desk.environment("prod").get("previous_plan_id").asText()).isEqualTo(before);
        assertThat(desk.json("log", "prod")).hasSize(2);
    }

    @Test
    void aPromotionThatDidNotTakePlaceIsGivenUp() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.model(
                "b",
                "kind FULL",
                "SELECT 1 AS id;\n\nON_VIRTUAL_UPDATE_BEGIN;\nSELECT * FROM nowhere;\nON_VIRTUAL_UPDATE_END;");

        desk.planFails("prod");

        assertThat(desk.rows("SELECT v FROM s.a")).containsExactly("10");
        desk.full("b", "SELECT 1 AS id");
        PlanAnswer plan = desk.plan("prod");
        assertThat(plan.updated()).containsExactly("s.a");
        assertThat(desk.rows("SELECT v FROM s.a")).containsExactly("11");
        assertThat(desk.json("log", "prod")).hasSize(2);
    }

    @Test
    void theJanitorTakesAwayTheMarkOfARecordedPromotionThatItsProcessDidNotRemove() {
        desk.plan("prod");
        leaveMark("prod");

        assertThat(desk.type("janitor").code()).isZero();

        assertThat(marks()).isEmpty();
    }

    @Test
    void theJanitorLeavesTheMarkOfAPromotionThatIsNotRecorded() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        refuseWrites("environments");
        desk.planFails("prod");
        acceptWrites();

        assertThat(desk.type("janitor").code()).isZero();

        assertThat(marks()).containsExactly("done");
        PlanAnswer plan = desk.plan("prod");
        assertThat(plan.changes()).isEmpty();
        assertThat(desk.json("log", "prod")).hasSize(2);
        assertThat(marks()).isEmpty();
    }

    /** As a process leaves it that ends after it recorded the promotion. */
    private void leaveMark(String environment) {
        String plan = desk.environment(environment).get("plan_id").asText();
        desk.execute("INSERT INTO vmsh.warehouse_marks VALUES ('promotion', '%s', '', '', 'done')".formatted(plan));
    }

    private List<String> marks() {
        return desk.rows("SELECT value FROM vmsh.warehouse_marks WHERE kind <> 'identity'");
    }

    @Test
    void rowsThatWereAppendedAreNotAppendedAgain() {
        desk.model("a", "kind INCREMENTAL_UNMANAGED", "SELECT 1 AS id");
        desk.plan("dev");
        desk.model("b", "kind INCREMENTAL_UNMANAGED", "SELECT 1 AS id");
        refuseWrites("intervals");

        desk.planFails("dev");
        acceptWrites();
        desk.plan("dev");

        assertThat(desk.rows("SELECT count(*) FROM s__dev.b")).containsExactly("1");
    }

    @Test
    void aStoreOfAnotherWarehouseIsRefused() {
        desk.plan("prod");
        String state = place.gatewaySettings(folder);
        desk.file(
                "config.yaml",
                "gateways:\n  main:\n%s  other:\n%smodel_defaults: {dialect: duckdb}\n"
                        .formatted(state, state.replace("warehouse.db", "other.db")));

        Answer refused = desk.planFails("prod", "--gateway", "other");

        assertThat(refused.err())
                .contains("belongs to the warehouse of gateway 'main'")
                .contains("state_connection");
        assertThat(desk.plan("prod").batches()).isZero();
    }
}
