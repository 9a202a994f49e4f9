package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code diff}: what differs between files and environments, why, and in which columns. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class DiffCommandTest {
    @TempDir
    private Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void threeModelsInARow() {
        desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.model("a", "kind FULL, owner ana", "SELECT 1 AS id, 2 AS amount");
        desk.full("b", "SELECT id, amount FROM s.a");
        desk.full("c", "SELECT id, amount FROM s.b");
        desk.plan("prod");
    }

    private static JsonNode change(JsonNode diff, String model) {
        for (JsonNode change : diff.get("changes")) {
            if (change.get("model").asText().equals("s." + model)) {
                return change;
            }
        }
        throw new AssertionError(model + " is not in " + diff);
    }

    private static String texts(JsonNode array) {
        return String.join(" ", array.findValuesAsText("")) + array;
    }

    @Test
    void aReaderIsToldWithTheWayBackToTheEdit() {
        desk.model("a", "kind FULL, owner ana", "SELECT 1 AS id, 3 AS amount");

        Answer answer = desk.type("diff", "prod");

        assertThat(answer.out())
                .contains("s.a  (Breaking)  column amount changed")
                .contains("s.b  (Indirect breaking)  <- s.a: column amount changed")
                .contains("s.c  (Indirect breaking)  <- s.b <- s.a: column amount changed")
                .contains("-SELECT 1 AS id, 2 AS amount", "+SELECT 1 AS id, 3 AS amount");
        JsonNode c = change(desk.json("diff", "prod"), "c");
        assertThat(texts(c.get("because"))).contains("[\"s.a\"]");
        assertThat(texts(c.get("chain"))).contains("[\"s.a\",\"s.b\",\"s.c\"]");
    }

    @Test
    void aVariableIsToldAsItIsWritten() {
        desk.full("d", "SELECT 1 AS id WHERE 1 < @threshold");
        assertThat(desk.type("-D", "threshold=2", "plan", "prod", "--auto-apply")
                        .code())
                .isZero();

        Answer answer = desk.type("-D", "threshold=3", "diff", "prod");

        assertThat(answer.out()).contains("variable threshold: 2 -> 3");
    }

    @Test
    void metadataOfAModelWhoseRowsChangeTooIsTold() {
        desk.model("a", "kind FULL, owner bo", "SELECT 1 AS id, 3 AS amount");
        desk.model("b", "kind FULL, owner cy", "SELECT id, amount FROM s.a");

        Answer answer = desk.type("diff", "prod");

        assertThat(answer.out())
                .contains("s.a  (Breaking)  column amount changed; owner: ana -> bo")
                .contains("s.b  (Indirect breaking)  owner: none -> cy  <- s.a: column amount changed")
                .contains("s.c  (Indirect breaking)  <- s.b <- s.a: column amount changed");
        assertThat(texts(change(desk.json("diff", "prod"), "b").get("metadata")))
                .contains("[\"owner: none -> cy\"]");
    }

    @Test
    void twoEnvironmentsDifferForTheReasonsThatThePlanGave() {
        desk.model("a", "kind FULL, owner bo", "SELECT 1 AS id, 2 AS amount");
        desk.full("b", "SELECT id, amount + 1 AS amount FROM s.a");
        desk.plan("dev");

        Answer answer = desk.type("diff", "dev", "prod");

        assertThat(answer.out())
                .contains("s.a  (Metadata)  owner: ana -> bo")
                .contains("s.b  (Breaking)  column amount changed")
                .contains("s.c  (Indirect breaking)  <- s.b: column amount changed");
    }

    @Test
    void categoriesAreThoseOfTheChangeFromTheOtherEnvironmentWhicheverIsNewer() {
        desk.model("a", "kind FULL, owner ana", "SELECT 1 AS id, 3 AS amount");
        desk.plan("dev");

        assertThat(desk.type("diff", "prod", "dev").out())
                .contains("s.a  (Breaking)  column amount changed")
                .contains("s.b  (Indirect breaking)  <- s.a: column amount changed")
                .contains("s.c  (Indirect breaking)  <- s.b <- s.a: column amount changed");
    }

    @Test
    void columnsAreToldByNameAndTypeBeforeAnythingIsBuiltAndAfter() {
        desk.model("a", "kind FULL, owner ana", "SELECT 1 AS id, CAST(2 AS DECIMAL(10,2)) AS amount, 'x' AS note");
        desk.full("b", "SELECT id, amount, note FROM s.a");

        Answer planned = desk.type("diff", "prod", "--columns");

        boolean postgres = place.dialect().equals("postgres");
        String text = postgres ? "text" : "VARCHAR";
        String whole = postgres ? "integer" : "INTEGER";
        String decimal = postgres ? "numeric(10,2)" : "DECIMAL(10,2)";
        assertThat(planned.out()).contains("""
                Columns:
                ├── s.a
                │   ├── + note (%1$s)
                │   └── ~ amount (%2$s -> %3$s)
                ├── s.b
                │   ├── + note (%1$s)
                │   └── ~ amount (%2$s -> %3$s)
                └── s.c
                    └── ~ amount (%2$s -> %3$s)
                """.formatted(text, whole, decimal));
        desk.plan("dev");
        JsonNode columns =
                change(desk.json("diff", "dev", "prod", "--columns"), "c").get("columns");
        assertThat(columns.toString())
                .isEqualTo(
                        "{\"added\":[],\"removed\":[],\"modified\":[{\"name\":\"amount\",\"source_type\":\"%s\",\"target_type\":\"%s\"}]}"
                                .formatted(whole, decimal));
    }

    @Test
    void theExitCodeTellsWhetherThereAreDifferences() {
        assertThat(desk.type("diff", "prod", "--exit-code").code()).isZero();
        desk.full("c", "SELECT id FROM s.b");

        assertThat(desk.type("diff", "prod").code()).isZero();
        assertThat(desk.type("diff", "prod", "--exit-code").code()).isEqualTo(3);
        assertThat(desk.type("diff", "prod", "nowhere").code()).isEqualTo(2);
        assertThat(desk.type("diff", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void anEnvironmentThatHasExpiredIsStillOne() {
        desk.plan("dev");
        desk.at("2034-01-01");

        assertThat(desk.type("diff", "dev").code()).isZero();
    }

    @Test
    void renderedQueriesAreComparedWithTheirMacrosExpanded() {
        desk.full("c", "SELECT id, amount, @IF(TRUE, 1, 2) AS flag FROM s.b");

        assertThat(desk.type("diff", "prod", "--rendered").out())
                .contains("1 AS flag")
                .doesNotContain("@IF");
    }

    @Test
    void coloursAreThereOnlyWhenAskedFor() {
        desk.full("c", "SELECT id FROM s.b");

        assertThat(desk.type("--color", "always", "diff", "prod").out()).contains("\u001b[32m+SELECT id FROM s.b");
        assertThat(desk.type("diff", "prod").out()).doesNotContain("\u001b");
    }
}
