package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangeTest {
    private static final Model ORDERS = Models.of(new Kind.Full());

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @ParameterizedTest(name = "{0} to {1} on {2}: {3}")
    @CsvSource(delimiter = ';', textBlock = """
            INTEGER; INT; duckdb; same
            INTEGER; int4; postgres; same
            integer; BIGINT; duckdb; destructive
            INTEGER; TEXT; postgres; destructive
            TIMESTAMP; TIMESTAMPTZ; postgres; destructive
            timestamp without time zone; TIMESTAMP; postgres; same
            timestamp(3) with time zone; timestamptz(3); postgres; same
            TIMESTAMP WITH TIME ZONE; TIMESTAMPTZ; duckdb; same
            numeric(10,2); DECIMAL(10, 2); postgres; same
            DECIMAL(10,2); DECIMAL(12,2); duckdb; additive
            numeric(10,2); numeric(12,2); postgres; additive
            numeric(10,2); numeric; postgres; additive
            numeric; numeric(10,2); postgres; destructive
            DECIMAL(12,2); DECIMAL(10,2); duckdb; destructive
            DECIMAL(18,3); DECIMAL; duckdb; same
            VARCHAR; VARCHAR(10); duckdb; same
            VARCHAR; TEXT; duckdb; same
            character varying(10); VARCHAR(20); postgres; additive
            character varying(20); VARCHAR(10); postgres; destructive
            character varying(20); TEXT; postgres; additive
            character(3); TEXT; postgres; additive
            text; VARCHAR; postgres; additive
            text; VARCHAR(5); postgres; destructive
            double precision; FLOAT8; postgres; same
            BOOLEAN; bool; duckdb; same
            INTEGER[]; INT[]; duckdb; same
            INTEGER[]; VARCHAR[]; duckdb; destructive
            'STRUCT(a INTEGER, b VARCHAR)'; 'struct( a int,b varchar )'; duckdb; same
            """)
    void typesAreComparedByMeaning(String live, String wanted, String engine, String expected) {
        EngineTraits traits = engine.equals("duckdb") ? EngineTraits.DUCKDB : EngineTraits.POSTGRES;

        List<SchemaChange> changes = SchemaChange.between(columns("a " + live), columns("a " + wanted), traits);

        assertThat(changes.stream().map(change -> change.destructive() ? "destructive" : "additive"))
                .isEqualTo(expected.equals("same") ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void theChangesMakeTheTableWhatItShouldBe(Warehouse warehouse) {
        warehouse.run(
                "CREATE TABLE store.t (a DECIMAL(10, 2), b INTEGER, c VARCHAR(10), d TIMESTAMP)",
                "INSERT INTO store.t VALUES (1.5, 2, 'x', '2024-01-01')");
        List<Column> wanted = columns("d TIMESTAMP", "e DATE", "a DECIMAL(12,2)", "c VARCHAR(20)", "b BIGINT");

        List<SchemaChange> changes = SchemaChange.between(warehouse.columns(), wanted, warehouse.traits());
        apply(warehouse, changes);

        assertThat(SchemaChange.between(warehouse.columns(), wanted, warehouse.traits()))
                .isEmpty();
        assertThat(warehouse.rows("SELECT a, b, c, CAST(d AS DATE), e FROM store.t"))
                .containsExactly("1.50|null|x|2024-01-01|null");
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void everyColumnMayGo(Warehouse warehouse) {
        warehouse.run("CREATE TABLE store.t (a INTEGER)", "INSERT INTO store.t VALUES (1)");

        apply(warehouse, SchemaChange.between(warehouse.columns(), columns("b VARCHAR"), warehouse.traits()));
        assertThat(warehouse.rows("SELECT b FROM store.t")).containsExactly("null");

        apply(warehouse, SchemaChange.between(warehouse.columns(), columns("b DATE"), warehouse.traits()));
        assertThat(warehouse.columns())
                .extracting(Column::type)
                .map(String::toLowerCase)
                .containsExactly("date");
    }

    @Test
    void orderIsNoDifferenceAndAnUnknownTypeNeither() {
        List<Column> live = columns("a INTEGER", "b DATE");

        assertThat(SchemaChange.between(live, List.of(new Column("b", null), live.get(0)), EngineTraits.DUCKDB))
                .isEmpty();
    }

    @Test
    void dropsComeBeforeAdditionsAndTheseBeforeTypes() {
        List<SchemaChange> changes = SchemaChange.between(
                columns("a INTEGER", "b INTEGER", "c DECIMAL(4,1)"),
                columns("c DECIMAL(6,1)", "d DATE", "b DATE"),
                EngineTraits.DUCKDB);

        assertThat(changes.stream().map(SchemaChange::description))
                .containsExactly(
                        "drop column a",
                        "add column d DATE",
                        "change column c from DECIMAL(4,1) to DECIMAL(6,1)",
                        "drop column b (INTEGER) and add it as DATE");
    }

    @Test
    void whatAKindForbidsIsRefusedWithTheFlagThatAllowsIt() {
        List<SchemaChange> changes = SchemaChange.between(columns("a INTEGER"), columns("b DATE"), EngineTraits.DUCKDB);

        assertThatThrownBy(() -> new SchemaPolicy(OnChange.ERROR, OnChange.ALLOW).apply(ORDERS, changes))
                .isInstanceOfSatisfying(VmshException.class, e -> {
                    assertThat(e).hasMessageEndingWith("drop column a");
                    assertThat(e.remedy()).contains("--allow-destructive-model shop.orders");
                });
        assertThatThrownBy(() -> new SchemaPolicy(OnChange.IGNORE, OnChange.ERROR).apply(ORDERS, changes))
                .hasMessageEndingWith("add column b DATE");
    }

    @Test
    void whatAKindIgnoresIsLeftOutAndWhatItWarnsOfIsSaid() {
        List<SchemaChange> changes = SchemaChange.between(
                columns("a INTEGER", "k INTEGER"), columns("b DATE", "k INTEGER"), EngineTraits.DUCKDB);

        SchemaPolicy.Allowed allowed = new SchemaPolicy(OnChange.IGNORE, OnChange.WARN).apply(ORDERS, changes);

        assertThat(allowed.changes())
                .hasOnlyElementsOfType(SchemaChange.Add.class)
                .hasSize(1);
        assertThat(allowed.warnings()).containsExactly("shop.orders: add column b DATE");
    }

    private static void apply(Warehouse warehouse, List<SchemaChange> changes) {
        var statements = new ArrayList<String>();
        changes.forEach(change -> statements.addAll(change.statements(TABLE)));
        warehouse.run(statements);
    }

    private static List<Column> columns(String... definitions) {
        return Arrays.stream(definitions)
                .map(definition -> definition.split(" ", 2))
                .map(parts -> new Column(parts[0], parts[1]))
                .toList();
    }
}
