package dev.vmsh.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Hash;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.QueryRunner.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRunnerTest {
    private static final EnvironmentName DEV = EnvironmentName.of("dev");
    private static final TableName ORDERS = TableName.of("analytics", "orders");
    private static final Fingerprint FINGERPRINT = new Fingerprint(Hash.of("d"), Hash.of("p"), Hash.of("m"));

    @TempDir
    Path folder;

    private Engine engine;
    private StateStore state;
    private QueryRunner runner;

    @BeforeEach
    void twoEnvironments() {
        var connection = new ConnectionSettings("duckdb", Map.of("database", "w.duckdb"));
        engine = new JdbcEngines().create(connection, folder.toString());
        var gateway = new Gateway("w", connection, Optional.empty(), Optional.empty(), "vmsh", Map.of());
        state = new JdbcStateStores("test").create(gateway, engine, null);
        state.migrate();
        state.transaction(transaction -> {
            transaction.writeEnvironment(
                    environment(EnvironmentName.PROD, "orders__1", TableName.of("analytics", "orders")));
            transaction.writeEnvironment(environment(DEV, "orders__2", TableName.of("analytics__dev", "orders")));
            return null;
        });
        // what a query asks of a snapshot is whether there is one of that name
        send("insert into vmsh.snapshots (model, identifier, kind, last_used_at, document)"
                + " values ('analytics.orders', 'orders__1', 'FULL', now(), '{}')");
        send("create schema sqlmesh__analytics");
        send("create table sqlmesh__analytics.orders__1 as select 1 as id");
        send("create table sqlmesh__analytics.orders__2 as select 2 as id");
        runner = new QueryRunner(engine, state, new SqlReader(Dialect.DUCKDB, new DuckDbParser()), "vmsh");
    }

    @AfterEach
    void close() {
        state.close();
        engine.close();
    }

    private static Environment environment(EnvironmentName name, String table, TableName view) {
        var orders = new Pointer(
                new SnapshotId(ORDERS, table),
                FINGERPRINT,
                ChangeCategory.BREAKING,
                false,
                "FULL",
                storage(TableName.of("sqlmesh__analytics", table)),
                TableName.of("sqlmesh__analytics", table),
                view,
                false,
                false);
        var raw = new Pointer(
                new SnapshotId(TableName.of("raw", "events"), "x"),
                FINGERPRINT,
                ChangeCategory.BREAKING,
                false,
                "EXTERNAL",
                storage(TableName.of("raw", "events")),
                TableName.of("raw", "events"),
                null,
                false,
                false);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new Environment(
                name,
                "plan",
                null,
                null,
                at,
                at,
                null,
                List.of(orders, raw),
                List.of(),
                List.of(),
                false,
                ChangedTables.NONE);
    }

    private static Storage storage(TableName table) {
        return new Storage("v", "v", table, table);
    }

    private void send(String sql) {
        try (EngineSession session = engine.open()) {
            session.execute(sql);
        }
    }

    private List<Object> values(String sql, EnvironmentName environment) {
        try (EngineSession session = engine.open()) {
            return runner.run(runner.resolve(sql, environment), session, outcome -> {
                var rows = ((Outcome.Result) outcome).rows();
                var values = new ArrayList<Object>();
                while (rows.next()) {
                    values.add(rows.value(0));
                }
                return values;
            });
        }
    }

    @Test
    void aModelIsReadWhereTheSessionsEnvironmentPointsAt() {
        assertThat(values("select orders.id from analytics.orders", EnvironmentName.PROD))
                .containsExactly(1);
        assertThat(values("select orders.id from analytics.orders", DEV)).containsExactly(2);
    }

    @Test
    void oneStatementMayReadSeveralEnvironments() {
        String sql = "select id from analytics.orders@prod union all select id from dev.analytics.orders order by 1";

        assertThat(values(sql, DEV)).containsExactly(1, 2);
        assertThat(values("select d.id from orders@dev d", EnvironmentName.PROD))
                .containsExactly(2);
    }

    @Test
    void aRealCatalogWinsOverAnEnvironmentOfItsName() {
        send("attach ':memory:' as dev");
        send("create schema dev.analytics");
        send("create table dev.analytics.orders as select 3 as id");

        ResolvedSql resolved = runner.resolve("select * from dev.analytics.orders", DEV);

        assertThat(resolved.sent()).isEqualTo("select * from dev.analytics.orders");
        assertThat(resolved.notes())
                .containsExactly("'dev' is a catalog here; for the environment write analytics.orders@dev");
    }

    @Test
    void namesOfNoModelAndNamesBoundByWithStay() {
        String sql = "with orders as (select 1 as id) select * from orders, raw.events, analytics__dev.orders";

        assertThat(runner.resolve(sql, DEV).sent()).isEqualTo(sql);
    }

    @Test
    void anUnknownEnvironmentIsNamedWithThoseThatExist() {
        assertThatThrownBy(() -> runner.resolve("select * from analytics.orders@nowhere", DEV))
                .isInstanceOfSatisfying(UsageException.class, e -> {
                    assertThat(e).hasMessage("there is no environment 'nowhere'");
                    assertThat(e.remedy()).isEqualTo("Environments: dev, prod. Create it with 'plan nowhere'");
                });
    }

    @Test
    void anEnvironmentThatDoesNotExistYetIsNotReadAsProd() {
        assertThatThrownBy(() -> runner.resolve("select * from analytics.orders", EnvironmentName.of("new-one")))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.remedy()).startsWith("Type 'plan new-one' first"));
        assertThat(runner.resolve("select * from raw.events, t", EnvironmentName.of("new"))
                        .notes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into sqlmesh__analytics.orders__2 values (3)      | physical table
            drop table sqlmesh__analytics.forgotten                  | physical table
            drop view analytics__dev.orders                          | the view of the model analytics.orders in dev
            delete from analytics.orders where id = 1                | the view of the model analytics.orders
            update w.analytics.orders set id = 1                     | the view of the model analytics.orders
            delete from vmsh.environments                            | vmsh's own state
            drop schema analytics__dev cascade                       | holds tables or views of environments
            drop schema vmsh cascade                                 | vmsh's own state
            """)
    void writesToWhatVmshLooksAfterAreRefused(String sql, String because) {
        assertThatThrownBy(() -> runner.guard(runner.resolve(sql, DEV)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(because);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into raw.events values (1)
            create table scratch as select * from analytics.orders
            create schema mine
            drop table if exists scratch.orders
            """)
    void otherWritesPass(String sql) {
        runner.guard(runner.resolve(sql, DEV));
    }

    @Test
    void whatAWriteReadsGoesThroughTheEnvironmentToo() {
        assertThat(runner.resolve("create table scratch as select * from analytics.orders", DEV)
                        .sent())
                .contains("orders__2");
    }

    @Test
    void anErrorPointsAtWhatWasTyped() {
        String sql = "select o.id, o.missing from analytics.orders o";
        try (EngineSession session = engine.open()) {
            EngineException error = catchThrowableOfType(
                    EngineException.class, () -> runner.run(runner.resolve(sql, DEV), session, outcome -> null));

            assertThat(error.sql()).isEqualTo(sql);
            assertThat(sql.substring(error.position())).startsWith("o.missing");
        }
    }

    @Test
    void whatNoParserUnderstandsGoesOutAsTypedWithANote() {
        ResolvedSql resolved = runner.resolve("select * frm analytics.orders", DEV);

        assertThat(resolved.sent()).isEqualTo("select * frm analytics.orders");
        assertThat(resolved.notes()).singleElement().asString().startsWith("names were not mapped to dev");
    }
}
