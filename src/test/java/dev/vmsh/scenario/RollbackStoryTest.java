package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Going back, looking back, and what the janitor leaves for it. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class RollbackStoryTest {
    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(
                folder, place, Instant.parse("2024-01-08T00:00:00Z"), "before_all:\n  - SELECT count(*) FROM gate\n");
        desk.execute("CREATE TABLE gate (id INTEGER)");
    }

    /** @return the identifier of the plan */
    private String planned(String environment, int value) {
        desk.full("a", "SELECT 1 AS id, %d AS v".formatted(value));
        desk.plan(environment);
        return plan(environment);
    }

    private String plan(String environment) {
        return desk.environment(environment).get("plan_id").asText();
    }

    private List<String> shown() {
        return desk.rows("SELECT v FROM s.a");
    }

    @Test
    void aRollbackSaysWhatMovesAndTheLogThatItWasOne() {
        String first = planned("prod", 1);
        Map<String, String> before = desk.tables("prod", "a");
        planned("prod", 2);

        Answer preview = desk.type("rollback", "prod", "--to", first, "--preview");

        assertThat(preview.out()).contains("back to sqlmesh__s." + before.get("a"));
        assertThat(shown()).containsExactly("2");
        assertThat(desk.type("rollback", "prod", "--to", first, "--yes").code()).isZero();
        assertThat(shown()).containsExactly("1");
        assertThat(desk.json("log", "prod").get(0).get("summary").asText()).startsWith("rolled back to plan " + first);
    }

    /** A table that changed in place, or that grew since, shows its newer rows after a rollback too. */
    @Test
    void aRollbackSaysWhichTablesHoldNewerRowsInPlace() {
        String daily = "kind INCREMENTAL_BY_TIME_RANGE (time_column day)";
        desk.model("d", daily, "SELECT CAST(@end_ds AS DATE) AS day, 1 AS v");
        String first = planned("prod", 1);
        planned("prod", 2);
        desk.at("2024-01-11");
        desk.type("run", "prod");

        Answer preview = desk.type("rollback", "prod", "--to", first, "--preview");

        assertThat(preview.out()).contains("s.d", "newer rows", "2024-01-08", "2024-01-10");
        assertThat(desk.type("rollback", "prod", "--to", first, "--yes").code()).isZero();
        assertThat(shown()).containsExactly("1");
        assertThat(desk.rows("SELECT max(day) FROM s.d").get(0)).startsWith("2024-01-10");
    }

    @Test
    void aRollbackThatStoppedIsResumedAsOne() {
        String first = planned("prod", 1);
        planned("prod", 2);
        desk.full("a", "SELECT 1 AS id, 3 AS v");
        desk.execute("DROP TABLE gate");
        assertThat(desk.type("rollback", "prod", "--to", first, "--yes").code()).isNotZero();
        desk.execute("CREATE TABLE gate (id INTEGER)");

        Answer resumed = desk.type("resume", "prod", "--auto-apply");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(shown()).containsExactly("1");
    }

    @Test
    void anEnvironmentIsComparedWithWhatAnEarlierPlanLeft() {
        planned("prod", 1);
        String first = planned("dev", 1);
        planned("dev", 2);

        JsonNode since = desk.json("diff", "dev", "--at", first);
        JsonNode other = desk.json("diff", "prod", "dev", "--at", first);

        assertThat(since.get("changes")).hasSize(1);
        assertThat(since.get("changes").get(0).get("model").asText()).isEqualTo("s.a");
        assertThat(other.get("changes")).isEmpty();
        assertThat(desk.type("diff", "dev", "--at", first, "--exit-code").code())
                .isEqualTo(3);
        assertThat(desk.type("diff", "dev", "--at", "nosuch").err()).contains("no plan 'nosuch'", "log dev");
    }

    @Test
    void theLastPlansStayPossibleHoweverOldTheyAre() {
        for (int value = 1; value <= 7; value++) {
            planned("prod", value);
        }
        List<String> plans = desk.json("log", "prod").findValuesAsText("plan_id");
        desk.at("2024-03-01");

        JsonNode told = desk.json("janitor", "--dry-run");
        desk.json("janitor", "--ignore-ttl", "--yes");

        assertThat(told.findValuesAsText("type")).contains("rollback point", "table");
        assertThat(desk.json("log", "prod").findValuesAsText("plan_id")).containsExactlyElementsOf(plans.subList(0, 5));
        for (String plan : plans.subList(0, 5)) {
            assertThat(desk.type("rollback", "prod", "--to", plan, "--yes").code())
                    .isZero();
        }
        assertThat(shown()).containsExactly("3");
    }

    @Test
    void theJanitorOfOneEnvironmentTakesItsOwnTablesAndNobodyElses() {
        planned("prod", 1);
        planned("dev", 2);
        planned("other", 3);
        Map<String, String> kept = desk.tables("other", "a");
        String going = desk.table("dev", "a");
        desk.json("invalidate", "dev");
        desk.json("invalidate", "other");

        JsonNode removed = desk.json("janitor", "dev", "--ignore-ttl", "--yes");

        assertThat(removed.findValuesAsText("name")).contains("dev", "sqlmesh__s." + going);
        assertThat(desk.physical()).doesNotContain(going).containsAll(kept.values());
        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.environment("other").get("status").asText()).isEqualTo("expired");
        assertThat(desk.type("janitor", "nosuch").err()).contains("there is no environment 'nosuch'");
    }
}
