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

/** Changes that go on using the tables of their predecessors: previewed in tables of their own, applied to prod's in place. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class ForwardOnlyTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    private static final String BY_DAY = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)";
    private static final String FORWARD_ONLY = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, forward_only true)";
    private static final String LAST_DAY = "2024-01-07..2024-01-07 (preview)";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.model("a", FORWARD_ONLY, daily("1 AS v"));
        desk.model("b", BY_DAY, "SELECT ds, v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("prod");
    }

    private static String daily(String columns) {
        return "SELECT CAST(d AS DATE) AS ds, " + columns + """

                FROM generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('2024-12-31' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d)
                WHERE CAST(d AS DATE) BETWEEN @start_date AND @end_date
                """;
    }

    @Test
    void aPreviewReachesTheReadersAndIsMadeOnce() {
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));

        PlanAnswer plan = desk.plan("dev");

        assertThat(plan.backfill()).isEqualTo(Map.of("a", LAST_DAY, "b", LAST_DAY));
        assertThat(desk.rows("select v from s__dev.b")).containsExactly("2");
        assertThat(desk.rows("select sum(v) from s.b")).containsExactly("7");
        assertThat(desk.plan("dev").batches()).isZero();
    }

    @Test
    void prodKeepsItsRowsAndComputesNewDaysAnew() {
        String b = desk.table("prod", "b");
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));
        desk.plan("dev");

        assertThat(desk.plan("prod").batches()).isZero();
        desk.at("2024-01-09").run("prod");

        assertThat(desk.table("prod", "b")).isEqualTo(b);
        assertThat(desk.rows("select sum(v) from s.a")).containsExactly("9");
        assertThat(desk.rows("select sum(v) from s.b")).containsExactly("9");
    }

    @Test
    void withoutPreviewsNothingIsComputed() {
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));

        assertThat(desk.plan("dev", "--no-enable-preview").batches()).isZero();

        assertThat(desk.rows("select * from s__dev.a")).isEmpty();
    }

    @Test
    void aColumnMoreLeavesReadersOnProdsTable() {
        String b = desk.table("prod", "b");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("a", LAST_DAY));

        assertThat(desk.table("dev", "b")).isEqualTo(b);
    }

    @Test
    void otherEnvironmentsStillReadATableThatProdChangedInPlace() {
        desk.plan("dev");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));
        desk.plan("prod");

        assertThat(desk.rows("select sum(v) from s__dev.a")).containsExactly("7");
        assertThat(desk.rows("select sum(v) from s__dev.b")).containsExactly("7");
    }

    @Test
    void anotherOwnerLeavesTheModelOnProdsTable() {
        desk.model("a", FORWARD_ONLY + ", owner bob", daily("1 AS v"));

        assertThat(desk.plan("dev").batches()).isZero();

        assertThat(desk.table("dev", "a")).isEqualTo(desk.table("prod", "a"));
        assertThat(desk.rows("select sum(v) from s__dev.b")).containsExactly("7");
    }

    /** Files from before somebody else gave the model its owner mean the rows that prod has. */
    @Test
    void whoLagsBehindByAnOwnerStaysOnProdsTable() {
        desk.model("a", FORWARD_ONLY + ", owner bob", daily("1 AS v"));
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("1 AS v"));

        assertThat(desk.plan("dev").batches()).isZero();

        assertThat(desk.table("dev", "a")).isEqualTo(desk.table("prod", "a"));
        assertThat(desk.plan("dev", "--restate-model", "s.a").batches()).isZero();
    }

    @Test
    void twoChangesInARowKeepTheTable() {
        String table = desk.table("prod", "a");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more, 3 AS most"));
        desk.plan("dev");

        assertThat(desk.plan("prod").batches()).isZero();

        assertThat(desk.table("prod", "a")).isEqualTo(table);
        assertThat(desk.rows("select count(v), count(more), count(most) from s.a"))
                .containsExactly("7,0,0");
        assertThat(desk.at("2024-01-09").run("prod").changes()).isEmpty();
        assertThat(desk.rows("select count(v), count(more), count(most) from s.a"))
                .containsExactly("8,1,1");
    }

    @Test
    void goingBackInAForwardOnlyModelNeedsLeaveToLoseTheColumn() {
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("1 AS v"));

        assertThat(desk.planFails("prod").err()).contains("--allow-destructive-model");
        desk.plan("prod", "--allow-destructive-model", "s.a");

        assertThat(
                        desk.rows(
                                "select column_name from information_schema.columns where table_schema = 's' and table_name = 'a'"))
                .containsExactly("ds", "v");
        assertThat(desk.explain("prod").changes()).isEmpty();
    }

    @Test
    void aNewForwardOnlyModelIsComputedInProdOnly() {
        desk.model("c", FORWARD_ONLY, daily("5 AS v"));

        PlanAnswer dev = desk.plan("dev");
        assertThat(dev.backfill().get("c")).endsWith("(preview)");
        PlanAnswer prod = desk.plan("prod");

        assertThat(prod.backfill()).isEqualTo(Map.of("c", "2024-01-01..2024-01-07"));
        assertThat(desk.rows("select count(*) from s.c")).containsExactly("7");
    }

    @Test
    void aRestatementOfAPreviewFillsItFurther() {
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));
        desk.plan("dev");

        PlanAnswer plan = desk.plan("dev", "--restate-model", "s.a", "--start", "2024-01-05", "--end", "2024-01-07");

        assertThat(plan.backfill())
                .isEqualTo(Map.of("a", "2024-01-05..2024-01-07 (preview)", "b", "2024-01-05..2024-01-07 (preview)"));
        assertThat(desk.rows("select sum(v) from s__dev.b")).containsExactly("6");
        assertThat(desk.rows("select sum(v) from s.b")).containsExactly("7");
    }

    @Test
    void aReaderOfAPreviewThatChangedItselfIsNotMadeWholeByThePlanAfter() {
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));
        desk.model("b", BY_DAY, "SELECT ds, v + 1 AS v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("a", LAST_DAY, "b", LAST_DAY));

        assertThat(desk.plan("dev").backfill()).isEmpty();
    }

    @Test
    void whatReadsATableThatChangesInPlaceIsComputedFromItsNewColumns() {
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));
        desk.model("b", BY_DAY, "SELECT a.* FROM s.a AS a WHERE ds BETWEEN @start_date AND @end_date");

        assertThat(desk.plan("prod").backfill()).isEqualTo(Map.of("b", "2024-01-01..2024-01-07"));

        assertThat(desk.rows("select count(v), count(more) from s.b")).containsExactly("7,0");
    }

    @Test
    void whatIsMadeEmptyOverATableThatChangesInPlaceHasItsNewColumns() {
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));
        desk.model("b", BY_DAY, "SELECT a.* FROM s.a AS a WHERE ds BETWEEN @start_date AND @end_date");

        desk.plan("prod", "--skip-backfill");

        assertThat(desk.rows("select count(v), count(more) from s.b")).containsExactly("0,0");
    }

    @Test
    void whatChangesInPlaceMayReadWhatIsNewOrAViewOverWhatChangesToo() {
        desk.model("shown", "kind VIEW", "SELECT ds, v FROM s.a");
        desk.model("c", FORWARD_ONLY, "SELECT ds, v FROM s.shown WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS w"));
        desk.model("fresh", BY_DAY, "SELECT ds, w AS x FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.model("shown", "kind VIEW", "SELECT ds, v, w FROM s.a");
        desk.model(
                "c",
                FORWARD_ONLY,
                "SELECT p.ds, p.v, p.w, q.x FROM s.shown AS p JOIN s.fresh AS q ON q.ds = p.ds WHERE p.ds BETWEEN @start_date AND @end_date");

        desk.plan("prod");

        assertThat(desk.rows("select count(*), count(x) from s.c")).containsExactly("7,0");
        desk.at("2024-01-09").run("prod");
        assertThat(desk.rows("select v, w, x from s.c where x is not null")).hasSize(1);
    }

    @Test
    void aViewBetweenThemLeavesAReaderInItsTable() {
        desk.model("shown", "kind VIEW", "SELECT ds, v FROM s.a");
        desk.model("c", BY_DAY, "SELECT ds, v FROM s.shown WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("prod");
        String before = desk.table("prod", "c");
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));

        desk.plan("prod");

        assertThat(desk.table("prod", "c")).isEqualTo(before);
    }

    /** Whose files went back to what prod has changed in place needs a table of its own, and does when its owner changes as well. */
    @Test
    void aVersionThatProdChangedInPlaceStaysApartWhateverItsOwner() {
        desk.plan("dev");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS w"));
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY + ", owner eve", daily("1 AS v"));

        desk.plan("dev", "--start", "2024-01-07", "--end", "2024-01-07");

        assertThat(desk.table("dev", "a")).isNotEqualTo(desk.table("prod", "a"));
    }

    /** All versions of a new model that is forward-only by its kind were previews: prod has no table yet that could change. */
    @Test
    void aNewModelThatWasEditedInDevIsMadeInProd() {
        desk.model("c", "kind INCREMENTAL_BY_PARTITION, partitioned_by ds", daily("1 AS v"));
        desk.model("d", "kind FULL", "SELECT c.* FROM s.c AS c");
        desk.plan("dev");
        desk.model("c", "kind INCREMENTAL_BY_PARTITION, partitioned_by ds", daily("2 AS v, 3 AS w"));
        desk.model("d", "kind FULL", "SELECT c.* FROM s.c AS c WHERE c.v > 0");
        desk.plan("dev");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.backfill().keySet()).containsExactlyInAnyOrder("c", "d");
        assertThat(desk.rows("select sum(v), sum(w) from s.d")).containsExactly("14,21");
    }

    @Test
    void aRunLeavesATableThatProdHasChangedInPlaceToProd() {
        desk.plan("dev");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS w"));
        desk.plan("prod");

        desk.at("2024-01-09").run("dev");
        desk.run("prod");

        assertThat(desk.rows("select count(v), count(w) from s.a")).containsExactly("8,1");
        assertThat(desk.rows("select count(*) from s__dev.a")).containsExactly("8");
    }

    @Test
    void aPreviewReachesReadersThroughAnEmbeddedModel() {
        desk.model("e", "kind EMBEDDED", "SELECT ds, v FROM s.a");
        desk.model("c", BY_DAY, "SELECT ds, v FROM s.e WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));
        desk.model("c", BY_DAY, "SELECT ds, v + 1 AS v FROM s.e WHERE ds BETWEEN @start_date AND @end_date");

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("a", LAST_DAY, "b", LAST_DAY, "c", LAST_DAY));
    }

    @Test
    void aViewIsMadeOverAPreviewThatStaysEmpty() {
        desk.model("e", "kind VIEW", "SELECT a.* FROM s.a AS a");
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("2 AS v, 3 AS w"));

        desk.plan("dev", "--no-enable-preview");

        assertThat(desk.rows("select count(v), count(w) from s__dev.e")).containsExactly("0,0");
    }

    /** The way back was first taken in dev, which had gone another way until then. */
    @Test
    void whatWentBackInProdByWayOfDevStaysThere() {
        desk.model("c", BY_DAY, daily("9 AS v"));
        desk.plan("dev");
        desk.model("c", BY_DAY, daily("1 AS v"));
        desk.plan("prod");
        desk.model("c", BY_DAY, daily("1 AS v, 2 AS w"));
        desk.plan("prod", "--forward-only");
        desk.model("c", BY_DAY, daily("1 AS v"));
        desk.plan("dev");
        desk.plan("prod");

        assertThat(desk.plan("prod").changes()).isEmpty();
    }

    @Test
    void anOwnerChangesNothingAboutWhatAPreviewLacks() {
        desk.model("a", FORWARD_ONLY, daily("2 AS v"));
        desk.plan("dev");
        desk.at("2024-01-09");
        PlanAnswer plain = desk.plan("dev", "--explain");
        desk.model("a", FORWARD_ONLY + ", owner bob", daily("2 AS v"));

        assertThat(desk.plan("dev", "--explain").backfill()).isEqualTo(plain.backfill());
    }
}
