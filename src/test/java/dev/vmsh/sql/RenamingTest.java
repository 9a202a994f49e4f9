package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenamingTest {
    private static final DuckDbParser FALLBACK = new DuckDbParser();
    private static final SqlReader READER = new SqlReader(Dialect.DUCKDB, FALLBACK);
    private static final Map<String, String> TABLES = Map.of(
            "shop.orders", "physical.shop__orders__1",
            "shop.customers", "physical.shop__customers__2",
            "crm.orders", "physical.crm__orders__3",
            "plain", "physical.plain__4");

    @AfterAll
    static void close() throws SQLException {
        FALLBACK.close();
    }

    static Stream<Arguments> runs() {
        return SqlCases.of("rename.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRenamedQueryGivesTheSameRowsWithoutTheTablesItNamed(String why, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(connection, "create schema shop; create schema crm; create schema physical");
            execute(
                    connection,
                    "create table shop.orders as select i as id, i % 3 as customer_id, i * 1.5 as total from range(20) r(i)");
            execute(
                    connection,
                    "create table shop.customers as select i as customer_id, 'name ' || i as name from range(3) r(i)");
            execute(
                    connection,
                    "create table crm.orders as select i as id, 'note ' || i as note from range(5, 12) r(i)");
            execute(connection, "create table plain as select i as a, {'x': i} as s from range(4) r(i)");
            List<String> expected = rows(connection, query);
            assertThat(expected).hasSizeGreaterThan(1);
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                execute(connection, "create table " + table.getValue() + " as from " + table.getKey());
                execute(connection, "drop table " + table.getKey());
            }

            Rewritten rewritten = READER.query(query).replaceTables(RenamingTest::physical);

            assertThat(rows(connection, rewritten.sql())).as(rewritten.sql()).isEqualTo(expected);
        }
    }

    static Stream<Arguments> texts() {
        return SqlCases.of("replace.sql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void onlyTheTablesReadAreReplacedInAnyStatement(String why, String statement, String expected) {
        assertThat(READER.replaceTables(statement, RenamingTest::physical).sql())
                .isEqualTo(expected);
    }

    @Test
    void writtenTargetsAreReplacedWhenAskedFor() {
        Rewritten rewritten = READER.replaceReferences(
                "delete from shop.orders where shop.orders.id in (select id from crm.orders)",
                reference -> physical(reference.name()));

        assertThat(rewritten.sql())
                .isEqualTo("delete from \"physical\".\"shop__orders__1\" where \"physical\".\"shop__orders__1\".id"
                        + " in (select id from \"physical\".\"crm__orders__3\" AS \"orders\")");
    }

    @Test
    void aTableMayBecomeAQuery() {
        Rewritten rewritten = READER.query("select orders.id from shop.orders")
                .replaceTables(name -> Optional.of(new Query.Replacement.Subquery("select 1 as id")));

        assertThat(rewritten.sql()).isEqualTo("select orders.id from (select 1 as id) AS \"orders\"");
    }

    @Test
    void anOffsetInTheNewTextIsFoundInTheOldOne() {
        String text = "select id from shop.orders where nothing = 1";
        Rewritten rewritten = READER.query(text).replaceTables(RenamingTest::physical);

        assertThat(rewritten.original(rewritten.sql().indexOf("nothing"))).isEqualTo(text.indexOf("nothing"));
        assertThat(rewritten.original(rewritten.sql().indexOf("shop__orders"))).isEqualTo(text.indexOf("shop.orders"));
    }

    @Test
    void aReferenceCarriesTheEnvironmentAfterIt() {
        String text =
                "select '@x', a @> b from shop.orders@dev as o join shop.items@dev-1 using (id), \"shop\".\"c\"@\"prod\" -- @y";

        List<TableReference> references = READER.environmentReferences(text);

        assertThat(references.stream()
                        .map(r -> r.name() + " " + r.environment().orElse("-") + " "
                                + text.substring(r.start(), r.end())))
                .containsExactly(
                        "shop.orders dev shop.orders@dev",
                        "shop.items dev-1 shop.items@dev-1",
                        "shop.c prod \"shop\".\"c\"@\"prod\"");
    }

    @Test
    void anEnvironmentIsReplacedTogetherWithTheName() {
        Rewritten rewritten = READER.replaceReferences(
                "select o.id from shop.orders@dev o, shop.orders",
                reference -> Optional.of(new Query.Replacement.Table(
                        TableName.of("p", reference.environment().orElse("here")))));

        assertThat(rewritten.sql()).isEqualTo("select o.id from \"p\".\"dev\" o, \"p\".\"here\" AS \"orders\"");
    }

    @Test
    void anEnvironmentThatIsNotReplacedIsRefused() {
        assertThatThrownBy(
                        () -> READER.replaceReferences("select 1 from shop.orders@dve", reference -> Optional.empty()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("dve");
    }

    private static Optional<Query.Replacement> physical(TableName name) {
        return Optional.ofNullable(TABLES.get(name.toString()))
                .map(target -> new Query.Replacement.Table(READER.tableName(target)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The column labels, then the rows. */
    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            var found = new ArrayList<String>();
            var labels = new ArrayList<String>();
            for (int i = 1; i <= width; i++) {
                labels.add(rows.getMetaData().getColumnLabel(i));
            }
            found.add(labels.toString());
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= width; i++) {
                    row.add(rows.getString(i));
                }
                found.add(row.toString());
            }
            return found;
        }
    }
}
