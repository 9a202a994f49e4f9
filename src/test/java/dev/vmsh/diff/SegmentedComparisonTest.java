package dev.vmsh.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.problem.UsageException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of two engines, compared by segments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentedComparisonTest {
    private static final int ROUNDS = 60;
    private static final TableDiffOptions EXACT = TableDiffOptions.EXACT;

    private TestDatabase duck;
    private TestDatabase otherDuck;
    private TestDatabase postgres;

    @BeforeAll
    void open() {
        duck = new TestDatabase.DuckDb();
        otherDuck = new TestDatabase.DuckDb();
        postgres = new TestDatabase.Postgres();
    }

    @AfterAll
    void close() {
        duck.close();
        otherDuck.close();
        postgres.close();
    }

    Stream<TestDatabase> others() {
        return Stream.of(otherDuck, postgres);
    }

    private TableDiffReport compare(TestDatabase other, List<String> keys, TableDiffOptions options) {
        return SegmentedDiffer.compare(duck, other, duck.side("a"), other.side("b"), Optional.empty(), keys, options);
    }

    private static void table(TestDatabase database, String name, String query) {
        database.execute("DROP TABLE IF EXISTS " + name);
        database.execute("CREATE TABLE " + name + " AS " + query);
    }

    private static String values(String columns, String rows) {
        return "SELECT * FROM (VALUES %s) v(%s)".formatted(rows, columns);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("others")
    void randomTablesAreComparedAsRowsAreOneByOne(TestDatabase other) {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomTables tables = RandomTables.common(random, random.nextInt(4));
            String what = "seed %d round %d%n%s".formatted(seed, round, tables);
            tables.create(duck, "a", tables.source);
            tables.create(other, "b", tables.target);
            List<String> keys = tables.keys.stream().map(key -> '"' + key + '"').toList();

            TableDiffReport report = compare(other, keys, EXACT.withSamples(100));

            var expected = new SlowComparison(tables);
            assertThat(report.rows()).as(what).contains(expected.rows());
            assertThat(report.schema().same()).as(what).isTrue();
            if (expected.pairsCertain() && tables.keyCount() > 0) {
                assertThat(report.columns().stream()
                                .collect(Collectors.toMap(ColumnMatch::name, ColumnMatch::differences)))
                        .as(what)
                        .isEqualTo(expected.differences());
            }
            assertThat(report.samples().changed()).as(what).hasSize((int)
                    expected.rows().partialMatch());
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("others")
    void onlyTheSegmentsThatDifferTravel(TestDatabase other) {
        String rows = "SELECT id, CAST(id * 3 AS bigint) AS n, 'row ' || id AS t FROM generate_series(1, 60000) g(id)";
        table(duck, "a", rows);
        table(other, "b", rows.replace("id * 3", "CASE WHEN id IN (7, 7000) THEN 0 ELSE id * 3 END"));
        other.execute("INSERT INTO b VALUES (60001, 1, 'x')");

        TableDiffReport report = compare(other, List.of("id"), EXACT.withSamples(5));

        assertThat(report.rows()).contains(new RowCounts(60000, 60001, 59998, 2, 0, 1, 0, 0, 0, 0));
        assertThat(report.samples().changed())
                .extracting(row -> ((Number) row.key().get("id")).intValue())
                .containsExactly(7, 7000);
        String travelled = report.notes().get(report.notes().size() - 1);
        assertThat(travelled).endsWith("in 3 of 1,024 segments");
        assertThat(Integer.parseInt(travelled.substring(0, travelled.indexOf(' '))))
                .isLessThan(600);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("others")
    void whereManyRowsWouldTravelSegmentsAreDivided(TestDatabase other) {
        String rows = "SELECT id, 'row ' || id AS t FROM generate_series(1, 200000) g(id)";
        table(duck, "a", rows);
        table(other, "b", rows.replace("'row '", "CASE WHEN id % 1500 = 7 THEN 'x' ELSE 'row ' END"));

        TableDiffReport report = compare(other, List.of("id"), EXACT);

        assertThat(report.rows()).contains(new RowCounts(200000, 200000, 199866, 134, 0, 0, 0, 0, 0, 0));
        String travelled = report.notes().get(report.notes().size() - 1);
        // one of 1,024 segments has some 400 rows of both sides, so that more than 40,000 differed
        assertThat(travelled).endsWith("of 32,768 segments");
        assertThat(Integer.parseInt(
                        travelled.substring(0, travelled.indexOf(' ')).replace(",", "")))
                .isLessThan(4000);
    }

    @Test
    void columnsOfAnEngineWithoutCapitalsAreCalledAsInTheOther() {
        table(duck, "a", "SELECT 1 AS Id, 10 AS \"Amount\", 'x' AS note");
        table(postgres, "b", "SELECT 1 AS \"Id\", 11 AS \"Amount\", 'x' AS note");

        TableDiffReport there = compare(postgres, List.of("ID"), EXACT.withSamples(5));
        TableDiffReport back = SegmentedDiffer.compare(
                postgres, duck, postgres.side("b"), duck.side("a"), Optional.empty(), List.of("\"Id\""), EXACT);

        assertThat(there.schema().same()).isTrue();
        assertThat(there.on()).containsExactly("Id");
        assertThat(there.rows()).contains(new RowCounts(1, 1, 0, 1, 0, 0, 0, 0, 0, 0));
        assertThat(there.samples().changed().get(0).columns()).containsOnlyKeys("Amount");
        assertThat(back.rows()).isEqualTo(there.rows());
    }

    @Test
    void samplesAreTheFirstByKeyThoughRowsComeBySegment() {
        table(duck, "a", "SELECT id, 1 AS v FROM generate_series(1, 5000) g(id)");
        table(otherDuck, "b", "SELECT id, 2 AS v FROM generate_series(1, 4000) g(id)");

        Samples samples =
                compare(otherDuck, List.of("id"), EXACT.withSamples(3)).samples();

        assertThat(samples.changed()).extracting(row -> row.key().get("id")).containsExactly(1L, 2L, 3L);
        assertThat(samples.sourceOnly()).extracting(row -> row.get("id")).containsExactly(4001L, 4002L, 4003L);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("others")
    void equalHashesMeanThatNoRowTravels(TestDatabase other) {
        table(duck, "a", values("id, v", "(1, 'a'), (2, NULL), (2, 'b')"));
        table(other, "b", values("id, v", "(2, 'b'), (2, NULL), (1, 'a')"));

        TableDiffReport report = compare(other, List.of("id"), EXACT);

        assertThat(report.basis()).isEqualTo(Basis.FINGERPRINT);
        assertThat(report.rows()).contains(new RowCounts(3, 3, 3, 0, 0, 0, 0, 0, 1, 1));
        assertThat(report.notes()).contains("0 of 6 rows travelled between the gateways, in 0 of 1,024 segments");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("others")
    void tolerancesRoundingAndOtherNumberTypesHoldAcrossEngines(TestDatabase other) {
        table(duck, "a", "SELECT 1 AS id, CAST(1.004 AS double precision) AS v, CAST(0.10 AS decimal(10,2)) AS w");
        table(other, "b", "SELECT 1 AS id, CAST(1.006 AS double precision) AS v, CAST(0.1 AS double precision) AS w");

        assertThat(compare(other, List.of("id"), EXACT).rows().orElseThrow().partialMatch())
                .isEqualTo(1);
        assertThat(compare(other, List.of("id"), EXACT.withTolerances(Map.of("v", new BigDecimal("0.01"))))
                        .sameRows())
                .isTrue();
        assertThat(compare(other, List.of("id"), EXACT.withDecimals(1)).sameRows())
                .isTrue();
    }

    @Test
    void whatHasNoFormInCommonIsToldAndNotCompared() {
        table(duck, "a", "SELECT 1 AS id, INTERVAL 1 day AS gap, [1, 2] AS list");
        table(postgres, "b", "SELECT 1 AS id, INTERVAL '1 day' AS gap, ARRAY[1, 2] AS list");

        TableDiffReport report = compare(postgres, List.of("id"), EXACT);

        assertThat(report.sameRows()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.startsWith("gap is not compared: duckdb and postgres"));
    }

    @Test
    void keysOfTypesThatCannotBeEqualAreRefused() {
        table(duck, "a", "SELECT 1 AS id");
        table(postgres, "b", "SELECT CAST('1' AS text) AS id");

        assertThatThrownBy(() -> compare(postgres, List.of("id"), EXACT))
                .isInstanceOf(UsageException.class)
                .hasMessage("the key id is INTEGER in a and text in b");
    }
}
