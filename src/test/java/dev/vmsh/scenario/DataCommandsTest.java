package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that look at data: audit, evaluate, check_intervals, render, why, create_external_models and create_test. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class DataCommandsTest {
    @TempDir
    private Path folder;

    @Parameter
    private Place place;

    private Desk desk;

    @BeforeEach
    void aSmallProjectOverATableOfSomeoneElse() {
        desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.execute("create schema landing");
        desk.execute(
                "create table landing.sales as select * from (values (date '2024-01-01', 10), (date '2024-01-02', 20),"
                        + " (date '2024-01-03', -5)) as t (day, amount)");
        desk.model(
                "sales",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day), start '2024-01-01',"
                        + " audits (not_null(columns := (day)), positive(blocking := false))",
                "SELECT day, amount FROM landing.sales WHERE day BETWEEN @start_date AND @end_date");
        desk.file("audits/positive.sql", "AUDIT (name positive);\nSELECT * FROM @this_model WHERE amount <= 0\n");
        desk.full("totals", "SELECT SUM(amount) AS total FROM s.sales");
    }

    /** A type as the engine itself writes it. */
    private String type(String name) {
        return place.dialect().equals("postgres") ? name.toLowerCase(Locale.ROOT) : name;
    }

    // ---- audit

    @Test
    void anAuditTellsWhichRowsFailAndExitsWith3() {
        desk.plan("prod");

        Answer answer = desk.type("audit");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out())
                .startsWith("Found 2 audits.\nnot_null on model s.sales: PASS\npositive on model s.sales: FAIL [1]\n")
                .contains("day = 2024-01-03, amount = -5")
                .endsWith("1 of 2 failed.\n");
    }

    @Test
    void anAuditOfARangeLooksAtThatRangeOnly() {
        desk.plan("prod");

        JsonNode audits = desk.json("audit", "--model", "s.sales", "-s", "2024-01-01", "-e", "2024-01-02");

        assertThat(audits)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.get("status").asText()).isEqualTo("pass"));
        assertThat(audits.get(1).get("name").asText()).isEqualTo("positive");
        assertThat(audits.get(1).get("model").asText()).isEqualTo("s.sales");
        assertThat(audits.get(1).get("message").asText()).isEmpty();
    }

    @Test
    void anAuditOfWhatWasNotPlannedIsSkipped() {
        desk.plan("prod");
        desk.model("late", "kind FULL, audits (not_null(columns := (x)))", "SELECT 1 AS x");

        JsonNode audits = desk.json("audit", "--model", "s.late");

        assertThat(audits.get(0).get("status").asText()).isEqualTo("skip");
        assertThat(audits.get(0).get("message").asText()).contains("type 'plan prod'");
    }

    @Test
    void anAuditThatCannotBeAskedIsAnErrorOfItsOwn() {
        desk.plan("prod");
        desk.model(
                "sales",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day), start '2024-01-01',"
                        + " audits (not_null(columns := (nowhere)), not_null(columns := (day)))",
                "SELECT day, amount FROM landing.sales WHERE day BETWEEN @start_date AND @end_date");

        Answer answer = desk.type("audit");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out())
                .contains("not_null on model s.sales: ERROR")
                .contains("nowhere")
                .contains(": PASS");
    }

    @Test
    void anAuditThatStandsAloneReadsTheEnvironmentsTables() {
        desk.file(
                "audits/alone.sql",
                "AUDIT (name enough_sales, standalone true);\nSELECT * FROM s.totals WHERE total < @factor\n");
        desk.configure("", "variables: {factor: 100}");
        desk.plan("prod");

        Answer answer = desk.type("audit", "--format", "json");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out())
                .contains(
                        "{\"name\":\"enough_sales\",\"model\":null,\"status\":\"fail\",\"message\":\"1 row at fault: total = 25\"");
        assertThat(desk.type("audit").out()).contains("\nenough_sales: FAIL [1]\n");
    }

    @Test
    void anAuditNeedsAnEnvironmentAndModels() {
        Answer nowhere = desk.type("audit", "dev");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no environment 'dev'").contains("plan dev");

        desk.plan("prod");
        assertThat(desk.type("audit", "--model", "s.nothing").err()).contains("--model s.nothing matches no model");
        assertThat(desk.type("audit", "-s", "2024-01-03", "-e", "2024-01-01").code())
                .isEqualTo(2);
    }

    // ---- evaluate

    @Test
    void evaluateRunsTheLocalTextOnTheEnvironmentsTables() {
        desk.plan("prod");
        desk.full("totals", "SELECT SUM(amount) AS total, COUNT(*) AS days FROM s.sales");

        JsonNode rows = desk.json("evaluate", "s.totals");

        assertThat(rows.toString()).isEqualTo("[{\"total\":25,\"days\":3}]");
        assertThat(
                        desk.rows(
                                "select column_name from information_schema.columns where table_schema = 's' and table_name = 'totals'"))
                .hasSize(1);
    }

    @Test
    void evaluateTakesARangeAndALimit() {
        desk.plan("prod");

        assertThat(desk.json("evaluate", "s.sales", "-s", "2024-01-02", "-e", "2024-01-02")
                        .toString())
                .isEqualTo("[{\"day\":\"2024-01-02\",\"amount\":20}]");
        assertThat(desk.json("evaluate", "s.sales", "--limit", "2")).hasSize(2);
        assertThat(desk.json("evaluate", "s.sales", "--limit", "0")).hasSize(3);
    }

    @Test
    void evaluatePutsInTheQueriesOfModelsThatWereNeverPlanned() {
        assertThat(desk.json("evaluate", "s.totals").toString()).isEqualTo("[{\"total\":25}]");
        assertThat(desk.names("s")).isEmpty();
    }

    @Test
    void evaluateSaysWhatItCannotRun() {
        desk.file("seeds/codes.csv", "code\n1\n");
        desk.file("models/codes.sql", "MODEL (name s.codes, kind SEED (path '../seeds/codes.csv'));\n");
        desk.full("coded", "SELECT code FROM s.codes");
        desk.full("self", "SELECT x + 1 AS x FROM s.self");

        assertThat(desk.type("evaluate", "s.codes").err()).contains("s.codes is of kind SEED and has no query");
        assertThat(desk.type("evaluate", "s.coded").err())
                .contains("s.codes is not in the environment prod")
                .contains("plan prod");
        assertThat(desk.type("evaluate", "s.self").err()).contains("s.self is not in the environment prod");
        assertThat(desk.type("evaluate", "s.nothing").err()).contains("the project has no model 's.nothing'");
    }

    // ---- check_intervals

    @Test
    void checkIntervalsTellsWhatWasNeverComputed() {
        desk.plan("prod");

        assertThat(desk.json("check_intervals").toString())
                .isEqualTo(
                        "[{\"model\":\"s.sales\",\"complete\":true,\"missing\":[]},{\"model\":\"s.totals\",\"complete\":true,\"missing\":[]}]");

        desk.at("2024-01-06");
        JsonNode late = desk.json("check_intervals", "prod", "--select-model", "s.sales");
        assertThat(late.toString())
                .isEqualTo("[{\"model\":\"s.sales\",\"complete\":false,\"missing\":"
                        + "[{\"from\":\"2024-01-04T00:00:00Z\",\"to\":\"2024-01-06T00:00:00Z\"}]}]");
        assertThat(desk.json("check_intervals", "prod", "--select-model", "s.sales", "-e", "2024-01-04")
                        .get(0)
                        .get("missing"))
                .hasToString("[{\"from\":\"2024-01-04T00:00:00Z\",\"to\":\"2024-01-05T00:00:00Z\"}]");
        assertThat(desk.json("check_intervals", "prod", "--execution-time", "2024-01-04")
                        .get(0)
                        .get("complete")
                        .asBoolean())
                .isTrue();
        assertThat(desk.type("check_intervals").out()).isEqualTo("""
                Missing:
                ├── s.sales: [2024-01-04 - 2024-01-05]
                └── s.totals: [2024-01-04 - 2024-01-05]
                """);
    }

    @Test
    void checkIntervalsLooksAtWhatTheEnvironmentHasNotAtTheFiles() {
        desk.plan("prod");
        desk.remove("totals");

        assertThat(desk.json("check_intervals")).hasSize(2);
        assertThat(desk.type("check_intervals", "dev").err()).contains("there is no environment 'dev'");
        assertThat(desk.type("check_intervals", "--select-model", "nope").code())
                .isEqualTo(2);
    }

    // ---- render

    @Test
    void renderReadsTheEnvironmentsTablesAndKeepsNamesThatItHasNot() {
        assertThat(desk.json("render", "s.totals").get("sql").asText())
                .isEqualTo("SELECT SUM(amount) AS total FROM s.sales");

        desk.plan("prod");

        assertThat(desk.json("render", "s.totals").get("sql").asText())
                .matches("SELECT SUM\\(amount\\) AS total FROM \"sqlmesh__s\".\"s__sales__\\w+\" AS \"sales\"");
        assertThat(desk.json("render", "s.sales", "-s", "2024-01-02", "-e", "2024-01-03")
                        .get("sql")
                        .asText())
                .endsWith("BETWEEN CAST('2024-01-02' AS DATE) AND CAST('2024-01-03' AS DATE)");
        assertThat(desk.json("render", "s.totals", "--expand", "s.sales", "-s", "2024-01-02")
                        .get("sql")
                        .asText())
                .contains("FROM (SELECT day")
                .contains("FROM landing.sales WHERE");
        assertThat(desk.type("render", "s.totals", "--no-format").out())
                .isEqualTo(desk.type("render", "s.totals").out());
    }

    @Test
    void renderShowsTheRowsOfASeed() {
        desk.file("seeds/codes.csv", "code,label\n1,it's\n2,\n");
        desk.file(
                "models/codes.sql",
                "MODEL (name s.codes, kind SEED (path '../seeds/codes.csv'), columns (code INT, label TEXT));\n");

        assertThat(desk.type("render", "s.codes").out())
                .contains("('1', 'it''s'),\n('2', NULL)")
                .contains("AS INT)");
    }

    @Test
    void renderRefusesFilesAndTranslations() {
        assertThat(desk.type("render", "models/sales.sql").err()).contains("takes a model, not a file");
        assertThat(desk.type("render", "s.sales", "--dialect", "trino").err())
                .contains("written in " + place.dialect());
        assertThat(desk.type("render", "landing.sales").code()).isEqualTo(2);
    }

    // ---- why

    @Test
    void whyNamesTheEditAndTheWayFromItAndWhatWouldSpareIt() {
        desk.full("report", "SELECT total FROM s.totals");
        desk.plan("prod");
        desk.model(
                "sales",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day), start '2024-01-01',"
                        + " audits (not_null(columns := (day)), positive(blocking := false))",
                "SELECT day, amount FROM landing.sales\nWHERE day BETWEEN @start_date AND @end_date\nAND amount > 0");

        JsonNode why = desk.json("why", "s.report");

        assertThat(why.get("model").asText()).isEqualTo("s.report");
        assertThat(why.get("chain").toString()).isEqualTo("[\"s.sales\",\"s.totals\",\"s.report\"]");
        assertThat(why.get("reason").asText()).contains("WHERE").endsWith("(models/sales.sql:2)");
        assertThat(why.get("avoid").asText())
                .isEqualTo("a non-breaking change would skip 2 models (plan --non-breaking s.sales)");
        assertThat(desk.type("why", "s.report").out()).startsWith("s.report <- s.totals <- s.sales: WHERE");
    }

    @Test
    void whyOfAModelThatStaysSaysSo() {
        desk.plan("prod");

        JsonNode why = desk.json("why", "s.totals");

        assertThat(why.get("chain")).isEmpty();
        assertThat(why.get("reason").asText()).isEqualTo("nothing of it is rebuilt: prod has this version");
        assertThat(why.get("avoid").isNull()).isTrue();
    }

    @Test
    void whyKnowsNewAndRemovedModels() {
        desk.plan("prod");
        desk.full("fresh", "SELECT 1 AS x");
        desk.remove("totals");

        assertThat(desk.json("why", "s.fresh").get("reason").asText()).contains("models/fresh.sql:1");
        assertThat(desk.json("why", "s.totals").get("reason").asText()).isEqualTo("removed");
        assertThat(desk.type("why", "s.nothing").code()).isEqualTo(2);
    }

    // ---- create_external_models

    @Test
    void externalModelsAreListedWithTheirColumns() throws IOException {
        desk.full("broken", "SELECT x FROM landing.gone");

        Answer answer = desk.type("create_external_models");

        assertThat(answer.err()).contains("warning: landing.gone is not in the warehouse");
        assertThat(answer.out()).isEqualTo("Wrote external_models.yaml: the columns of 1 table.\n");
        assertThat(Files.readString(folder.resolve("external_models.yaml")))
                .isEqualTo("""
                - name: '"landing"."sales"'
                  columns:
                    day: %s
                    amount: %s
                """.formatted(type("DATE"), type("INTEGER")));
        assertThat(desk.json("models").toString()).contains("landing.sales");
    }

    @Test
    void externalModelsOfOtherGatewaysAndWhatIsSaidOfThemStay() throws IOException {
        desk.file("external_models.yaml", """
                - name: %s.landing.sales
                  description: by hand
                  columns: {old: INT}
                - name: landing.sales
                  gateway: other
                  columns: {theirs: INT}
                """.formatted(
                        desk.rows("select current_catalog").get(0)));

        desk.json("create_external_models", "--strict");

        assertThat(Files.readString(folder.resolve("external_models.yaml")))
                .contains("description: by hand\n  columns:\n    day: " + type("DATE"))
                .contains("gateway: other\n  columns:\n    theirs: INT");
    }

    @Test
    void whatIsSaidOfTheUsualGatewaysTableIsBroughtUpToDate() throws IOException {
        desk.file("external_models.yaml", """
                - name: landing.sales
                  gateway: MAIN
                  columns: {old: INT}
                """);

        desk.json("create_external_models");

        assertThat(Files.readString(folder.resolve("external_models.yaml")))
                .isEqualTo("""
                - name: landing.sales
                  gateway: MAIN
                  columns:
                    day: %s
                    amount: %s
                """.formatted(type("DATE"), type("INTEGER")));
    }

    @Test
    void withoutExternalTablesNoFileIsWritten() {
        desk.remove("sales");
        desk.full("totals", "SELECT 1 AS total");

        Answer answer = desk.type("create_external_models");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .isEqualTo("Nothing to write: the warehouse has no table that the project only reads.\n");
        assertThat(folder.resolve("external_models.yaml")).doesNotExist();
    }

    @Test
    void strictFailsForAMissingTableAndWritesNothing() {
        desk.full("broken", "SELECT x FROM landing.gone");

        Answer answer = desk.type("create_external_models", "--strict");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("not in the warehouse: landing.gone");
        assertThat(folder.resolve("external_models.yaml")).doesNotExist();
        assertThat(desk.type("--read-only", "create_external_models").err()).contains("read-only");
    }

    // ---- create_test

    @Test
    void aTestOfAModelThatAsksForTheTimeStandsStill() throws IOException {
        desk.full("stamped", "SELECT total, now() AS seen_at, CURRENT_DATE AS today FROM s.totals");
        desk.plan("prod");

        desk.json("create_test", "s.stamped");

        assertThat(Files.readString(folder.resolve("tests/test_s_stamped.yaml")))
                .contains("execution_time: 2024-01-04T00:00:00Z")
                .contains("today: 2024-01-04");
        assertThat(desk.json("test").get(0).get("status").asText()).isEqualTo("pass");
    }

    @Test
    void aTestMadeFromLiveRowsPasses() throws IOException {
        desk.plan("prod");

        JsonNode made = desk.json(
                "create_test", "s.totals", "-q", "s.sales", "SELECT * FROM s.sales WHERE amount > 0 ORDER BY day");

        assertThat(made.get("path").asText()).isEqualTo("tests/test_s_totals.yaml");
        assertThat(Files.readString(folder.resolve("tests/test_s_totals.yaml")))
                .isEqualTo("""
                test_s_totals:
                  model: s.totals
                  inputs:
                    s.sales:
                      columns:
                        day: %s
                        amount: %s
                      rows:
                        - day: 2024-01-01
                          amount: 10
                        - day: 2024-01-02
                          amount: 20
                  outputs:
                    query:
                      - total: 30
                """.formatted(type("DATE"), type("INTEGER")));
        assertThat(desk.json("test").get(0).get("status").asText()).isEqualTo("pass");
    }

    @Test
    void aTestMadeWithVariablesPathNameAndCtesPassesToo() throws IOException {
        desk.model(
                "filtered",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day)",
                "WITH chosen AS (SELECT day, amount FROM landing.sales WHERE day BETWEEN @start_date AND @end_date)\nSELECT day FROM chosen");

        desk.json(
                "create_test",
                "s.filtered",
                "-v",
                "start",
                "2024-01-02",
                "-v",
                "end",
                "2024-01-03",
                "-p",
                "deep/test_f.yaml",
                "-n",
                "test_two_days",
                "--include-ctes");

        assertThat(Files.readString(folder.resolve("tests/deep/test_f.yaml"))).contains("ctes:\n      chosen:\n");
        JsonNode tests = desk.json("test");
        assertThat(tests.get(0).get("name").asText()).isEqualTo("test_two_days");
        assertThat(tests.get(0).get("status").asText()).isEqualTo("pass");
    }

    @Test
    void createTestRefusesWhatWouldBeLostOrWrong() {
        desk.plan("prod");
        desk.json("create_test", "s.totals");

        assertThat(desk.type("create_test", "s.totals").err()).contains("--overwrite");
        assertThat(desk.type("create_test", "s.totals", "-o").code()).isZero();
        assertThat(desk.type("create_test", "s.totals", "-o", "-q", "landing.sales", "SELECT 1")
                        .err())
                .contains("s.totals does not read landing.sales")
                .contains("It reads: s.sales");
        assertThat(desk.type("create_test", "s.totals", "-o", "-q", "s.sales", "DROP TABLE landing.sales")
                        .err())
                .contains("must come from a query");
        assertThat(desk.type("create_test", "s.nothing").code()).isEqualTo(2);
    }
}
