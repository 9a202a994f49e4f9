package dev.vmsh.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.problem.UsageException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comparing two tables means, on every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ComparisonContract {
    private static final int ROUNDS = 120;
    private static final TableDiffOptions EXACT = TableDiffOptions.EXACT;

    private final TestDatabase database;

    ComparisonContract(TestDatabase database) {
        this.database = database;
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static String values(String columns, String rows) {
        return "SELECT * FROM (VALUES %s) v(%s)".formatted(rows, columns);
    }

    private TableDiffReport byId(TableDiffOptions options) {
        return database.compare(List.of("id"), options);
    }

    @Test
    void randomTablesAreComparedAsRowsAreOneByOne() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var tables = new RandomTables(random, database.dialect(), random.nextInt(4));
            tables.create(database);
            check(tables, "seed %d round %d%n%s".formatted(seed, round, tables));
        }
    }

    private void check(RandomTables tables, String what) {
        TableDiffReport report;
        try {
            List<String> keys = tables.keys.stream().map(key -> '"' + key + '"').toList();
            report = database.compare(keys, EXACT.withSamples(100));
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        var expected = new SlowComparison(tables);
        assertThat(report.rows()).as(what).contains(expected.rows());
        assertThat(report.schema().same()).as(what).isTrue();
        if (expected.pairsCertain() && tables.keyCount() > 0) {
            assertThat(differences(report)).as(what).isEqualTo(asNamed(expected.differences()));
        }
        checkSamples(report, what);
    }

    private static void checkSamples(TableDiffReport report, String what) {
        RowCounts rows = report.rows().orElseThrow();
        Samples samples = report.samples();
        assertThat(samples.changed()).as(what).hasSize((int) rows.partialMatch());
        assertThat(samples.changed()).as(what).allSatisfy(row -> assertThat(row.columns())
                .isNotEmpty());
        long shown = samples.changed().stream()
                .mapToLong(row -> row.columns().size())
                .sum();
        assertThat(shown)
                .as(what)
                .isEqualTo(report.columns().stream()
                        .mapToLong(ColumnMatch::differences)
                        .sum());
        if (!report.on().isEmpty()) {
            assertThat(samples.sourceOnly()).as(what).hasSize((int) rows.sourceOnly());
            assertThat(samples.targetOnly()).as(what).hasSize((int) rows.targetOnly());
        }
    }

    private static Map<String, Long> differences(TableDiffReport report) {
        return report.columns().stream().collect(Collectors.toMap(ColumnMatch::name, ColumnMatch::differences));
    }

    private Map<String, Long> asNamed(Map<String, Long> differences) {
        return differences.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> database.dialect().normalize(entry.getKey(), true), Map.Entry::getValue));
    }

    @Test
    void countsAndSharesAreThoseOfSqlMesh() {
        database.tables(
                values("id, v", "(1, 'a'), (2, 'b'), (3, 'c')"), values("id, v", "(1, 'a'), (2, 'x'), (6, 'c')"));

        TableDiffReport report = byId(EXACT);

        RowCounts rows = report.rows().orElseThrow();
        assertThat(rows).isEqualTo(new RowCounts(3, 3, 1, 1, 1, 1, 0, 0, 0, 0));
        assertThat(rows.percentOfPairs(rows.fullMatch())).isEqualTo("33.33");
        assertThat(rows.percentOfPairs(rows.partialMatch())).isEqualTo("33.33");
        assertThat(rows.percentOfRows(rows.sourceOnly())).isEqualTo("16.67");
        assertThat(report.columns()).singleElement().satisfies(column -> assertThat(column.percent())
                .isEqualTo("50"));
        assertThat(report.identical()).isFalse();
        assertThat(json(report).keySet().stream().map(Object::toString))
                .contains("source", "target", "model", "on", "schema", "rows", "columns", "samples");
        assertThat(json(report).get("rows"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(Map.of(
                        "source",
                        3L,
                        "target",
                        3L,
                        "joined",
                        2L,
                        "full_match",
                        1L,
                        "partial_match",
                        1L,
                        "source_only",
                        1L,
                        "target_only",
                        1L,
                        "null_keys",
                        0L,
                        "duplicate_keys_source",
                        0L,
                        "duplicate_keys_target",
                        0L));
        assertThat(json(report).get("columns"))
                .isEqualTo(List.of(Map.of("name", "v", "pct_match", new BigDecimal("50"), "differences", 1L)));
    }

    private static Map<?, ?> json(TableDiffReport report) {
        return (Map<?, ?>) TableDiffResult.of(report).json();
    }

    @Test
    void aRowWithoutAKeyChangesNoCountButIsTold() {
        database.tables(
                values("id, v", "(1, 'a'), (2, 'b'), (3, 'c'), (NULL, 'n')"),
                values("id, v", "(1, 'a'), (2, 'x'), (6, 'c'), (NULL, 'm'), (NULL, 'o')"));

        TableDiffReport report = byId(EXACT);

        assertThat(report.rows()).contains(new RowCounts(3, 3, 1, 1, 1, 1, 1, 2, 0, 0));
        assertThat(report.notes()).anyMatch(note -> note.contains("1 row of a and 2 of b have NULL in their key"));
    }

    @Test
    void nullAndEmptyTextAreDifferentKeys() {
        database.tables(values("x, y, v", "(1, NULL, 1), (1, '', 2)"), values("x, y, v", "(1, '', 1), (1, NULL, 1)"));

        TableDiffReport report = database.compare(List.of("x", "y"), EXACT);

        assertThat(report.rows()).contains(new RowCounts(2, 2, 1, 1, 0, 0, 1, 1, 0, 0));
    }

    @Test
    void rowsOfADuplicateKeyArePairedOnceAndTheSameOnesFirst() {
        database.tables(
                values("id, v", "(1, 'a'), (1, 'b'), (1, 'c'), (2, 'z')"),
                values("id, v", "(1, 'b'), (1, 'c'), (1, 'd'), (1, 'e'), (2, 'z')"));

        TableDiffReport report = byId(EXACT.withSamples(20));

        assertThat(report.rows()).contains(new RowCounts(4, 5, 3, 1, 0, 1, 0, 0, 1, 1));
        assertThat(report.samples().changed()).hasSize(1);
        assertThat(report.samples().targetOnly()).hasSize(1);
        assertThat(report.notes()).anyMatch(note -> note.contains("the key is not unique"));
    }

    @ParameterizedTest(name = "{0} decimals: {1} differ")
    @CsvSource({"3, 0", "4, 1"})
    void roundingComparesWhatIsLeft(int decimals, long differ) {
        database.tables(
                "SELECT 1 AS id, CAST(3.1233 AS double precision) AS v",
                "SELECT 1 AS id, CAST(3.12343 AS double precision) AS v");

        assertThat(byId(EXACT.withDecimals(decimals)).columns())
                .extracting(ColumnMatch::differences)
                .containsExactly(differ);
    }

    @Test
    void nothingIsRoundedUnlessAskedFor() {
        database.tables(
                "SELECT 1 AS id, CAST(0.3 AS double precision) AS v",
                "SELECT 1 AS id, CAST(0.30000000000000004 AS double precision) AS v");

        assertThat(byId(EXACT).identical()).isFalse();
        assertThat(byId(EXACT.withDecimals(10)).sameRows()).isTrue();
    }

    @Test
    void roundingLeavesDuplicateKeysAndRowsWithoutKeyAlike() {
        database.tables(
                "SELECT 1 AS id, CAST(0.123 AS double precision) AS v UNION ALL SELECT 1, 0.5",
                "SELECT 1 AS id, CAST(0.124 AS double precision) AS v UNION ALL SELECT 1, 0.5");

        assertThat(byId(EXACT.withDecimals(2)).sameRows()).isTrue();
        assertThat(database.compare(List.of(), EXACT.withDecimals(2)).sameRows())
                .isTrue();
        assertThat(database.compare(List.of(), EXACT).rows()).contains(new RowCounts(2, 2, 1, 0, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void aToleranceIsForItsColumnAndIncludesItsEnd() {
        String columns = "id, v, w";
        database.tables(
                values(columns, "(1, 1.00, 1.00), (2, 1.00, 1.00), (3, 1.00, NULL), (4, NULL, 0.00)"),
                values(columns, "(1, 1.01, 1.01), (2, 1.02, 1.00), (3, NULL, NULL), (4, NULL, 0.00)"));

        TableDiffReport report = byId(EXACT.withTolerances(Map.of("v", new BigDecimal("0.01"))));

        assertThat(report.columns())
                .extracting(ColumnMatch::name, ColumnMatch::differences)
                .containsExactly(tuple("v", 2L), tuple("w", 1L));
    }

    @ParameterizedTest(name = "{0}: {1} and {2} are {3} apart: {4}")
    @CsvSource({
        "double precision, 3.3, 2.3, 1, true",
        "double precision, 5.1, 4.1, 1, true",
        "double precision, 1.01, 1, 0.01, true",
        "double precision, 1.0100001, 1, 0.01, false",
        "double precision, 0.30000000000000004, 0.3, 0, false",
        "real, 1.01, 1, 0.01, true",
        "real, 1.011, 1, 0.01, false"
    })
    void aFloatingNumberIsWithinATolerance(String type, String from, String to, BigDecimal tolerance, boolean same) {
        String row = "SELECT 1 AS id, CAST(%s AS %s) AS v";
        database.tables(row.formatted(from, type), row.formatted(to, type));

        assertThat(byId(EXACT.withTolerances(Map.of("v", tolerance))).sameRows())
                .isEqualTo(same);
    }

    @Test
    void infinitiesAreWithinAnyToleranceOfThemselvesOnly() {
        database.tables(
                "SELECT 1 AS id, CAST('Infinity' AS double precision) AS v UNION ALL SELECT 2, CAST('NaN' AS double precision)"
                        + " UNION ALL SELECT 3, CAST('Infinity' AS double precision)",
                "SELECT 1 AS id, CAST('Infinity' AS double precision) AS v UNION ALL SELECT 2, CAST('NaN' AS double precision)"
                        + " UNION ALL SELECT 3, CAST('-Infinity' AS double precision)");

        assertThat(byId(EXACT.withTolerances(Map.of("v", BigDecimal.ONE))).rows())
                .contains(new RowCounts(3, 3, 2, 1, 0, 0, 0, 0, 0, 0));
        assertThat(byId(EXACT.withDecimals(2)).rows()).contains(new RowCounts(3, 3, 2, 1, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest(name = "{0} {1} and {2} {3}: {4}")
    @CsvSource({
        "9007199254740993, bigint, 9007199254740993, 'decimal(20,0)', true",
        "9007199254740993, bigint, 9007199254740992, double precision, false",
        "9007199254740992, bigint, 9007199254740992, double precision, true",
        "0.1, 'decimal(10,2)', 0.1, double precision, true",
        "0.12, 'decimal(10,2)', 0.123, double precision, false",
        "1, integer, 1, smallint, true",
        "1.5, 'decimal(10,2)', 2, integer, false",
        "2024-01-01, date, 2024-01-01 00:00:00, timestamp, true",
        "2024-01-01, date, 2024-01-01 00:00:01, timestamp, false",
        "9223372036854775807, bigint, 1, 'decimal(38,30)', false"
    })
    void aColumnOfAnotherTypeIsComparedByValue(String from, String fromType, String to, String toType, boolean same) {
        database.tables(
                "SELECT 1 AS id, CAST('%s' AS %s) AS v".formatted(from, fromType),
                "SELECT 1 AS id, CAST('%s' AS %s) AS v".formatted(to, toType));

        TableDiffReport report = byId(EXACT);

        assertThat(report.sameRows()).isEqualTo(same);
        assertThat(report.schema().modified()).hasSize(1);
        assertThat(report.identical()).isFalse();
        assertThat(report.notes()).anyMatch(note -> note.contains("v is compared by value although its type changed"));
    }

    @Test
    void typesWithoutCommonValuesAreToldAndNotCompared() {
        database.tables("SELECT 1 AS id, 1 AS v", "SELECT 1 AS id, CAST('1' AS varchar) AS v");

        TableDiffReport report = byId(EXACT);

        assertThat(report.columns()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("v is not compared"));
        assertThat(report.identical()).isFalse();
    }

    @Test
    void addedAndRemovedColumnsAreToldAndDoNotTouchTheRows() {
        database.tables("SELECT 1 AS id, 2 AS old", "SELECT 1 AS id, 'x' AS new");

        TableDiffReport report = byId(EXACT);

        assertThat(report.schema().added()).extracting(column -> column.name()).containsExactly("new");
        assertThat(report.schema().removed())
                .extracting(column -> column.name())
                .containsExactly("old");
        assertThat(report.sameRows()).isTrue();
        assertThat(report.identical()).isFalse();
    }

    @Test
    void aKeyCanBeAnExpressionWithACommentAndSeveralPartsWithCommas() {
        database.tables(
                values("mail, day, v", "('A@x', 1, 'a'), ('b@x', 1, 'b')"),
                values("mail, day, v", "('a@X', 1, 'a'), ('B@x', 1, 'c')"));

        TableDiffReport report = database.compare(List.of("lower(mail) -- case, too", "coalesce(day, 0), v"), EXACT);

        assertThat(report.on()).containsExactly("lower(mail) -- case, too", "coalesce(day, 0)", "v");
        assertThat(report.rows()).contains(new RowCounts(2, 2, 0, 1, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void aConditionHoldsForBothSides() {
        database.tables(values("id, v", "(1, 1), (2, 2), (3, 3)"), values("id, v", "(1, 1), (2, 9), (4, 4)"));

        assertThat(byId(EXACT.withWhere("id < 2 -- not more")).sameRows()).isTrue();
        assertThat(byId(EXACT.withWhere("id = 2 OR id = 4")).rows())
                .contains(new RowCounts(1, 2, 0, 1, 0, 1, 0, 0, 0, 0));
        assertThat(byId(EXACT.withWhere("id > 9")).notes()).contains("no row of either table meets --where");
    }

    @Test
    void skippedColumnsAndKeysOnlyLeaveValuesOut() {
        database.tables(values("id, v, w", "(1, 1, 1), (2, 2, 2)"), values("id, v, w", "(1, 1, 9), (3, 2, 2)"));

        assertThat(byId(EXACT.withSkipColumns(List.of("w"))).rows())
                .contains(new RowCounts(2, 2, 1, 0, 1, 1, 0, 0, 0, 0));
        TableDiffReport keys = byId(EXACT.withKeysOnly());
        assertThat(keys.rows()).contains(new RowCounts(2, 2, 1, 0, 1, 1, 0, 0, 0, 0));
        assertThat(keys.columns()).isEmpty();
    }

    @Test
    void samplesShowOnlyWhatDiffersAndAreLimited() {
        database.tables(
                values("id, v, w", "(1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', NULL), (4, 'd', 'x'), (5, 'e', 'x')"),
                values(
                        "id, v, w",
                        "(1, 'a', 'x'), (2, 'B', 'x'), (3, 'c', 'y'), (4, 'D', 'z'), (6, 'e', 'x'), (7, 'e', 'x')"));

        Samples samples = byId(EXACT.withSamples(20)).samples();

        assertThat(samples.changed())
                .extracting(
                        row -> row.key().get("id"),
                        row -> row.columns().keySet().toString())
                .containsExactly(tuple(2, "[v]"), tuple(3, "[w]"), tuple(4, "[v, w]"));
        assertThat(samples.changed().get(1).columns().get("w")).isEqualTo(new Samples.Values(null, "y"));
        assertThat(samples.sourceOnly()).containsExactly(Map.of("id", 5, "v", "e", "w", "x"));
        Samples two = byId(EXACT.withSamples(1)).samples();
        assertThat(two.changed()).hasSize(1);
        assertThat(two.targetOnly()).hasSize(1);
        assertThat(byId(EXACT).samples().empty()).isTrue();
    }

    @Test
    void equalFingerprintsEndTheComparisonBeforeRowsAreMatched() {
        database.tables(values("id, v", "(1, 'a'), (2, NULL)"), values("id, v", "(2, NULL), (1, 'a')"));

        TableDiffReport report = byId(EXACT);

        assertThat(report.basis()).isEqualTo(Basis.FINGERPRINT);
        assertThat(report.rows()).contains(new RowCounts(2, 2, 2, 0, 0, 0, 0, 0, 0, 0));
        assertThat(report.columns()).containsExactly(new ColumnMatch("v", 0, 2));
        assertThat(report.identical()).isTrue();
    }

    @Test
    void valuesThatTwoRowsSwapAreSeen() {
        for (int i = 0; i < 20; i++) {
            database.tables(
                    values("id, v", "(%1$d, 'a%1$d'), (%2$d, 'b')".formatted(i, i + 100)),
                    values("id, v", "(%1$d, 'b'), (%2$d, 'a%1$d')".formatted(i, i + 100)));

            assertThat(byId(EXACT).rows()).as("%d", i).contains(new RowCounts(2, 2, 0, 2, 0, 0, 0, 0, 0, 0));
        }
    }

    /** Values that a weak hash takes for the same. */
    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "bigint, 1, 4294967296",
        "bigint, 0, -1",
        "timestamp, 2000-01-01 00:00:00.000001, 2000-01-01 01:11:34.967296",
        "timestamptz, 2000-01-01 00:00:00.000001+00, 2000-01-01 01:11:34.967296+00",
        "time, 00:00:00.000001, 01:11:34.967296",
        "interval, 1 microsecond, 01:11:34.967296",
        "'decimal(12,2)', 1.00, 10000.00",
        "'decimal(12,2)', 0.00, NULL",
        "double precision, 0, NULL",
        "date, 2000-01-01, NULL"
    })
    void valuesOfOneHashAreToldApart(String type, String from, String to) {
        String row = "SELECT 1 AS id, CAST(%1$s AS %2$s) AS v, CAST(%1$s AS %2$s) AS w";
        database.tables(row.formatted(literal(from), type), row.formatted(literal(to), type));

        assertThat(byId(EXACT).rows()).contains(new RowCounts(1, 1, 0, 1, 0, 0, 0, 0, 0, 0));
        assertThat(database.compare(List.of(), EXACT).rows()).contains(new RowCounts(1, 1, 0, 0, 1, 1, 0, 0, 0, 0));
    }

    private static String literal(String text) {
        return text.equals("NULL") ? "NULL" : "'" + text + "'";
    }

    @Test
    void aKeyThatVeryManyRowsShareIsNotMultiplied() {
        String rows = "SELECT 7 AS id, n AS v FROM generate_series(1, 20000) g(n)";
        database.tables(rows, rows + " WHERE n < 20000");

        TableDiffReport report = byId(EXACT);

        assertThat(report.rows()).contains(new RowCounts(20000, 19999, 19999, 0, 1, 0, 0, 0, 1, 1));
        assertThat(report.notes()).anyMatch(note -> note.contains("the key is not unique"));
    }

    /** So late that a glance at the first rows does not show them. */
    @Test
    void keysThatAreRepeatedLateInALargeTableAreNotMultiplied() {
        String rows = "SELECT n AS id, n AS v FROM generate_series(1, 15000) g(n)";
        database.tables(
                rows + " UNION ALL SELECT 7, 7 UNION ALL SELECT 8, 0 UNION ALL SELECT 9, 1 UNION ALL SELECT 9, 2",
                rows.replace("n AS v", "CASE WHEN n = 5 THEN 0 ELSE n END AS v")
                        + " UNION ALL SELECT 7, 7 UNION ALL SELECT 9, 2 UNION ALL SELECT 20000, 1 UNION ALL SELECT 20000, 1");

        TableDiffReport report = byId(EXACT.withSamples(20));

        assertThat(report.rows()).contains(new RowCounts(15004, 15004, 15001, 1, 2, 2, 0, 0, 3, 3));
        assertThat(report.samples().changed()).hasSize(1);
        assertThat(report.samples().targetOnly())
                .extracting(row -> ((Number) row.get("id")).intValue())
                .containsExactly(20000, 20000);
    }

    @Test
    void duplicatesOfRowsThatAreTheSameAreCounted() {
        database.tables(
                values("id, v", "(1, 'a'), (1, 'a'), (2, 'b'), (3, 'c')"),
                values("id, v", "(1, 'a'), (1, 'a'), (2, 'x'), (3, 'c')"));

        assertThat(byId(EXACT).rows()).contains(new RowCounts(4, 4, 3, 1, 0, 0, 0, 0, 1, 1));
    }

    @Test
    void duplicatesOfOneSideAreCountedWhereTheOtherHasNoSuchKey() {
        database.tables(values("id, v", "(1, 'a'), (2, 'b'), (2, 'c')"), values("id, v", "(1, 'x'), (3, 'd')"));

        assertThat(byId(EXACT.withSamples(20)).samples().sourceOnly()).hasSize(2);
        assertThat(byId(EXACT).rows()).contains(new RowCounts(3, 2, 0, 1, 2, 1, 0, 0, 1, 0));
    }

    @Test
    void emptyTablesAreTheSameAndItIsTold() {
        database.tables(values("id, v", "(1, 1)") + " WHERE id > 1", values("id, v", "(1, 1)") + " WHERE id > 1");

        TableDiffReport report = byId(EXACT);

        assertThat(report.identical()).isTrue();
        assertThat(report.notes()).contains("both tables are empty");
    }

    @Test
    void withoutAKeyRowsAreCountedWhole() {
        database.tables(
                values("v, w", "(1, 1), (1, 1), (1, NULL), (2, 2)"),
                values("v, w", "(1, 1), (1, NULL), (1, NULL), (3, 3)"));

        TableDiffReport report = database.compare(List.of(), EXACT.withSamples(20));

        assertThat(report.rows()).contains(new RowCounts(4, 4, 2, 0, 2, 2, 0, 0, 0, 0));
        assertThat(report.samples().sourceOnly()).hasSize(2);
        assertThat(report.notes()).anyMatch(note -> note.contains("--on COLUMN, or 'grain'"));
    }

    @Test
    void keysOfOtherTypesAreJoinedWherePossibleAndRefusedWhereNot() {
        database.tables(
                values("id, n, v", "(1, 1, 1), (2, NULL, 2)"),
                "SELECT CAST(id AS bigint) AS id, n, v FROM (" + values("id, n, v", "(1, 1, 1), (2, NULL, 3)") + ") x");

        assertThat(byId(EXACT).rows()).contains(new RowCounts(2, 2, 1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(database.compare(List.of("id", "n"), EXACT).rows())
                .contains(new RowCounts(2, 2, 1, 1, 0, 0, 1, 1, 0, 0));
        database.tables("SELECT 1 AS id", "SELECT CAST('1' AS varchar) AS id");
        assertThatThrownBy(() -> byId(EXACT))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("the key id is (?i:int\\w*) in a and (?i:varchar|character varying) in b")
                .extracting(e -> ((UsageException) e).remedy())
                .isEqualTo("Give it one type: --on \"cast(id as varchar)\"");
    }

    @Test
    void unknownColumnsAreNamedWithTheNearestOne() {
        database.tables("SELECT 1 AS id, 2 AS amount", "SELECT 1 AS id, 2 AS amount");

        assertThatThrownBy(() -> database.compare(List.of("ib"), EXACT.withOn(List.of("ib"))))
                .hasMessage("--on ib: a has no column ib")
                .extracting(e -> ((UsageException) e).remedy())
                .isEqualTo("Did you mean 'id'?");
        assertThatThrownBy(() -> byId(EXACT.withSkipColumns(List.of("amuont"))))
                .hasMessageContaining("--skip-columns amuont");
        assertThatThrownBy(() -> byId(EXACT.withTolerances(Map.of("id", BigDecimal.ONE))))
                .hasMessage("--tolerance id: the column is not compared");
        assertThatThrownBy(() -> database.compare(List.of(), EXACT.withKeysOnly()))
                .hasMessageContaining("--keys-only needs a key");
    }
}
