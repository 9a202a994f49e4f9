package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.Kind;
import dev.vmsh.sql.Column;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slowly changing dimensions, told as stories. Days are those of January 2024. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryLoadTest {
    private static final String NOTHING = "SELECT 1, 'x', CAST('2024-01-01' AS TIMESTAMP) WHERE FALSE";

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    private int batches;

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    private static Kind byTime(boolean hardDeletes, boolean updatedAtAsValidFrom) {
        return new Kind.ScdType2ByTime(history(hardDeletes), "updated_at", updatedAtAsValidFrom, Models.COMMON);
    }

    private static Kind byColumn(
            boolean hardDeletes, boolean executionTimeAsValidFrom, String updatedAt, String... columns) {
        return new Kind.ScdType2ByColumn(
                history(hardDeletes), List.of(columns), executionTimeAsValidFrom, updatedAt, Models.COMMON);
    }

    private static Kind.History history(boolean hardDeletes) {
        return new Kind.History(List.of("id"), "valid_from", "valid_to", hardDeletes, "TIMESTAMP", OptionalInt.empty());
    }

    /** Loads rows of id, v and updated_at on a day; the table is made by the first load. */
    private List<String> load(Warehouse warehouse, Kind kind, boolean first, int day, String... rows) {
        String query = rows.length == 0 ? NOTHING : "VALUES " + String.join(", ", rows);
        List<Column> columns = Loads.tableColumns(
                kind,
                List.of(
                        new Column("id", "INTEGER"),
                        new Column("v", "VARCHAR"),
                        new Column("updated_at", "TIMESTAMP")));
        var batch = new Batch(
                TABLE, !first, columns, "SELECT * FROM (" + query + ") AS s(id, v, updated_at)", "b" + batches++);
        var occasion = new Loads.Occasion(first, null, Instant.parse("2024-01-%02dT00:00:00Z".formatted(day)));
        List<String> found = warehouse.load(Loads.of(Models.of(kind), batch, occasion, UnaryOperator.identity())
                .orElseThrow());
        assertThat(warehouse.leftovers()).isEmpty();
        return found;
    }

    private static String row(int id, String value, int day) {
        return "(%d, %s, CAST('2024-01-%02d' AS TIMESTAMP))"
                .formatted(id, value == null ? "NULL" : "'" + value + "'", day);
    }

    /** Rows as {@code id value updated from..to}, times as days; 1970 is day 0 and no end is empty. */
    private static List<String> told(Warehouse warehouse) {
        String day =
                "CASE WHEN %1$s < CAST('2000-01-01' AS TIMESTAMP) THEN '0' ELSE CAST(EXTRACT(DAY FROM %1$s) AS VARCHAR) END";
        return warehouse.rows(
                "SELECT id || ' ' || COALESCE(v, '-') || ' ' || %s || ' ' || %s || '..' || COALESCE(%s, '') FROM store.t ORDER BY id, valid_from, valid_to"
                        .formatted(
                                day.formatted("updated_at"),
                                day.formatted("valid_from"),
                                "CASE WHEN valid_to IS NOT NULL THEN " + day.formatted("valid_to") + " END"));
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aChangeClosesTheOldStateAndOpensANewOneAndADeletionClosesThat(Warehouse warehouse) {
        Kind kind = byTime(true, false);

        load(warehouse, kind, true, 2, row(1, "a", 1));
        assertThat(told(warehouse)).containsExactly("1 a 1 0..");

        load(warehouse, kind, false, 6, row(1, "b", 5));
        assertThat(told(warehouse)).containsExactly("1 a 1 0..5", "1 b 5 5..");

        load(warehouse, kind, false, 9);
        assertThat(told(warehouse)).containsExactly("1 a 1 0..5", "1 b 5 5..9");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aDeletedKeyStaysOpenUnlessDeletionsCount(Warehouse warehouse) {
        load(warehouse, byTime(false, false), true, 2, row(1, "a", 1));

        load(warehouse, byTime(false, false), false, 9);

        assertThat(told(warehouse)).containsExactly("1 a 1 0..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aKeyThatComesBackIsValidFromTheLaterOfItsEndAndItsChange(Warehouse warehouse) {
        Kind kind = byTime(true, false);
        load(warehouse, kind, true, 2, row(1, "a", 1), row(2, "p", 1));
        load(warehouse, kind, false, 9);

        load(warehouse, kind, false, 12, row(1, "a", 1), row(2, "q", 11));

        assertThat(told(warehouse)).containsExactly("1 a 1 0..9", "1 a 1 9..", "2 p 1 0..9", "2 q 11 11..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void theFirstStateMayBeValidFromItsOwnTime(Warehouse warehouse) {
        load(warehouse, byTime(false, true), true, 2, row(1, "a", 1));
        load(warehouse, byTime(false, true), false, 9, row(1, "a", 1), row(2, "p", 7));

        assertThat(told(warehouse)).containsExactly("1 a 1 1..", "2 p 7 7..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void runningAgainChangesNothing(Warehouse warehouse) {
        for (Kind kind : List.of(byTime(true, false), byColumn(true, false, null, "*"))) {
            warehouse.run("DROP TABLE IF EXISTS store.t");
            load(warehouse, kind, true, 2, row(1, "a", 1), row(2, null, 1));
            load(warehouse, kind, false, 6, row(1, "b", 5), row(2, null, 1));
            List<String> before = told(warehouse);

            load(warehouse, kind, false, 7, row(1, "b", 5), row(2, null, 1));

            assertThat(told(warehouse)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void lateDataIsLeftOutAndReported(Warehouse warehouse) {
        Kind kind = byTime(false, false);
        load(warehouse, kind, true, 6, row(1, "a", 5), row(2, "p", 5));

        List<String> found = load(warehouse, kind, false, 9, row(1, "older", 3), row(2, "same time", 5));

        assertThat(told(warehouse)).containsExactly("1 a 5 0..", "2 p 5 0..");
        assertThat(found).containsExactly("changed_without_newer_time");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void ofSeveralRowsWithOneKeyTheNewestCountsAndIsReported(Warehouse warehouse) {
        List<String> found =
                load(warehouse, byTime(false, false), true, 9, row(1, "z", 1), row(1, "b", 3), row(1, "a", 3));

        assertThat(told(warehouse)).containsExactly("1 b 3 0..");
        assertThat(found).containsExactly("equal_times", "duplicate_unique_key");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aComparedColumnThatDiffersIsAChangeAtTheTimeOfTheRun(Warehouse warehouse) {
        Kind kind = byColumn(true, false, null, "v");
        load(warehouse, kind, true, 2, row(1, "a", 1), row(2, "p", 1), row(3, null, 1), row(4, "gone", 1));

        load(warehouse, kind, false, 6, row(1, "a", 5), row(2, "q", 1), row(3, "x", 1), row(5, "new", 1));

        assertThat(told(warehouse))
                .containsExactly(
                        "1 a 1 0..",
                        "2 p 1 0..6",
                        "2 q 1 6..",
                        "3 x 1 0..6",
                        "3 x 1 6..",
                        "4 gone 1 0..6",
                        "5 new 1 6..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void everyColumnIsComparedIfAStarSaysSo(Warehouse warehouse) {
        Kind kind = byColumn(false, false, null, "*");
        load(warehouse, kind, true, 2, row(1, "a", 1));

        load(warehouse, kind, false, 6, row(1, "a", 5));

        assertThat(told(warehouse)).containsExactly("1 a 1 0..6", "1 a 5 6..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aKeyThatComesBackByColumnIsValidFromTheRun(Warehouse warehouse) {
        Kind kind = byColumn(true, false, null, "v");
        load(warehouse, kind, true, 2, row(1, "a", 1));
        load(warehouse, kind, false, 6);

        load(warehouse, kind, false, 9, row(1, "a", 1));

        assertThat(told(warehouse)).containsExactly("1 a 1 0..6", "1 a 1 9..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void theFirstRunByColumnMayCountAsTheBeginning(Warehouse warehouse) {
        load(warehouse, byColumn(false, true, null, "v"), true, 2, row(1, "a", 1));

        assertThat(told(warehouse)).containsExactly("1 a 1 2..");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aColumnWithTimesMayDateTheChanges(Warehouse warehouse) {
        Kind kind = byColumn(true, false, "updated_at", "v");
        load(warehouse, kind, true, 2, row(1, "a", 1), row(2, "p", 1));

        load(warehouse, kind, false, 9, row(1, "b", 5));

        assertThat(told(warehouse)).containsExactly("1 a 1 0..5", "1 b 5 5..", "2 p 1 0..9");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aTruncatingRunForgetsWhatWasThere(Warehouse warehouse) {
        Kind kind = byTime(true, false);
        load(warehouse, kind, true, 2, row(1, "a", 1));
        warehouse.run("CREATE VIEW store.w AS SELECT v, valid_to FROM store.t");

        load(warehouse, kind, true, 9, row(1, "b", 5));

        assertThat(told(warehouse)).containsExactly("1 b 5 0..");
        assertThat(warehouse.rows("SELECT * FROM store.w")).containsExactly("b|null");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void keysMayBeExpressionsAndValuesMayBeOfTypesWithoutEquality(Warehouse warehouse) {
        var history = new Kind.History(
                List.of("COALESCE(id, 0)", "lower(code)"),
                "valid_from",
                "valid_to",
                true,
                "TIMESTAMP",
                OptionalInt.empty());
        Kind kind = new Kind.ScdType2ByColumn(history, List.of("*"), false, null, Models.COMMON);
        List<Column> columns = Loads.tableColumns(
                kind, List.of(new Column("id", "INTEGER"), new Column("code", "VARCHAR"), new Column("v", "JSON")));
        for (String value : List.of("[1]", "[1]", "[2]")) {
            String query = "SELECT CAST(NULL AS INTEGER) AS id, 'X' AS code, '" + value + "' AS v";
            boolean first = warehouse
                    .rows("SELECT 1 FROM information_schema.tables WHERE table_schema = 'store'")
                    .isEmpty();
            var batch = new Batch(TABLE, !first, columns, query, "b" + batches++);
            var occasion = new Loads.Occasion(first, null, Instant.parse("2024-01-05T00:00:00Z"));

            assertThat(warehouse.load(Loads.of(Models.of(kind), batch, occasion, UnaryOperator.identity())
                            .orElseThrow()))
                    .isEmpty();
        }

        assertThat(warehouse.sorted("SELECT v, valid_to IS NULL FROM store.t"))
                .hasSize(2)
                .anyMatch(row -> row.startsWith("[2]|t"));
    }
}
