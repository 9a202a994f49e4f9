package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that prod changes in place belongs to the version that it was changed for; those before it neither show nor write it. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class ChangedTablesTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    private static final String BY_DAY = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)";
    private static final String BY_PARTITION = "kind INCREMENTAL_BY_PARTITION, partitioned_by ds";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.model("a", BY_DAY, daily("1 AS v"));
        desk.plan("prod");
    }

    private static String daily(String columns) {
        return "SELECT CAST(d AS DATE) AS ds, " + columns + """

                FROM generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('2024-12-31' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d)
                WHERE CAST(d AS DATE) BETWEEN @start_date AND @end_date
                """;
    }

    @Test
    void aRunLeavesATableThatProdChangedAndLeftBehind() {
        desk.plan("dev");
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.plan("prod", "--forward-only");
        desk.model("a", BY_DAY, daily("5 AS v"));
        desk.plan("prod");

        PlanAnswer run = desk.at("2024-01-09").run("dev");

        assertThat(run.batches()).isZero();
        assertThat(run.notices())
                .containsExactly(
                        "s.a is not run: its table is another version's, and prod has left it; 'plan dev' brings it up to date");
        String before = desk.table("dev", "a");
        desk.model("a", BY_DAY, daily("1 AS v"));
        desk.plan("dev");
        assertThat(desk.table("dev", "a")).isNotEqualTo(before);
    }

    @Test
    void prodGoesBackToAVersionThatOnlyDevHad() {
        desk.model("c", BY_PARTITION, daily("1 AS v"));
        desk.plan("dev");
        desk.model("c", BY_PARTITION, daily("1 AS v, 2 AS w"));
        desk.plan("prod");
        desk.model("c", BY_PARTITION, daily("1 AS v"));

        desk.plan("prod", "--allow-destructive-model", "*");
        desk.at("2024-01-09").run("prod");

        assertThat(desk.rows("select * from s.c where ds = '2024-01-08'")).containsExactly("2024-01-08,1");
        assertThat(desk.plan("prod").changes()).isEmpty();
    }

    @Test
    void anOwnerOfANewForwardOnlyModelLeavesItOnItsPreview() {
        desk.model("c", BY_DAY, daily("1 AS v"));
        desk.plan("dev", "--forward-only");
        String preview = desk.table("dev", "c");
        desk.model("c", BY_DAY + ", owner bob", daily("1 AS v"));

        assertThat(desk.plan("dev").batches()).isZero();

        assertThat(desk.table("dev", "c")).isEqualTo(preview);
    }

    @Test
    void anOwnerThatComesAfterAForwardOnlyChangeTakesNothingFromIt() {
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.plan("dev", "--forward-only", "--effective-from", "2024-01-06");
        desk.model("a", BY_DAY + ", owner bob", daily("1 AS v, 2 AS w"));
        desk.plan("dev");

        assertThat(desk.plan("prod").backfill()).isEqualTo(Map.of("a", "2024-01-06..2024-01-07"));

        assertThat(desk.rows("select count(v), count(w) from s.a")).containsExactly("7,2");
    }

    /** The reader of a forward-only change has columns more in its table before what it reads changes once more. */
    @Test
    void whatComesAfterAForwardOnlyChangeInDevBringsItToProd() {
        desk.model("b", BY_DAY, "SELECT ds, v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("prod");
        desk.model("b", BY_DAY, "SELECT ds, v, 3 AS more FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("dev", "--forward-only");
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.plan("dev");

        desk.plan("prod");

        desk.at("2024-01-09").run("prod");
        assertThat(desk.rows("select count(v), count(more) from s.b")).containsExactly("8,1");
    }

    /** The plan had changed the table by the time it failed; nothing but another plan tells what the table is for. */
    @Test
    void aPlanThatStoppedIsTakenBackByTheNext() {
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.full("d", "SELECT ds, w, CAST(CAST(ds AS TEXT) AS INT) AS number FROM s.a");
        desk.planFails("prod", "--forward-only");
        desk.model("a", BY_DAY, daily("1 AS v"));
        desk.remove("d");

        desk.plan("prod");

        desk.at("2024-01-09").run("prod");
        assertThat(desk.rows("select ds, v from s.a where ds = '2024-01-08'")).containsExactly("2024-01-08,1");
        assertThat(desk.rows("select count(*) from s.a")).containsExactly("8");
    }

    @Test
    void aRunAfterARollbackFillsTheColumnsThatItsVersionHas() {
        String before = desk.environment("prod").get("plan_id").asText();
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.plan("prod", "--forward-only");
        desk.type("rollback", "prod", "--to", before, "--yes");

        desk.at("2024-01-09").run("prod");

        assertThat(desk.rows("select ds, v from s.a where ds = '2024-01-08'")).containsExactly("2024-01-08,1");
    }

    /** What the project says of a table that others fill may be older than the table. */
    @Test
    void aColumnThatNothingButTheQueryGivesIsFilledByEveryBatch() {
        desk.execute("create schema raw");
        desk.execute("create table raw.t as select a.ds, 1 as v, 2 as more from s.a as a");
        desk.file("external_models.yaml", """
                - name: raw.t
                  columns:
                    ds: date
                    v: int
                """);
        desk.model(
                "c",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 3)",
                "SELECT * FROM raw.t WHERE ds BETWEEN @start_date AND @end_date");

        desk.plan("prod");

        assertThat(desk.rows("select count(*), count(more) from s.c")).containsExactly("7,7");
    }

    /** The table of c suited dev's version when it was planned, and still does; but what dev reads is not complete. */
    @Test
    void aTableThatWasProdsIsNotComputedAgain() {
        desk.model("b", BY_DAY, "SELECT ds, v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.full("c", "SELECT ds, v FROM s.b");
        desk.plan("prod");
        desk.plan("other");
        desk.model("b", BY_DAY, "SELECT ds, v, 2 AS w FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("dev", "--start", "2024-01-05");
        desk.model("b", BY_DAY, "SELECT ds, v, 3 AS w FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.full("c", "SELECT ds, v + 1 AS v FROM s.b");
        desk.plan("prod");

        PlanAnswer again = desk.plan("dev", "--restate-model", "s.b", "--start", "2024-01-05", "--end", "2024-01-06");

        assertThat(again.backfill()).isEqualTo(Map.of("b", "2024-01-05..2024-01-06"));
        assertThat(desk.rows("select count(*) from s__other.c")).containsExactly("7");
    }
}
