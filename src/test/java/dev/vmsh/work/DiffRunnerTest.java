package dev.vmsh.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.TableDiffOptions;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffReport.Basis;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Hash;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.jdbc.JdbcStateStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons in a real project, on the tables that recorded environments point at. */
class DiffRunnerTest {
    private static final String GATEWAY = "local";
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir
    Path folder;

    private Connections connections;
    private EngineSession session;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), """
                gateways:
                  local:
                    connection:
                      type: duckdb
                model_defaults:
                  dialect: duckdb
                """);
        Files.createDirectories(folder.resolve("models"));
        model("shop.orders", "kind FULL, grain id, tags (sales)");
        model("shop.lines", "kind FULL, grain (order_id, line)");
        model("shop.days", "kind INCREMENTAL_BY_UNIQUE_KEY (unique_key day)");
        model("web.visits", "kind FULL");
        var parsers = new SqlParsers(new DuckDbParser());
        connections = new Connections(
                new ProjectLoader(List.of(folder), Map.of(), folder, parsers, Map.of(), false),
                folder::toString,
                new JdbcEngines(),
                new JdbcStateStores("test"),
                parsers,
                new SeedReader());
        session = connections.engine(GATEWAY).open();
        connections.state(GATEWAY).migrate();
    }

    @AfterEach
    void close() {
        session.close();
        connections.close();
    }

    private void model(String name, String properties) throws IOException {
        Files.writeString(
                folder.resolve("models").resolve(name + ".sql"),
                "MODEL (name %s, %s);\nSELECT 1 AS id, 2 AS order_id, 3 AS line, 4 AS day\n"
                        .formatted(name, properties));
    }

    /**
     * Records an environment.
     *
     * @param pointers a model and the table it reads, each as {@code model=table}; no table if it is empty
     */
    private void environment(String name, String... pointers) {
        environment(name, NOW, pointers);
    }

    private void environment(String name, Instant finalized, String... pointers) {
        List<Pointer> all = Arrays.stream(pointers).map(DiffRunnerTest::pointer).toList();
        var environment = new Environment(
                EnvironmentName.of(name),
                "plan",
                null,
                null,
                NOW,
                finalized,
                null,
                all,
                List.of(),
                List.of(),
                false,
                ChangedTables.NONE);
        connections.state(GATEWAY).transaction(transaction -> {
            transaction.writeEnvironment(environment);
            return null;
        });
    }

    private static Pointer pointer(String text) {
        String[] sides = text.split("=", -1);
        TableName model = name(sides[0]);
        TableName table = sides[1].isEmpty() ? null : name(sides[1]);
        Hash hash = Hash.of(text);
        return new Pointer(
                new SnapshotId(model, hash.text()),
                new Fingerprint(hash, hash, hash),
                ChangeCategory.BREAKING,
                false,
                table == null ? "EMBEDDED" : "FULL",
                table == null ? null : new Storage("1", "1", table, table),
                table,
                null,
                false,
                false);
    }

    private static TableName name(String text) {
        String[] parts = text.split("\\.", -1);
        return TableName.of(parts[0], parts[1]);
    }

    private void table(String name, String rows, String columns) {
        session.execute("CREATE SCHEMA IF NOT EXISTS " + name.split("\\.", -1)[0]);
        session.execute("CREATE TABLE %s AS SELECT * FROM (VALUES %s) v(%s)".formatted(name, rows, columns));
    }

    private TableDiffResult diff(String... words) {
        return diff(TableDiffOptions.EXACT, words);
    }

    private TableDiffResult diff(TableDiffOptions options, String... words) {
        return new DiffRunner(connections, GATEWAY)
                .run(TableDiffRequest.of(List.of(words), options), new DiffSessions());
    }

    private static TableDiffReport only(TableDiffResult result) {
        assertThat(result.reports()).hasSize(1);
        return result.reports().get(0);
    }

    /** Two environments that differ in orders, and in orders only. */
    private void twoEnvironments() {
        table("p.orders1", "(1, 'a'), (2, 'b'), (3, 'c')", "id, v");
        table("p.orders2", "(1, 'a'), (2, 'x'), (6, 'c')", "id, v");
        table("p.visits1", "(1)", "id");
        environment("prod", "shop.orders=p.orders1", "web.visits=p.visits1");
        environment("dev", "shop.orders=p.orders2", "web.visits=p.visits1");
    }

    @Test
    void aModelIsComparedByItsGrainOnTheTablesTheEnvironmentsPointAt() {
        twoEnvironments();

        TableDiffReport report = only(diff("prod:dev", "shop.orders"));

        assertThat(report.on()).containsExactly("id");
        assertThat(report.sourceTable()).isEqualTo(name("p.orders1"));
        assertThat(report.targetTable()).isEqualTo(name("p.orders2"));
        assertThat(report.rows()).contains(new RowCounts(3, 3, 1, 1, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void theModelMayStandFirstAndWithoutItsSchema() {
        twoEnvironments();

        assertThat(only(diff("orders", "prod", "dev")).model()).contains(name("shop.orders"));
        assertThat(diff("orders", "prod", "dev").single()).isTrue();
    }

    @Test
    void withoutAModelEverythingThatDiffersIsCompared() {
        twoEnvironments();

        TableDiffResult result = diff("prod:dev");

        assertThat(result.reports())
                .extracting(report -> report.model().orElseThrow())
                .containsExactly(name("shop.orders"));
        assertThat(result.shared()).containsExactly(name("web.visits"));
        assertThat(result.identical()).isFalse();
        assertThat(result.json()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
    }

    @Test
    void selectorsChooseModels() {
        twoEnvironments();

        assertThat(diff("prod:dev", "tag:sales").reports()).hasSize(1);
        assertThat(diff("prod:dev", "web.*").reports()).isEmpty();
        assertThatThrownBy(() -> diff("prod:dev", "shop.odrers"))
                .isInstanceOf(UsageException.class)
                .hasMessage("shop.odrers matches no model of prod or dev")
                .extracting(e -> ((VmshException) e).remedy())
                .isEqualTo("Did you mean 'shop.orders'?");
    }

    @Test
    void oneTableOnBothSidesIsNotRead() {
        environment("prod", "shop.orders=nowhere.at_all");
        environment("dev", "shop.orders=nowhere.at_all");

        TableDiffReport report = only(diff("prod:dev", "shop.orders"));

        assertThat(report.basis()).isEqualTo(Basis.ONE_TABLE);
        assertThat(report.identical()).isTrue();
        assertThat(report.rows()).isEmpty();
    }

    @Test
    void theKeyIsAllGrainsTogetherOrWhatRowsAreMergedByOrWhatIsGiven() {
        table("p.lines1", "(1, 1, 'a'), (1, 2, 'b')", "order_id, line, v");
        table("p.lines2", "(1, 1, 'a'), (1, 2, 'c')", "order_id, line, v");
        table("p.days1", "('mon', 1)", "day, v");
        table("p.days2", "('mon', 2)", "day, v");
        environment("prod", "shop.lines=p.lines1", "shop.days=p.days1");
        environment("dev", "shop.lines=p.lines2", "shop.days=p.days2");

        assertThat(only(diff("prod:dev", "shop.lines")).on()).containsExactly("order_id", "line");
        assertThat(only(diff("prod:dev", "shop.days")).on()).containsExactly("day");
        assertThat(only(diff(TableDiffOptions.EXACT.withOn(List.of("v")), "prod:dev", "shop.days"))
                        .on())
                .containsExactly("v");
    }

    @Test
    void modelsOfOneSideAreToldAndRefusedWhenAskedFor() {
        table("p.orders1", "(1)", "id");
        environment("prod", "shop.orders=p.orders1");
        environment("dev", "web.visits=p.orders1");

        TableDiffResult result = diff("prod:dev");

        assertThat(result.sourceOnly()).containsExactly(name("shop.orders"));
        assertThat(result.targetOnly()).containsExactly(name("web.visits"));
        assertThat(result.identical()).isFalse();
        assertThatThrownBy(() -> diff("prod:dev", "shop.orders"))
                .hasMessage("dev has no model shop.orders")
                .extracting(e -> ((VmshException) e).remedy())
                .isEqualTo("Only prod has it; type 'diff dev' to see what else differs");
    }

    @Test
    void anEmbeddedModelHasNothingToCompare() {
        environment("prod", "shop.orders=");
        environment("dev", "shop.orders=", "web.visits=");

        assertThat(diff("prod:dev").shared()).containsExactly(name("shop.orders"));
        assertThatThrownBy(() -> diff("prod:dev", "shop.orders"))
                .hasMessage("shop.orders has no table in prod: it is EMBEDDED");
    }

    @Test
    void anUnknownEnvironmentIsToldWithTheOnesThereAre() {
        twoEnvironments();

        assertThatThrownBy(() -> diff("prod:dve", "shop.orders"))
                .hasMessage("there is no environment 'dve'")
                .extracting(e -> Objects.requireNonNull(((VmshException) e).remedy()))
                .asString()
                .startsWith("Environments: dev, prod.");
        assertThatThrownBy(() -> diff("pord:dve")).hasMessage("there is no environment and no table 'pord'");
        assertThatThrownBy(() -> diff("shop.a:shop.b")).hasMessage("there is no table shop.a");
    }

    @Test
    void aTableThatIsGoneIsTold() {
        table("p.orders2", "(1)", "id");
        environment("prod", "shop.orders=p.orders1");
        environment("dev", "shop.orders=p.orders2");

        assertThatThrownBy(() -> diff("prod:dev", "shop.orders"))
                .hasMessage("the table p.orders1, which prod reads for shop.orders, is not there");
    }

    @Test
    void tablesAreComparedByName() {
        table("a.t", "(1, 'a'), (2, 'b')", "id, v");
        table("b.t", "(1, 'a'), (2, 'c')", "id, v");

        TableDiffReport report = only(diff(TableDiffOptions.EXACT.withOn(List.of("ID")), "a.t:b.t"));

        assertThat(report.model()).isEmpty();
        assertThat(report.on()).containsExactly("id");
        assertThat(report.rows()).contains(new RowCounts(2, 2, 1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void anEnvironmentWhosePlanWasNotFinishedIsComparedWithANote() {
        twoEnvironments();
        environment("dev", (Instant) null, "shop.orders=p.orders2", "web.visits=p.visits1");

        TableDiffResult result = diff("prod:dev");

        assertThat(result.reports()).hasSize(1);
        assertThat(result.notes())
                .singleElement()
                .asString()
                .startsWith("the last plan of dev was not finished")
                .endsWith("'plan dev' takes it up");
    }
}
