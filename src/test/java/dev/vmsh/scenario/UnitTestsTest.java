package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unit tests of a project: what they can say, how they fail, and that a plan waits for them. */
class UnitTestsTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void aModelOverATableOfSomeoneElse() {
        desk = new Desk(folder, new Places.DuckDb(), Instant.parse("2024-01-04T00:00:00Z"), "variables: {factor: 2}");
        desk.full("doubled", "SELECT id, amount * @factor AS amount FROM raw.sales");
    }

    /** Runs all tests; messages by name of those that do not pass, with the status before. */
    private Map<String, String> results(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("test", "--format", "json"));
        words.addAll(List.of(arguments));
        Answer answer = desk.type(words.toArray(String[]::new));
        assertThat(answer.err()).isEmpty();
        var results = new LinkedHashMap<String, String>();
        for (JsonNode each : new ObjectMapper().readTree(answer.out())) {
            results.put(
                    each.get("name").asText(),
                    (each.get("status").asText() + " " + each.get("message").asText()).strip());
        }
        boolean bad = results.values().stream().anyMatch(text -> text.startsWith("fail") || text.startsWith("error"));
        assertThat(answer.code()).isEqualTo(bad ? 3 : 0);
        return results;
    }

    @Test
    void aDateInQuotesIsText() throws IOException {
        desk.full("types", "SELECT TYPEOF(a) AS a, TYPEOF(b) AS b, TYPEOF(c) AS c, TYPEOF(d) AS d FROM raw.sales");
        desk.file("tests/test_types.yaml", """
                in_yaml:
                  model: s.types
                  inputs: {raw.sales: [{a: 2024-01-01, b: '2024-01-01', c: 2024-01-01 10:00:00, d: "2024-01-01 10:00:00"}]}
                  outputs: {query: [{a: DATE, b: VARCHAR, c: TIMESTAMP, d: VARCHAR}]}
                in_csv:
                  model: s.types
                  inputs: {raw.sales: {format: csv, rows: "a,b,c,d\\n2024-01-01,x,1,1.5"}}
                  outputs: {query: [{a: VARCHAR, b: VARCHAR, c: INTEGER, d: DOUBLE}]}
                """);

        assertThat(results()).isEqualTo(Map.of("in_yaml", "pass", "in_csv", "pass"));
    }

    @Test
    void rowsComeInManyForms() throws IOException {
        desk.file("tests/data/sales.yaml", "rows:\n- {id: 1, amount: 5}\n");
        desk.file("tests/data/sales.json", "[\n  {\"id\": 1,\n   \"amount\": 5}\n]\n");
        desk.file("tests/data/sales.csv", "id;amount\n1;5\n");
        desk.file("tests/test_forms.yaml", """
                a_list: {model: s.doubled, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: 10}]}}
                rows_and_columns:
                  model: s.doubled
                  inputs: {raw.sales: {columns: {id: int, amount: 'decimal(5,2)'}, rows: [{id: 1, amount: '5.25'}, {id: 2}]}}
                  outputs: {query: {rows: [{amount: 10.5, id: 1}, {id: 2, amount: null}]}}
                a_query:
                  model: s.doubled
                  inputs: {raw.sales: {query: "SELECT 1 AS ID, 5 AS amount"}}
                  outputs: {query: {query: "SELECT 10 AS amount, 1 AS id"}}
                a_query_without_a_column:
                  model: s.doubled
                  inputs: {raw.sales: {columns: {amount: int}, query: "SELECT 1 AS id"}}
                  outputs: {query: [{id: 1}]}
                a_csv: {model: s.doubled, inputs: {raw.sales: {format: csv, rows: "id,amount\\n1,5"}}, outputs: {query: [{id: 1, amount: 10}]}}
                a_yaml_file: {model: s.doubled, inputs: {raw.sales: {path: tests/data/sales.yaml}}, outputs: {query: [{id: 1, amount: 10}]}}
                a_json_file: {model: s.doubled, inputs: {raw.sales: {path: tests/data/sales.json}}, outputs: {query: [{id: 1, amount: 10}]}}
                a_template: {model: s.doubled, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: {{ 5 * var('Factor', 9) }}}]}}
                a_csv_file:
                  model: s.doubled
                  inputs: {raw.sales: {path: tests/data/sales.csv, format: csv, csv_settings: {sep: ';'}}}
                  outputs: {query: [{id: 1, amount: 10}]}
                no_rows: {model: s.doubled, inputs: {raw.sales: {columns: {id: int, amount: int}}}, outputs: {query: []}}
                a_fixed_schema: {model: s.doubled, schema: fixed, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: 10}]}}
                """);

        assertThat(results())
                .hasSize(11)
                .allSatisfy((name, result) -> assertThat(result).as(name).isEqualTo("pass"));
    }

    @Test
    void valuesAreComparedByTheTypesOfTheResult() throws IOException {
        desk.full(
                "typed",
                "SELECT CAST(d AS DATE) AS d, CAST(t AS TIMESTAMP) AS t, CAST(f AS DOUBLE) AS f,"
                        + " CAST(n AS DECIMAL(9,3)) AS n, [f] AS l, {'k': n} AS s FROM raw.values");
        String input = "inputs: {raw.values: [{d: 2024-01-01, t: 2024-01-01 10:00:00, f: 0.1, n: 1.5}]}";
        desk.file("tests/test_types.yaml", """
                same:
                  model: s.typed
                  %1$s
                  outputs: {query: [{d: '2024-01-01', t: 2024-01-01 10:00:00, f: 0.1000000001, n: 1.5, l: [0.1], s: {k: 1.5}}]}
                almost:
                  model: s.typed
                  %1$s
                  outputs: {partial: true, query: [{n: 1.501}]}
                other_list:
                  model: s.typed
                  %1$s
                  outputs: {query: {partial: true, rows: [{l: [0.2]}]}}
                no_date:
                  model: s.typed
                  %1$s
                  outputs: {partial: true, query: [{d: soon}]}
                """.formatted(input));

        Map<String, String> results = results();

        assertThat(results.get("same")).isEqualTo("pass");
        assertThat(results.get("almost"))
                .startsWith("fail Data mismatch")
                .contains("n: Expected")
                .contains("1.501");
        assertThat(results.get("other_list")).startsWith("fail").contains("[0.2]");
        assertThat(results.get("no_date")).startsWith("error the expected rows do not fit the types of the result");
    }

    @Test
    void orderCountsOnlyWhereTheQueryHasOne() throws IOException {
        desk.full("ordered", "SELECT id FROM raw.sales ORDER BY id DESC");
        desk.full("windowed", "SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM raw.sales");
        desk.file("tests/test_order.yaml", """
                in_order: {model: s.ordered, inputs: {raw.sales: [{id: 1}, {id: 2}]}, outputs: {query: [{id: 2}, {id: 1}]}}
                not_in_order: {model: s.ordered, inputs: {raw.sales: [{id: 1}, {id: 2}]}, outputs: {query: [{id: 1}, {id: 2}]}}
                no_order: {model: s.windowed, inputs: {raw.sales: [{id: 1}, {id: 2}]}, outputs: {query: [{id: 2, n: 2}, {id: 1, n: 1}]}}
                """);

        assertThat(results())
                .containsEntry("in_order", "pass")
                .containsEntry("no_order", "pass")
                .hasEntrySatisfying("not_in_order", result -> assertThat(result).startsWith("fail"));
    }

    @Test
    void aDifferenceIsShownCellByCell() {
        desk.file("tests/test_cells.yaml", """
                cells:
                  model: s.doubled
                  inputs: {raw.sales: [{id: 1, amount: 5}, {id: 2, amount: 7}]}
                  outputs: {query: [{id: 1, amount: 10}, {id: 2, amount: 15}]}
                rows:
                  model: s.doubled
                  inputs: {raw.sales: [{id: 1, amount: 5}, {id: 2, amount: 7}]}
                  outputs: {query: [{id: 1, amount: 10}, {id: 3, amount: 1}, {id: 4, amount: 1}]}
                columns:
                  model: s.doubled
                  inputs: {raw.sales: [{id: 1, amount: 5}]}
                  outputs: {query: [{id: 1, amuont: 10}]}
                """);

        assertThat(desk.type("test").out().replaceAll("in [^:]+:", "in no time:"))
                .isEqualTo("""
                FAIL tests/test_cells.yaml::cells (s.doubled)
                  Data mismatch
                   Row | amount: Expected | amount: Actual
                  -----+------------------+----------------
                     1 |               15 |             14

                FAIL tests/test_cells.yaml::rows (s.doubled)
                  Data mismatch (rows are different)
                  Missing rows:
                   id | amount
                  ----+--------
                    3 |      1
                    4 |      1
                  Unexpected rows:
                   id | amount
                  ----+--------
                    2 |     14

                FAIL tests/test_cells.yaml::columns (s.doubled)
                  the result has no column amuont; it has id, amount

                ----------------------------------------------------------------------
                3 tests in no time: 3 failed.
                """);
    }

    @Test
    void ctesAreTestedByThemselves() throws IOException {
        desk.full(
                "stepped",
                "WITH one AS (SELECT id FROM raw.sales), two AS (SELECT id + 1 AS id FROM one) SELECT SUM(id) AS total FROM two");
        desk.file("tests/test_ctes.yaml", """
                both: {model: s.stepped, inputs: {raw.sales: [{id: 1}, {id: 2}]}, outputs: {ctes: {one: [{id: 1}, {id: 2}], two: [{id: 3}, {id: 2}]}, query: [{total: 5}]}}
                wrong: {model: s.stepped, inputs: {raw.sales: [{id: 1}]}, outputs: {ctes: {two: [{id: 9}]}}}
                unknown: {model: s.stepped, inputs: {raw.sales: [{id: 1}]}, outputs: {ctes: {three: []}}}
                """);

        assertThat(results())
                .containsEntry("both", "pass")
                .hasEntrySatisfying("wrong", result -> assertThat(result).startsWith("fail CTE two: Data mismatch"))
                .hasEntrySatisfying("unknown", result -> assertThat(result)
                        .startsWith("error the query of s.stepped has no CTE 'three'")
                        .contains("It has: one, two"));
    }

    @Test
    void variablesAndTimesAreThoseOfTheTest() throws IOException {
        desk.model(
                "timed",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day)",
                "SELECT day, CURRENT_DATE AS today, @execution_ds AS run FROM raw.sales WHERE day BETWEEN @start_ds AND @end_ds");
        desk.file("tests/test_vars.yaml", """
                variable: {model: s.doubled, vars: {Factor: 3}, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: 15}]}}
                times:
                  model: s.timed
                  vars: {start: 2024-01-02, end: 2024-01-02, execution_time: '2024-02-03 12:00:00'}
                  inputs: {raw.sales: [{day: 2024-01-01}, {day: 2024-01-02}]}
                  outputs: {query: [{day: 2024-01-02, today: 2024-02-03, run: '2024-02-03'}]}
                one_of_them:
                  model: s.timed
                  vars: {start_ds: '2023-12-31', end_ds: '2024-01-01', execution_time: 2024-02-03}
                  inputs: {raw.sales: [{day: 2024-01-01}, {day: 2024-01-02}]}
                  outputs: {partial: true, query: [{day: 2024-01-01}]}
                epoch: {model: s.timed, inputs: {raw.sales: [{day: 1970-01-01}, {day: 2024-01-02}]}, outputs: {partial: true, query: [{day: 1970-01-01, run: '1970-01-01'}]}}
                backwards: {model: s.timed, vars: {start: 2024-01-02, end: 2024-01-01}, inputs: {raw.sales: [{day: 2024-01-02}]}, outputs: {query: []}}
                """);

        Map<String, String> results = results();

        assertThat(results)
                .containsEntry("variable", "pass")
                .containsEntry("times", "pass")
                .containsEntry("one_of_them", "pass")
                .containsEntry("epoch", "pass");
        assertThat(results.get("backwards")).startsWith("error the test's start is not before its end");
    }

    @Test
    void inputsAreCheckedAndAnOwnTableIsEmptyByItself() throws IOException {
        desk.full("joined", "SELECT a.id FROM raw.sales AS a JOIN s.doubled AS b ON a.id = b.id");
        desk.file("models/running.sql", """
                MODEL (name s.running, kind FULL, columns (total INT));
                SELECT COALESCE(MAX(total), 0) + 1 AS total FROM s.running
                """);
        desk.file("tests/test_inputs.yaml", """
                incomplete: {model: s.joined, inputs: {raw.sales: [{id: 1}]}, outputs: {query: []}}
                by_catalog: {model: s.joined, inputs: {warehouse.raw.sales: [{id: 1}], '"s"."doubled"': [{id: 1, amount: 1}]}, outputs: {query: [{id: 1}]}}
                own_table: {model: s.running, inputs: {}, outputs: {query: [{total: 1}]}}
                no_inputs: {model: s.doubled, outputs: {query: []}}
                nothing_known: {model: s.doubled, inputs: {raw.sales: []}, outputs: {query: []}}
                no_type: {model: s.doubled, inputs: {raw.sales: [{id: 1, amount: null}]}, outputs: {query: []}}
                """);

        Map<String, String> results = results();

        assertThat(results).containsEntry("by_catalog", "pass").containsEntry("own_table", "pass");
        assertThat(results.get("incomplete")).startsWith("error the test is incomplete: no input for s.doubled");
        assertThat(results.get("no_inputs")).startsWith("error").contains("sales");
        assertThat(results.get("nothing_known")).startsWith("error the columns of input raw.sales are not known");
        assertThat(results.get("no_type"))
                .startsWith("error the type of column amount of input raw.sales cannot be told");
    }

    @Test
    void onlyModelsWithAQueryCanBeTested() throws IOException {
        desk.file("seeds/codes.csv", "code\n1\n");
        desk.file("models/codes.sql", "MODEL (name s.codes, kind SEED (path '../seeds/codes.csv'));\n");
        desk.file("tests/test_models.yaml", """
                a_seed: {model: s.codes, outputs: {query: []}}
                nobody: {model: s.nobody, outputs: {query: []}}
                no_gateway: {model: s.doubled, gateway: nowhere, outputs: {query: []}}
                """);

        assertThat(results())
                .hasEntrySatisfying("a_seed", result -> assertThat(result).startsWith("error s.codes is of kind SEED"))
                .containsEntry("nobody", "skip the project has no model 's.nobody'")
                .hasEntrySatisfying(
                        "no_gateway", result -> assertThat(result).startsWith("error there is no gateway 'nowhere'"));
    }

    @Test
    void testsAreChosenByPathNameAndPattern() throws IOException {
        String passing =
                ": {model: s.doubled, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: 10}]}}\n";
        desk.file("tests/test_a.yaml", "one" + passing + "two" + passing);
        desk.file("tests/deep/test_b.yaml", "one" + passing);

        assertThat(results("tests/test_a.yaml")).containsOnlyKeys("one", "two");
        assertThat(results("test_a.yaml::two")).containsOnlyKeys("two");
        assertThat(results(folder.resolve("tests/deep").toString())).containsOnlyKeys("one");
        assertThat(results("-k", "two")).containsOnlyKeys("two");
        assertThat(results("-k", "*deep*one", "-k", "two")).containsOnlyKeys("two", "one");
        assertThat(desk.type("test", "tests/test_c.yaml").code()).isEqualTo(2);
        assertThat(desk.type("test", "-k", "TWO").err()).contains("no test fits -k TWO");
        assertThat(desk.type("test", "-v").out()).startsWith("PASS tests/deep/test_b.yaml::one\n");
    }

    @Test
    void aProjectWithoutTestsSaysHowToBegin() {
        assertThat(desk.type("test").out()).contains("There are no unit tests").contains("create_test");
        assertThat(desk.json("test")).isEmpty();
    }

    @Test
    void fixturesStayOnTheTestConnectionIfAsked() throws IOException {
        desk.file("config.yaml", """
                gateways:
                  main:
                    connection: {type: duckdb, database: warehouse.db}
                    test_connection: {type: duckdb, database: tests.db}
                model_defaults: {dialect: duckdb, start: '2024-01-01'}
                variables: {factor: 2}
                """);
        desk.file(
                "tests/test_a.yaml",
                "one: {model: s.doubled, schema: kept, inputs: {raw.sales: [{id: 1, amount: 5}]}, outputs: {query: [{id: 1, amount: 10}]}}\n");

        assertThat(desk.type("test", "--preserve-fixtures").out()).contains("The fixtures of one are in schema kept\n");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tests.db"));
                var rows = connection.createStatement().executeQuery("select amount from kept.warehouse__raw__sales")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(5);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPlanWaitsForTheTests() {
        desk.full("doubled", "SELECT 1 AS id, 2 AS amount");
        desk.file("tests/test_a.yaml", "wrong: {model: s.doubled, outputs: {query: [{id: 1, amount: 3}]}}\n");

        Answer answer = desk.type("plan", "prod", "--auto-apply");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("FAIL tests/test_a.yaml::wrong (s.doubled)")
                .contains("error: 1 of 1 unit tests failed, nothing was planned")
                .contains("--skip-tests");
        assertThat(desk.names("s")).isEmpty();
        assertThat(desk.type("plan", "prod", "--explain").code()).isZero();
        assertThat(desk.type("plan", "prod", "--auto-apply", "--skip-tests").code())
                .isZero();
    }

    @Test
    void aTestFileWithFaultsIsReportedByPlace() {
        desk.file(
                "tests/test_a.yaml",
                "one:\n  model: s.doubled\n  inputs: {raw.sales: {path: none.csv, format: csv}}\n  outputs: {query: []}\n");

        Answer answer = desk.type("test");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("tests/test_a.yaml:3").contains("There is no file none.csv with rows");
    }
}
