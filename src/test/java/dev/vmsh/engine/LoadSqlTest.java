package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadSqlTest {
    private static final List<Column> COLUMNS = List.of(new Column("id", "INTEGER"), new Column("v", "VARCHAR"));

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @AfterEach
    void noTemporaryTableIsLeft() {
        for (Warehouse warehouse : warehouses()) {
            assertThat(warehouse.leftovers()).as(warehouse.toString()).isEmpty();
        }
    }

    private static Batch batch(boolean exists, String query) {
        return new Batch(TABLE, exists, COLUMNS, query, "b1");
    }

    private static void fill(Warehouse warehouse, String... rows) {
        warehouse.run(
                "CREATE TABLE store.t (id INTEGER, v VARCHAR)",
                "INSERT INTO store.t VALUES " + String.join(", ", rows));
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void replacingMakesTheTableIfItIsMissing(Warehouse warehouse) {
        warehouse.load(new Load.Replace(batch(false, "SELECT 'x' AS v, 1 AS id -- the end"), false, List.of()));

        assertThat(warehouse.table()).containsExactly("1|x");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void replacingKeepsTheViewsThatReadTheTable(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')");
        warehouse.run("CREATE VIEW store.w AS SELECT * FROM store.t");

        warehouse.load(new Load.Replace(batch(true, "SELECT 2 AS id, 'b' AS v"), false, List.of()));

        assertThat(warehouse.rows("SELECT * FROM store.w")).containsExactly("2|b");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aQueryMayReadTheTableItReplaces(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(2, 'b')");

        warehouse.load(new Load.Replace(batch(true, "SELECT id + 10 AS id, v FROM store.t"), true, List.of()));

        assertThat(warehouse.table()).containsExactly("11|a", "12|b");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aQueryMayReadTheTableItMakes(Warehouse warehouse) {
        String query = "SELECT 1 AS id, CAST(COUNT(*) AS VARCHAR) AS v FROM store.t";

        warehouse.load(new Load.Replace(batch(false, query), true, List.of()));

        assertThat(warehouse.table()).containsExactly("1|0");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void appendingAddsRowsInTheTablesOrderOfColumns(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')");

        warehouse.load(new Load.Append(batch(true, "SELECT 'b' AS v, 1 AS id")));

        assertThat(warehouse.table()).containsExactly("1|a", "1|b");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void mergingUpdatesKnownKeysAndAddsOthers(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(2, 'b')");

        warehouse.load(
                new Load.Merge(batch(true, "SELECT 2 AS id, 'B' AS v UNION ALL SELECT 3, 'C'"), List.of("id"), "", ""));

        assertThat(warehouse.table()).containsExactly("1|a", "2|B", "3|C");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void mergingByAnExpressionBindsItsColumnsToEachSide(Warehouse warehouse) {
        fill(warehouse, "(NULL, 'a')", "(2, 'b')");

        warehouse.load(new Load.Merge(
                batch(true, "SELECT CAST(NULL AS INTEGER) AS id, 'A' AS v"), List.of("COALESCE(\"id\", -1)"), "", ""));

        assertThat(warehouse.table()).containsExactly("2|b", "null|A");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void mergingFollowsTheUsersClausesInOrder(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(2, 'b')", "(3, 'c')");
        String clauses =
                "(WHEN MATCHED AND source.v = 'gone' THEN DELETE WHEN MATCHED AND source.v > target.v THEN UPDATE SET target.v = concat(target.v, source.v))";

        warehouse.load(new Load.Merge(
                batch(
                        true,
                        "SELECT 1 AS id, 'gone' AS v UNION ALL SELECT 2, 'z' UNION ALL SELECT 3, 'a' UNION ALL SELECT 4, 'd'"),
                List.of("id"),
                clauses,
                ""));

        assertThat(warehouse.table()).containsExactly("2|bz", "3|c", "4|d");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aMergeFilterNarrowsWhatMatches(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(2, 'b')");

        warehouse.load(new Load.Merge(
                batch(true, "SELECT 1 AS id, 'A' AS v UNION ALL SELECT 2, 'B'"),
                List.of("id"),
                "",
                "target.v > 'a' OR source.v = 'never'"));

        assertThat(warehouse.table()).containsExactly("1|A", "1|a", "2|B");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void ofSeveralRowsWithOneKeyTheGreatestIsTakenAndReported(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')");
        String query =
                "SELECT 1 AS id, 'x' AS v UNION ALL SELECT 1, 'y' UNION ALL SELECT 2, 'q' UNION ALL SELECT 2, 'p'";

        List<String> found = warehouse.load(new Load.Merge(batch(true, query), List.of("id"), "", ""));

        assertThat(warehouse.table()).containsExactly("1|y", "2|q");
        assertThat(found).containsExactly("duplicate_unique_key");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void keysWithoutAValueAreReported(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')");

        List<String> found = warehouse.load(
                new Load.Merge(batch(true, "SELECT CAST(NULL AS INTEGER) AS id, 'x' AS v"), List.of("id"), "", ""));

        assertThat(found).containsExactly("null_unique_key");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void withoutMergeKnownKeysAreDeletedAndInserted(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(2, 'b')");
        var load = new Load.Merge(
                batch(true, "SELECT 2 AS id, 'B' AS v UNION ALL SELECT 3, 'C'"), List.of("id", "id + 1"), "", "");

        warehouse.run(LoadSql.statements(load, withoutMerge(warehouse.traits())));

        assertThat(warehouse.table()).containsExactly("1|a", "2|B", "3|C");
    }

    @Test
    void withoutMergeTheUsersClausesAreRefused() {
        var load = new Load.Merge(batch(true, "SELECT 1"), List.of("id"), "WHEN MATCHED THEN DELETE", "");

        assertThatThrownBy(() -> LoadSql.statements(load, withoutMerge(EngineTraits.DUCKDB)))
                .isInstanceOf(VmshException.class)
                .hasMessageContaining("no MERGE");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void partitionsThatTheQueryTouchesAreReplaced(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(1, 'b')", "(2, 'c')", "(NULL, 'd')");

        warehouse.load(new Load.OverwritePartitions(
                batch(true, "SELECT 1 AS id, 'A' AS v UNION ALL SELECT NULL, 'D'"), List.of("id")));

        assertThat(warehouse.table()).containsExactly("1|A", "2|c", "null|D");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void severalPartitionKeysCountTogether(Warehouse warehouse) {
        fill(warehouse, "(1, 'a')", "(1, NULL)", "(1, '')", "(NULL, 'a')");

        warehouse.load(new Load.OverwritePartitions(
                batch(
                        true,
                        "SELECT 1 AS id, CAST(NULL AS VARCHAR) AS v UNION ALL SELECT NULL, 'a' UNION ALL SELECT NULL, 'a'"),
                List.of("id", "v")));

        assertThat(warehouse.table()).containsExactly("1|", "1|a", "1|null", "null|a", "null|a");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void columnsThatCannotBeComparedDoNotStopALoad(Warehouse warehouse) {
        warehouse.run("CREATE TABLE store.t (id INTEGER, v JSON)", "INSERT INTO store.t VALUES (1, '{}')");
        var batch = new Batch(
                TABLE, true, warehouse.columns(), "SELECT 1 AS id, '[1]' AS v UNION ALL SELECT 1, '[2]'", "b1");

        warehouse.load(new Load.Merge(batch, List.of("id"), "", ""));

        assertThat(warehouse.table()).containsExactly("1|[2]");
    }

    @Test
    void whereTablesCannotBeMadeInTransactionsTheyLieNextToTheTarget() {
        var target = new TableName("lake", "store", "t");
        var load = new Load.OverwritePartitions(new Batch(target, true, COLUMNS, "SELECT 1", "b1"), List.of("id"));

        assertThat(LoadSql.statements(load, notTransactional()))
                .startsWith("DROP TABLE IF EXISTS \"lake\".\"store\".\"__vmsh_stage_b1_t\"")
                .endsWith("DROP TABLE \"lake\".\"store\".\"__vmsh_stage_b1_t\"");
    }

    private static EngineTraits withoutMerge(EngineTraits traits) {
        return new EngineTraits(
                traits.transactionalDdl(),
                traits.longestIdentifier(),
                traits.createOrReplaceTable(),
                false,
                traits.views(),
                traits.viewColumnsFixed(),
                traits.viewsBoundAtCreation(),
                traits.materializedViews(),
                traits.catalogs(),
                traits.distinctOn(),
                traits.comments(),
                traits.boundedText(),
                traits.defaultDecimal(),
                traits.rowChanges(),
                traits.tableVersions(),
                traits.storedTypesDiffer(),
                traits.storage(),
                traits.concurrentTasks());
    }

    private static EngineTraits notTransactional() {
        EngineTraits traits = EngineTraits.DUCKDB;
        return new EngineTraits(
                false,
                traits.longestIdentifier(),
                traits.createOrReplaceTable(),
                true,
                traits.views(),
                traits.viewColumnsFixed(),
                traits.viewsBoundAtCreation(),
                traits.materializedViews(),
                traits.catalogs(),
                traits.distinctOn(),
                traits.comments(),
                traits.boundedText(),
                traits.defaultDecimal(),
                traits.rowChanges(),
                traits.tableVersions(),
                traits.storedTypesDiffer(),
                traits.storage(),
                traits.concurrentTasks());
    }
}
