package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code table_diff} and {@code plan --impact} as typed: options, rounds, gateways, and what is said of bad input. */
class TableDiffCommandTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void twoEnvironmentsThatDiffer() {
        desk = new Desk(folder, Places.DUCKDB, Instant.parse("2024-01-04T00:00:00Z"), "");
        orders("(1, 10), (2, 20), (3, 30)");
        desk.model("days", "kind FULL, grain day", "SELECT DATE '2024-01-01' AS day, 1 AS n");
        desk.model("empty", "kind FULL, grain id", "SELECT 1 AS id WHERE FALSE");
        desk.plan("prod");
        orders("(1, 10), (2, 21), (4, 40)");
        desk.model("empty", "kind FULL, grain id", "SELECT 1 AS id, 2 AS more WHERE FALSE");
        desk.plan("dev");
    }

    private void orders(String rows) {
        desk.model(
                "orders",
                "kind FULL, grain id",
                "SELECT id, amount FROM (VALUES %s) AS t (id, amount)".formatted(rows));
    }

    private void refused(String message, String... words) {
        Answer answer = desk.type(words);
        assertThat(answer.err()).contains(message);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void programsGetSamplesUnasked() {
        JsonNode diff = desk.json("table_diff", "prod:dev", "s.orders");

        assertThat(diff.at("/rows/partial_match").asInt()).isEqualTo(1);
        assertThat(diff.at("/samples/partial_match/0/columns/amount/target").asInt())
                .isEqualTo(21);
        assertThat(diff.at("/samples/source_only/0/id").asInt()).isEqualTo(3);
    }

    @Test
    void theExitCodeIsThreeOnlyIfItIsAskedForAndSomethingDiffers() {
        assertThat(desk.type("table_diff", "prod:dev", "s.orders").code()).isZero();
        assertThat(desk.type("table_diff", "prod:dev", "s.orders", "--exit-code")
                        .code())
                .isEqualTo(3);
        assertThat(desk.type("table_diff", "prod:dev", "s.days", "--exit-code").code())
                .isZero();
    }

    @Test
    void whatChangedSinceARoundOfTheReviewIsTold() {
        Answer saved = desk.type("table_diff", "prod:dev", "s.*", "--save", "round-1");
        assertThat(saved.err()).contains("saved as round-1");
        orders("(1, 10), (2, 20), (3, 30), (5, 50)");
        desk.plan("dev");

        Answer answer = desk.type("table_diff", "--against", "round-1");
        JsonNode json = desk.json("table_diff", "prod:dev", "s.orders", "--against", "round-1");

        assertThat(answer.out())
                .startsWith("Since round-1 (2024-01-04 00:00 UTC): rows that differ\n")
                .contains("s.orders |        |    3 |   1 | fewer")
                .contains("         | amount |    1 |   0 |");
        assertThat(json.at("/against/status").asText()).isEqualTo("fewer");
        assertThat(json.at("/against/differing_rows_then").asInt()).isEqualTo(3);
        refused("no comparison was saved as 'round-2'", "table_diff", "--against", "round-2");
        refused("'../x' is not a name to save under", "table_diff", "prod:dev", "--save", "../x");
    }

    @Test
    void otherRowsOfTheSameNumberAreNotCalledTheSame() {
        desk.type("table_diff", "prod:dev", "s.orders", "--save", "round-1");
        assertThat(desk.json("table_diff", "prod:dev", "s.orders", "--against", "round-1")
                        .at("/against/status")
                        .asText())
                .isEqualTo("same");
        orders("(1, 11), (2, 20), (5, 50)");
        desk.plan("dev");

        assertThat(desk.type("table_diff", "--against", "round-1").out()).contains("| as many");
    }

    @Test
    void aPageIsWrittenBesideTheAnswer() throws IOException {
        Answer answer = desk.type("table_diff", "prod:dev", "--html", "diff.html", "--summary");

        assertThat(answer.out()).contains("s.orders").doesNotContain("<html");
        assertThat(Files.readString(folder.resolve("diff.html")))
                .startsWith("<!DOCTYPE html>")
                .contains("Rows that changed", "<mark>1</mark>");
        assertThat(desk.type("table_diff", "prod:dev", "--html", "nowhere/diff.html")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void tablesOfTwoGatewaysAreComparedWithoutOneSeeingTheOther() {
        desk.file("config.yaml", """
                gateways:
                  main:
                    connection:
                      type: duckdb
                      database: warehouse.db
                  production:
                    connection:
                      type: duckdb
                      database: production.db
                model_defaults: {dialect: duckdb, start: '2024-01-01'}
                """);
        desk.plan("prod", "--gateway", "production");

        JsonNode diff = desk.json("table_diff", "main/prod:production/prod", "s.orders");

        assertThat(diff.get("source").asText()).isEqualTo("main/prod");
        assertThat(diff.at("/rows/full_match").asInt()).isEqualTo(1);
        assertThat(diff.at("/rows/source_only").asInt()).isEqualTo(1);
        assertThat(diff.get("notes").toString()).contains("rows travelled between the gateways");
        assertThat(desk.json("table_diff", "main/dev:production/prod"))
                .isNotEmpty()
                .allSatisfy(
                        model -> assertThat(model.get("identical").asBoolean()).isTrue());
        refused("there is no gateway 'nowhere'", "table_diff", "nowhere/prod:main/prod", "s.orders");
    }

    @Test
    void aModelThatFailsKeepsNoOtherFromBeingCompared() {
        desk.full("keyed", "SELECT 1 AS id, 2 AS n");
        desk.plan("prod");
        desk.model("keyed", "kind FULL, grain other", "SELECT 1 AS id, 3 AS n");
        desk.plan("dev");
        orders("(9, 9)");
        desk.plan("dev");

        Answer answer = desk.type("table_diff", "prod:dev");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("Not compared: s.keyed: key other: sqlmesh__s.s__keyed")
                .contains("Table diff of s.orders");
        assertThat(answer.err()).contains("1 of 2 models could not be compared: s.keyed");
    }

    @Test
    void badInputGetsAPlainAnswer() {
        refused("table_diff needs two environments or two tables", "table_diff");
        refused("there is no environment 'nope'", "table_diff", "prod:nope", "s.orders");
        refused("prod is an environment, and s.orders is none", "table_diff", "prod:s.orders");
        refused("dev is an environment, and s.orders is none", "table_diff", "s.orders", "dev");
        refused("matches no model of prod or dev", "table_diff", "prod:dev", "s.odrers");
        refused("--on ib: ", "table_diff", "prod:dev", "s.orders", "--on", "ib");
        refused("--skip-columns nothing", "table_diff", "prod:dev", "s.orders", "--skip-columns", "nothing");
        refused("'x' is not a tolerance", "table_diff", "prod:dev", "s.orders", "--tolerance", "x");
        refused("--limit -1 is below 0", "table_diff", "prod:dev", "s.orders", "--limit", "-1");
        refused("--on '' is not a key", "table_diff", "prod:dev", "s.empty", "--on", "");
    }

    @Test
    void aModelOfOneSideAndAKeyOfTwoTypesAreTold() {
        desk.full("added", "SELECT 1 AS id");
        desk.model("orders", "kind FULL, grain id", "SELECT 'one' AS id, 1 AS amount");
        desk.plan("dev");

        refused("prod has no model s.added", "table_diff", "prod:dev", "s.added");
        refused("the key id is INTEGER in prod and VARCHAR in dev", "table_diff", "prod:dev", "s.orders");
    }

    @Test
    void twoEmptyTablesAreNoError() {
        Answer answer = desk.type("table_diff", "prod:dev", "s.empty", "--show-sample");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("both tables are empty", "+ more (INTEGER)");
    }

    // ---- plan --impact

    @Test
    void theImpactOfAPlanIsKnownBeforeAnythingIsBuilt() {
        orders("(1, 10), (2, 25), (3, 30), (4, 40)");
        desk.full("totals", "SELECT SUM(amount) AS total FROM s.orders");
        var physical = desk.physical();

        Answer answer = desk.type("plan", "prod", "--explain", "--impact");
        JsonNode json = desk.json("plan", "prod", "--explain", "--impact");

        assertThat(answer.out())
                .contains("Impact, old query against new; nothing was written:")
                .contains("s.orders |     1 |       0 |       1 |  3 | all  | amount 1");
        assertThat(json.at("/impact/0/added").asInt()
                        + json.at("/impact/1/added").asInt())
                .isEqualTo(1);
        assertThat(desk.physical()).isEqualTo(physical);
        refused("--last goes with --impact", "plan", "prod", "--explain", "--last", "3d");
        refused("'soon' is not a length of time", "plan", "prod", "--explain", "--impact", "--last", "soon");
    }

    @Test
    void theImpactOfAChangeOverTimeIsThatOfTheLastDays() {
        desk.execute("create schema landing");
        desk.execute("create table landing.sales as select cast(d as date) as day, 1 as amount"
                + " from range(date '2024-01-01', date '2024-01-04', interval 1 day) t (d)");
        String header = "kind INCREMENTAL_BY_TIME_RANGE (time_column day), start '2024-01-01', grain day";
        String where = " FROM landing.sales WHERE day BETWEEN @start_date AND @end_date";
        desk.model("sales", header, "SELECT day, amount" + where);
        desk.full("total", "SELECT SUM(amount) AS total FROM s.sales");
        desk.plan("prod");
        desk.model("sales", header, "SELECT day, amount + 1 AS amount" + where);

        JsonNode impact = desk.json("plan", "prod", "--explain", "--impact", "--last", "2d")
                .get("impact");

        JsonNode sales = impact.get(0).get("model").asText().equals("s.sales") ? impact.get(0) : impact.get(1);
        assertThat(sales.get("from").asText()).isEqualTo("2024-01-02T00:00:00Z");
        assertThat(sales.get("to").asText()).isEqualTo("2024-01-04T00:00:00Z");
        assertThat(sales.get("changed").asInt()).isEqualTo(2);
        assertThat(sales.get("rows_before").asInt()).isEqualTo(2);
        assertThat(desk.rows("select total from s.total")).containsExactly("3");
    }
}
