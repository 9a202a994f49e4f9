package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableDdlTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("id", "INTEGER"), new Column("Odd \"name\"", "VARCHAR"));
    private static final TableName VIEW = TableName.of("store", "v");

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void anEmptyTableHasTheColumnsAndPropertiesAskedFor(Warehouse warehouse) {
        Map<String, String> properties = Map.of("fillfactor", "70", "format", "'parquet'");
        String create = TableDdl.createEmpty(TABLE, COLUMNS, properties, warehouse.traits());

        warehouse.run(create, create);

        assertThat(warehouse.columns()).extracting(Column::name).containsExactly("id", "Odd \"name\"");
        if (warehouse.dialect() == Dialect.POSTGRES) {
            assertThat(warehouse.rows("SELECT reloptions FROM pg_class WHERE oid = 'store.t'::regclass"))
                    .containsExactly("{fillfactor=70}");
        }
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aTableMadeFromAQueryHasItsColumnsAndNoRows(Warehouse warehouse) {
        String query = "WITH w AS (SELECT 1 AS a) SELECT a, 'x' AS b FROM w ORDER BY a -- one";

        warehouse.run(TableDdl.createEmpty(TABLE, query, Map.of(), warehouse.traits()));

        assertThat(warehouse.columns()).extracting(Column::name).containsExactly("a", "b");
        assertThat(warehouse.table()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void commentsAreEscapedAndBelongToTablesAndViews(Warehouse warehouse) {
        warehouse.run(
                TableDdl.createEmpty(TABLE, COLUMNS, Map.of(), warehouse.traits()),
                TableDdl.createView(VIEW, "SELECT 1 AS id"),
                TableDdl.replaceView(VIEW, TABLE));
        var texts = Map.of("id", "it's the \\key", "Odd \"name\"", "odd");

        warehouse.run(TableDdl.comments(TABLE, RelationType.TABLE, "a 'table'", texts, warehouse.traits()));
        warehouse.run(TableDdl.comments(VIEW, RelationType.VIEW, "a view", texts, warehouse.traits()));

        String query = warehouse.dialect() == Dialect.POSTGRES
                ? "SELECT relname, objsubid, description FROM pg_description JOIN pg_class ON objoid = pg_class.oid WHERE relnamespace = 'store'::regnamespace"
                : "SELECT table_name, column_index, comment FROM duckdb_columns() WHERE schema_name = 'store' UNION ALL SELECT table_name, 0, comment FROM duckdb_tables() UNION ALL SELECT view_name, 0, comment FROM duckdb_views() WHERE schema_name = 'store'";
        assertThat(warehouse.sorted(query))
                .containsExactly(
                        "t|0|a 'table'",
                        "t|1|it's the \\key",
                        "t|2|odd",
                        "v|0|a view",
                        "v|1|it's the \\key",
                        "v|2|odd");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void whatWasMadeCanBeDroppedTwice(Warehouse warehouse) {
        warehouse.run(
                TableDdl.createSchema("store"),
                TableDdl.createEmpty(TABLE, COLUMNS, Map.of(), warehouse.traits()),
                TableDdl.replaceView(VIEW, TABLE));

        for (int time = 0; time < 2; time++) {
            warehouse.run(TableDdl.drop(VIEW, RelationType.VIEW), TableDdl.drop(TABLE, RelationType.TABLE));
        }

        assertThat(warehouse.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'store'"))
                .isEmpty();
    }

    @Test
    void aCreatableTypeStandsBeforeTheWordTable() {
        assertThat(TableDdl.createEmpty(TABLE, COLUMNS, Map.of("creatable_type", "unlogged"), EngineTraits.POSTGRES))
                .startsWith("CREATE UNLOGGED TABLE IF NOT EXISTS");
    }
}
