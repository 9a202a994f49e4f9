package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL has: views that hold on to columns, rights, other people's objects, and locks. */
class PostgresTest {
    private static final Instant NOW = Instant.parse("2024-01-04T00:00:00Z");
    private static final String FORWARD_ONLY =
            "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, forward_only true, on_destructive_change allow)";

    private final Places.Postgres place = new Places.Postgres();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id FROM s.a");
    }

    @AfterEach
    void close() {
        place.close();
    }

    private static String daily(String columns) {
        return "SELECT d::date AS ds, " + columns
                + " FROM generate_series('2024-01-01'::timestamp, '2024-01-31', INTERVAL '1' DAY) AS t(d)"
                + " WHERE d::date BETWEEN @start_date AND @end_date";
    }

    private String role(String name) {
        // roles belong to the server, which other tests use too
        String role = name + "_" + Integer.toHexString(folder.toString().hashCode());
        desk.execute("CREATE ROLE " + role + " LOGIN");
        return role;
    }

    private void dropRole(String role) {
        desk.execute("DROP OWNED BY " + role);
        desk.execute("DROP ROLE " + role);
    }

    // ---- views

    @Test
    void aMaterialisedViewKeepsItsRowsUntilItIsDue() {
        desk.execute("CREATE SCHEMA ext; CREATE TABLE ext.t AS SELECT 1 AS v");
        desk.full("a", "SELECT v FROM ext.t");
        desk.model("m", "kind VIEW (materialized true), description 'kept'", "SELECT v, v * 2 AS w FROM s.a");
        desk.full("b", "SELECT w AS id FROM s.m");
        desk.plan("prod");
        String table = desk.table("prod", "m");
        assertThat(desk.rows("SELECT relkind FROM pg_class WHERE relname = '" + table + "'"))
                .containsExactly("m");
        assertThat(desk.rows("SELECT obj_description('sqlmesh__s." + table + "'::regclass)"))
                .containsExactly("kept");

        desk.execute("UPDATE ext.t SET v = 5");
        assertThat(desk.plan("prod", "--restate-model", "s.a").backfill()).containsKeys("a", "m", "b");
        assertThat(desk.rows("SELECT * FROM s.m")).containsExactly("5,10");

        desk.execute("UPDATE ext.t SET v = 7");
        desk.at("2024-01-05T00:00:00Z").run("prod");
        assertThat(desk.rows("SELECT * FROM s.m")).containsExactly("7,14");
        assertThat(desk.rows("SELECT id FROM s.b")).containsExactly("14");
    }

    @Test
    void aMaterialisedViewIsPromotedRolledBackAndCleanedUpLikeAnyOther() {
        desk.model("m", "kind VIEW (materialized true)", "SELECT v FROM s.a");
        desk.plan("prod");
        String first = desk.table("prod", "m");
        String plan = desk.environment("prod").get("plan_id").asText();
        desk.model("m", "kind VIEW (materialized true)", "SELECT v + 1 AS v FROM s.a");
        desk.plan("dev");

        assertThat(desk.plan("prod").backfill()).isEmpty();
        assertThat(desk.rows("SELECT * FROM s.m")).containsExactly("11");
        desk.json("rollback", "prod", "--to", plan, "--yes");
        assertThat(desk.table("prod", "m")).isEqualTo(first);
        assertThat(desk.rows("SELECT * FROM s.m")).containsExactly("10");

        desk.json("invalidate", "dev");
        desk.full("a", "SELECT 1 AS id, 20 AS v");
        desk.plan("prod");
        assertThat(desk.rows("SELECT * FROM s.m")).containsExactly("21");
        desk.json("destroy", "--yes");
        assertThat(desk.rows("SELECT count(*) FROM pg_class WHERE relkind = 'm'"))
                .containsExactly("0");
    }

    @Test
    void aMaterialisedViewFollowsATableThatChangesInPlace() {
        desk.model("f", FORWARD_ONLY, daily("1 AS v"));
        desk.model("m", "kind VIEW (materialized true)", "SELECT * FROM s.f");
        desk.plan("prod");
        desk.model("f", FORWARD_ONLY, daily("1 AS v, 2 AS w"));

        desk.plan("prod");

        desk.at("2024-01-05T00:00:00Z").run("prod");
        assertThat(desk.rows("SELECT max(ds), max(w) FROM s.m")).containsExactly("2024-01-04,2");
    }

    @Test
    void aViewThatGainsColumnsIsReplacedInPlaceWithItsOptions() {
        desk.plan("prod");
        desk.execute("ALTER VIEW s.a SET (security_barrier = true)");
        List<String> before = desk.rows("SELECT 's.a'::regclass::oid");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");

        desk.plan("prod");

        assertThat(desk.rows("SELECT 's.a'::regclass::oid")).isEqualTo(before);
        assertThat(desk.rows("SELECT reloptions FROM pg_class WHERE oid = 's.a'::regclass"))
                .containsExactly("{security_barrier=true}");
        assertThat(desk.rows("SELECT * FROM s.a")).containsExactly("1,10,2");
    }

    @Test
    void aViewWithOtherColumnsKeepsOwnerGrantsCommentsAndOptions() {
        desk.plan("prod");
        String owner = role("owner");
        String reader = role("reader");
        desk.execute("GRANT USAGE ON SCHEMA sqlmesh__s TO " + owner);
        desk.execute("ALTER VIEW s.a SET (security_invoker = true)");
        desk.execute("GRANT SELECT ON s.a TO " + reader + " WITH GRANT OPTION");
        desk.execute("GRANT UPDATE (id) ON s.a TO " + reader);
        desk.execute("COMMENT ON VIEW s.a IS 'it''s ours'");
        desk.execute("COMMENT ON COLUMN s.a.id IS 'key'");
        desk.execute("COMMENT ON COLUMN s.a.v IS 'goes'");
        desk.execute("ALTER VIEW s.a OWNER TO " + owner);
        String facts = """
                SELECT pg_get_userbyid(relowner), reloptions, relacl, obj_description(oid, 'pg_class'),
                    col_description(oid, 1), (SELECT attacl FROM pg_attribute WHERE attrelid = c.oid AND attname = 'id')
                FROM pg_class c WHERE oid = 's.a'::regclass""";
        List<String> before = desk.rows(facts);
        desk.full("a", "SELECT 1 AS id, 'x' AS name");

        desk.plan("prod");

        assertThat(desk.rows(facts)).isEqualTo(before);
        assertThat(desk.rows("SELECT * FROM s.a")).containsExactly("1,x");
        dropRole(reader);
        dropRole(owner);
    }

    @Test
    void whatOthersBuiltOnAViewIsToldBeforeAnyWorkAndMadeAnewOnRequest() {
        desk.plan("prod");
        desk.execute("CREATE SCHEMA report");
        desk.execute("CREATE VIEW report.one AS SELECT id FROM s.a");
        desk.execute("CREATE MATERIALIZED VIEW report.two AS SELECT id FROM report.one");
        desk.execute("CREATE UNIQUE INDEX by_id ON report.two (id)");
        desk.execute("COMMENT ON VIEW report.one IS 'theirs'");
        desk.full("a", "SELECT 2 AS id, 'x' AS name");
        var tables = desk.physical();

        Answer refused = desk.planFails("prod");

        assertThat(refused.err())
                .contains("view report.one")
                .contains("materialized view report.two")
                .contains("--recreate-dependents");
        assertThat(desk.physical()).isEqualTo(tables);

        desk.plan("prod", "--recreate-dependents");

        assertThat(desk.rows("SELECT id FROM report.one")).containsExactly("2");
        assertThat(desk.rows("SELECT id FROM report.two")).containsExactly("2");
        assertThat(desk.rows("SELECT obj_description('report.one'::regclass)")).containsExactly("theirs");
        assertThat(desk.rows("SELECT indexname FROM pg_indexes WHERE schemaname = 'report'"))
                .containsExactly("by_id");
    }

    @Test
    void aReaderThatDoesNotMindMoreColumnsIsNoObstacle() {
        desk.plan("prod");
        desk.execute("CREATE VIEW public.theirs AS SELECT id FROM s.a");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");

        desk.plan("prod");

        assertThat(desk.rows("SELECT * FROM theirs")).containsExactly("1");
    }

    @Test
    void aFunctionOverAViewIsNeverDropped() {
        desk.plan("prod");
        desk.execute("CREATE FUNCTION f() RETURNS SETOF s.a LANGUAGE sql AS 'SELECT * FROM s.a'");
        desk.full("a", "SELECT 1 AS id, 'x' AS name");

        Answer refused = desk.planFails("prod", "--recreate-dependents");

        assertThat(refused.err()).contains("function f()").contains("no view");
        assertThat(desk.rows("SELECT * FROM f()")).containsExactly("1,10");
    }

    @Test
    void aModelIsNotRemovedUnderAViewOfOthers() {
        desk.plan("prod");
        desk.execute("CREATE VIEW public.theirs AS SELECT id FROM s.b");
        desk.remove("b");

        Answer refused = desk.planFails("prod");

        assertThat(refused.err()).contains("view theirs");
        assertThat(desk.rows("SELECT * FROM theirs")).containsExactly("1");
    }

    @Test
    void aTableAtTheNameOfAViewIsToldBeforeAnyWork() {
        desk.execute("CREATE SCHEMA s");
        desk.execute("CREATE TABLE s.b (mine int)");

        Answer refused = desk.planFails("prod");

        assertThat(refused.err()).contains("a table stands where the view s.b should be");
        assertThat(desk.physical()).isEmpty();
        assertThat(desk.rows("SELECT * FROM s.b")).isEmpty();
    }

    // ---- tables that change in place

    @Test
    void aColumnGoesUnderTheViewsThatReadIt() {
        desk.model("a", FORWARD_ONLY, daily("1 AS id, 2 AS v"));
        desk.model("b", "kind VIEW", "SELECT ds, id, v FROM s.a");
        desk.model("c", "kind VIEW", "SELECT ds, id FROM s.a");
        desk.plan("prod");
        String reader = role("reader");
        desk.execute("GRANT SELECT ON s.a TO " + reader);
        desk.model("a", FORWARD_ONLY, daily("1 AS id"));
        desk.model("b", "kind VIEW", "SELECT ds, id FROM s.a");

        desk.plan("prod");

        assertThat(desk.rows("SELECT count(*), max(id) FROM s.a")).containsExactly("3,1");
        assertThat(desk.rows("SELECT count(*), max(id) FROM s.b")).containsExactly("3,1");
        assertThat(desk.rows("SELECT count(*), max(id) FROM s.c")).containsExactly("3,1");
        assertThat(desk.rows("SELECT has_table_privilege('%s', 's.a', 'SELECT')".formatted(reader)))
                .containsExactly("t");
        dropRole(reader);
    }

    @Test
    void aViewOfOthersOverATableThatChangesIsToldBeforeAnyWork() {
        desk.model("a", FORWARD_ONLY, daily("1 AS id, 2 AS v"));
        desk.full("b", "SELECT count(*) AS n FROM s.a");
        desk.plan("prod");
        desk.execute("CREATE VIEW public.theirs AS SELECT v FROM sqlmesh__s." + desk.table("prod", "a"));
        desk.model("a", FORWARD_ONLY, daily("1 AS id"));

        Answer refused = desk.planFails("prod", "--recreate-dependents");

        assertThat(refused.err()).contains("theirs").contains("cannot be made again");
        assertThat(desk.rows("SELECT DISTINCT v FROM s.a")).containsExactly("2");
    }

    // ---- names and rights

    @Test
    void namesThatAreTooLongStayApart() {
        String stem = "orders_by_customer_and_region_and_day_with_every_column_that_we_have";
        desk.full(stem + "_1", "SELECT 1 AS id");
        desk.full(stem + "_2", "SELECT 2 AS id");

        desk.plan("dev_alice");

        assertThat(desk.physical()).hasSize(4).allMatch(name -> name.length() <= 63);
        assertThat(desk.names("s__dev_alice")).hasSize(4).anyMatch(name -> name.startsWith("orders_by_customer"));
        assertThat(desk.type("-e", "dev_alice", "-c", "select id from s." + stem + "_2", "--format", "csv")
                        .out())
                .contains("2");
    }

    @Test
    void aRoleWithoutTheRightToMakeSchemasIsToldSoAndWorksWithThoseThatExist() {
        String role = role("builder");
        desk.execute("CREATE SCHEMA vmsh AUTHORIZATION " + role);
        String config = place.gatewaySettings(folder).replace("user: postgres", "user: " + role);
        desk.file("config.yaml", "gateways:\n  main:\n" + config + "model_defaults: {dialect: postgres}\n");

        Answer refused = desk.planFails("prod");

        assertThat(refused.err())
                .contains("sqlmesh__s")
                .contains("CREATE on database")
                .contains("physical_schema_mapping");

        desk.execute("CREATE SCHEMA built AUTHORIZATION " + role);
        desk.execute("CREATE SCHEMA s AUTHORIZATION " + role);
        desk.file(
                "config.yaml",
                "gateways:\n  main:\n" + config
                        + "model_defaults: {dialect: postgres}\nphysical_schema_mapping: {'^s$': built}\n");
        desk.plan("prod");

        assertThat(desk.names("built")).hasSize(2);
        assertThat(desk.rows("SELECT * FROM s.a")).containsExactly("1,10");
        dropRole(role);
    }

    @Test
    void grantsAndDescriptionsOfAModelAreApplied() {
        String reader = role("reader");
        desk.model(
                "a",
                "kind FULL, description 'numbers', column_descriptions (id = 'key'), grants (select = ['" + reader
                        + "']), grants_target_layer all",
                "SELECT 1 AS id, 10 AS v");
        desk.plan("prod");
        String table = "sqlmesh__s." + desk.table("prod", "a");

        assertThat(desk.rows(
                        "SELECT has_table_privilege('%s', 's.a', 'SELECT'), has_table_privilege('%s', '%s', 'SELECT')"
                                .formatted(reader, reader, table)))
                .containsExactly("t,t");
        assertThat(desk.rows("SELECT obj_description('s.a'::regclass), col_description('s.a'::regclass, 1)"))
                .containsExactly("numbers,key");
        assertThat(desk.rows("SELECT obj_description('%s'::regclass)".formatted(table)))
                .containsExactly("numbers");
        dropRole(reader);
    }

    // ---- others at work

    @Test
    void aPromotionThatWaitsInVainNamesWhoIsInTheWay() throws Exception {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        String config = place.gatewaySettings(folder) + "      lock_timeout: 50ms\n";
        desk.file("config.yaml", "gateways:\n  main:\n" + config + "model_defaults: {dialect: postgres}\n");
        try (Connection other = place.connect(folder);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT v AS watched FROM s.a");

            Answer refused = desk.planFails("prod");

            assertThat(refused.err()).contains("SELECT v AS watched FROM s.a").contains("pid");
            other.rollback();
        }

        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(desk.rows("SELECT v FROM s.a")).containsExactly("11");
    }

    @Test
    void rowsAreAppendedOnceThoughTwoEnvironmentsPlanThemAtOnce() throws Exception {
        desk.model("a", "kind INCREMENTAL_UNMANAGED", "SELECT 1 AS id");
        Desk bob = desk.colleague("bob");

        var first = CompletableFuture.supplyAsync(() -> desk.plan("dev"));
        var second = CompletableFuture.supplyAsync(() -> bob.plan("dev_bob"));
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);

        assertThat(desk.rows("SELECT count(*) FROM s__dev.a")).containsExactly("1");
    }

    @Test
    void plansOfTwoEnvironmentsAtOnceBothSucceed() throws Exception {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 12 AS v");
        Desk bob = desk.colleague("bob");

        var first = CompletableFuture.supplyAsync(() -> desk.plan("dev"));
        var second = CompletableFuture.supplyAsync(() -> bob.plan("dev_bob"));
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);

        assertThat(desk.rows("SELECT v FROM s__dev.a")).containsExactly("12");
        assertThat(desk.rows("SELECT v FROM s__dev_bob.a")).containsExactly("12");
        assertThat(desk.tables("dev", "a")).isEqualTo(desk.tables("dev_bob", "a"));
    }
}
