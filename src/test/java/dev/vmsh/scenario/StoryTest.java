package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.plan.Plan;
import dev.vmsh.scenario.Desk.Answer;
import dev.vmsh.work.PlanConflictException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SQLMesh's behaviour as numbered stories: models A, B and C, where B reads A and C reads B, daily, from the first of January 2024, told
 * on the eighth. Where vmsh differs on purpose the test says so.
 */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class StoryTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    private static final String ALL_DAYS = "2024-01-01..2024-01-07";
    /** One row a day. */
    private static final String DAYS = """
            FROM generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('2024-12-31' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d)
            WHERE CAST(d AS DATE) BETWEEN @start_date AND @end_date
            """;

    private static final String BY_DAY = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)";
    private static final String FORWARD_ONLY = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, forward_only true)";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.full("a", "SELECT 1 AS id, 10 AS v");
        desk.full("b", "SELECT id, v FROM s.a");
        desk.full("c", "SELECT id, v FROM s.b");
    }

    private static String daily(String columns) {
        return "SELECT CAST(d AS DATE) AS ds, " + columns + "\n" + DAYS;
    }

    @Test
    void scenario01TheFirstPlanAddsEverythingAndExpiresNever() {
        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes())
                .isEqualTo(Map.of("a", "added BREAKING", "b", "added BREAKING", "c", "added BREAKING"));
        assertThat(desk.physical()).hasSize(3).allMatch(name -> name.matches("s__[abc]__[0-9a-z]+"));
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
        assertThat(desk.environment("prod").get("status").asText()).isEqualTo("ready");
        assertThat(desk.environment("prod").get("finalized_at").isNull()).isFalse();
        assertThat(desk.environment("prod").get("expires_at").isNull()).isTrue();
    }

    @Test
    void scenario02APromotionUsesWhatDevComputed() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.full("d", "SELECT 1 AS one");
        assertThat(desk.plan("dev").batches()).isEqualTo(4);
        Map<String, String> computed = desk.tables("dev", "a", "b", "c");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.batches()).isZero();
        assertThat(plan.updated()).containsExactly("s.a", "s.b", "s.c");
        assertThat(plan.created()).containsExactly("s.d");
        assertThat(desk.tables("prod", "a", "b", "c")).isEqualTo(computed);
        assertThat(desk.rows("select * from s.c")).containsExactly("1,11");
    }

    @Test
    void scenario03AColumnMoreLeavesAReaderWithAListAsItIs() {
        desk.plan("prod");
        String before = desk.table("prod", "b");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified NON_BREAKING",
                        "b", "indirectly_modified INDIRECT_NON_BREAKING",
                        "c", "indirectly_modified INDIRECT_NON_BREAKING"));
        assertThat(plan.backfill()).containsOnlyKeys("a");
        assertThat(plan.updated()).containsExactly("s.a");
        assertThat(desk.table("prod", "b")).isEqualTo(before);
        assertThat(desk.rows("select * from s.a")).containsExactly("1,10,2");
    }

    /** In vmsh a view never shares a version with its predecessor: a new one is made beside it. */
    @Test
    void scenario04AViewOverAChangedModelIsMadeAnew() {
        desk.model("b", "kind VIEW", "SELECT id, v FROM s.a");
        desk.plan("prod");
        String before = desk.table("prod", "b");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).containsEntry("b", "indirectly_modified INDIRECT_NON_BREAKING");
        assertThat(plan.backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.table("prod", "b")).isNotEqualTo(before);
        desk.execute("drop view s.a");
        desk.execute("insert into sqlmesh__s." + desk.table("prod", "a") + " values (2, 20, 3)");
        assertThat(desk.rows("select * from s.b")).containsExactly("1,10", "2,20");
    }

    @Test
    void scenario05ABreakingChangeStopsAtANonBreakingReader() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 10 AS v WHERE 1 = 1");
        desk.full("b", "SELECT id, v, 5 AS more FROM s.a");

        PlanAnswer plan = desk.plan("dev");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified BREAKING",
                        "b", "directly_modified NON_BREAKING",
                        "c", "indirectly_modified INDIRECT_NON_BREAKING"));
        // SQLMesh leaves c alone. Its rows would be wrong, as those of b are others now: vmsh computes it again.
        assertThat(plan.backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void scenario06AnUnnestingColumnIsBreakingUnlessItIsAScalar() {
        desk.full("a", "SELECT 1 AS id, x FROM (SELECT ARRAY[1, 2] AS x) AS t");
        desk.full("b", "SELECT id FROM s.a");
        desk.full("c", "SELECT id FROM s.b");
        desk.plan("prod");

        desk.full("a", "SELECT 1 AS id, x, UNNEST(x) AS y FROM (SELECT ARRAY[1, 2] AS x) AS t");
        assertThat(desk.explain("dev").changes()).containsEntry("a", "directly_modified BREAKING");

        desk.full(
                "a",
                "SELECT 1 AS id, x, (SELECT MAX(u.v) FROM UNNEST(x) AS u(v)) AS y FROM (SELECT ARRAY[1, 2] AS x) AS t");
        assertThat(desk.explain("dev").changes()).containsEntry("a", "directly_modified NON_BREAKING");

        desk = new Desk(folder, place, NOW, "plan:\n  auto_categorize_changes:\n    sql: semi\n");
        assertThat(desk.explain("dev").changes()).containsEntry("a", "directly_modified NON_BREAKING");
        desk.full("a", "SELECT 1 AS id, x, UNNEST(x) AS y FROM (SELECT ARRAY[1, 2] AS x) AS t");
        Answer undecided = desk.planFails("dev");
        assertThat(undecided.code()).isEqualTo(3);
        assertThat(undecided.err()).contains("s.a").contains("--breaking");
    }

    /** In vmsh the meaning of a statement is hashed, so another layout is no change at all. */
    @Test
    void scenario07AnotherLayoutIsNoChange() {
        desk.plan("prod");
        desk.full("a", "-- numbers\nselect   (1)   as id,\n\n    10 AS v\n;");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.batches()).isZero();
        assertThat(plan.updated()).isEmpty();
    }

    /** In vmsh a model whose file did not change is not directly modified; its columns say that it needs a new table. */
    @Test
    void scenario08AStarReaderGetsTheNewColumn() {
        desk.full("b", "SELECT * FROM s.a");
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified NON_BREAKING",
                        "b", "indirectly_modified NON_BREAKING",
                        "c", "indirectly_modified INDIRECT_NON_BREAKING"));
        assertThat(plan.backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.rows("select * from s.b")).containsExactly("1,10,2");
    }

    /** In vmsh a parent's metadata does not reach its readers, so they do not even get a new snapshot. */
    @Test
    void scenario09AnotherOwnerComputesNothing() {
        desk.plan("prod");
        desk.model("a", "kind FULL, owner bob", "SELECT 1 AS id, 10 AS v");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).isEqualTo(Map.of("a", "metadata METADATA"));
        assertThat(plan.batches()).isZero();
        assertThat(desk.explain("prod").changes()).isEmpty();
    }

    @Test
    void scenario10ANewAuditIsRunOnWhatIsThere() {
        desk.plan("prod");
        String before = desk.environment("prod").get("plan_id").asText();
        desk.model("a", "kind FULL, audits (accepted_range(column := v, max_v := 5))", "SELECT 1 AS id, 10 AS v");

        Answer failed = desk.planFails("prod");

        assertThat(failed.err()).contains("accepted_range").contains("s.a");
        assertThat(desk.environment("prod").get("plan_id").asText()).isEqualTo(before);
        desk.model("a", "kind FULL, audits (accepted_range(column := v, max_v := 50))", "SELECT 1 AS id, 10 AS v");
        PlanAnswer plan = desk.plan("prod");
        assertThat(plan.changes()).isEqualTo(Map.of("a", "metadata METADATA"));
        assertThat(plan.batches()).isZero();
    }

    @Test
    void scenario11AForwardOnlyChangeIsPreviewedAndThenChangesProdInPlace() {
        desk.model("a", FORWARD_ONLY, daily("1 AS v")).remove("b").remove("c");
        desk.plan("prod");
        String table = desk.table("prod", "a");
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more"));

        PlanAnswer dev = desk.plan("dev", "--enable-preview");

        assertThat(dev.backfill()).isEqualTo(Map.of("a", "2024-01-07..2024-01-07 (preview)"));
        assertThat(desk.table("dev", "a")).endsWith("__dev").isNotEqualTo(table + "__dev");
        assertThat(desk.rows("select cast(ds as date), v, more from s__dev.a")).containsExactly("2024-01-07,1,2");
        assertThat(desk.rows("select count(*) from s.a")).containsExactly("7");

        PlanAnswer prod = desk.plan("prod");

        assertThat(prod.batches()).isZero();
        assertThat(desk.table("prod", "a")).isEqualTo(table);
        assertThat(desk.rows("select count(*), count(more) from s.a")).containsExactly("7,0");
        desk.at("2024-01-09");
        assertThat(desk.run("prod").backfill()).isEqualTo(Map.of("a", "2024-01-08..2024-01-08"));
        assertThat(desk.rows("select count(*), count(more) from s.a")).containsExactly("8,1");
    }

    @Test
    void scenario12AnEffectiveDateIsComputedAgainInProd() {
        desk.model("a", BY_DAY, daily("1 AS v")).remove("b").remove("c");
        desk.plan("prod");
        String table = desk.table("prod", "a");
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS more"));
        PlanAnswer dev = desk.plan("dev", "--forward-only", "--effective-from", "2024-01-05");
        assertThat(dev.backfill()).isEqualTo(Map.of("a", "2024-01-05..2024-01-07 (preview)"));

        PlanAnswer prod = desk.plan("prod");

        assertThat(prod.backfill()).isEqualTo(Map.of("a", "2024-01-05..2024-01-07"));
        assertThat(desk.table("prod", "a")).isEqualTo(table);
        assertThat(desk.rows("select count(*), count(more) from s.a")).containsExactly("7,3");
        assertThat(desk.explain("prod").backfill()).isEmpty();
    }

    @Test
    void scenario13ALostColumnOfAForwardOnlyModelIsRefused() {
        desk.model("a", FORWARD_ONLY, daily("1 AS v, 2 AS more")).remove("b").remove("c");
        desk.plan("prod");
        desk.model("a", FORWARD_ONLY, daily("1 AS v"));

        Answer refused = desk.planFails("prod");
        assertThat(refused.err()).contains("s.a").contains("more").contains("--allow-destructive-model");
        assertThat(desk.planFails("dev").err()).contains("--allow-destructive-model");
        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.rows("select count(more) from s.a")).containsExactly("7");

        desk.plan("prod", "--allow-destructive-model", "s.a");
        assertThat(desk.rows("select * from s.a limit 0")).isEmpty();
        assertThat(desk.rows("select column_name from information_schema.columns where table_schema = 's'"))
                .containsExactly("ds", "v");

        String warning = FORWARD_ONLY.replace("true", "true, on_destructive_change warn");
        desk.model("a", warning, daily("1 AS v, 3 AS other"));
        desk.plan("prod");
        desk.model("a", warning, daily("1 AS v"));
        assertThat(desk.type("plan", "prod", "--auto-apply").err()
                        + desk.explain("prod").notices())
                .contains("other");
    }

    @Test
    void scenario14ALateStartMakesPreviewsThatProdDoesNotUse() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");

        PlanAnswer dev = desk.plan("dev", "--start", "2024-01-06");

        assertThat(dev.backfill())
                .isEqualTo(Map.of(
                        "a", "2024-01-06..2024-01-07 (preview)",
                        "b", "2024-01-06..2024-01-07 (preview)",
                        "c", "2024-01-06..2024-01-07 (preview)"));
        assertThat(desk.tables("dev", "a", "b", "c").values()).allMatch(table -> table.endsWith("__dev"));
        assertThat(desk.rows("select * from s__dev.c")).containsExactly("1,11");
        assertThat(desk.plan("prod").backfill()).isEqualTo(Map.of("a", ALL_DAYS, "b", ALL_DAYS, "c", ALL_DAYS));
    }

    @Test
    void scenario15OnlyARunGoesOnInTime() {
        desk.plan("prod");
        desk.at("2024-01-10");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("b", ALL_DAYS, "c", ALL_DAYS));
        assertThat(desk.plan("prod").backfill()).isEmpty();
        assertThat(desk.run("prod").backfill())
                .isEqualTo(Map.of(
                        "a", "2024-01-08..2024-01-09",
                        "b", "2024-01-08..2024-01-09",
                        "c", "2024-01-08..2024-01-09"));
        assertThat(desk.run("prod").backfill()).isEmpty();
    }

    @Test
    void scenario16OnlySelectedModelsAreComputedAndShown() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        PlanAnswer first = desk.plan("dev", "--select-model", "s.a");

        assertThat(first.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified BREAKING",
                        "b", "indirectly_modified INDIRECT_BREAKING",
                        "c", "indirectly_modified INDIRECT_BREAKING"));
        assertThat(first.backfill()).containsOnlyKeys("a");
        assertThat(desk.names("s__dev")).containsExactly("a");

        PlanAnswer second = desk.plan("dev", "--select-model", "s.b");

        assertThat(second.changes())
                .containsEntry("b", "directly_modified BREAKING")
                .doesNotContainKey("a");
        assertThat(second.backfill()).containsOnlyKeys("b");
        assertThat(desk.names("s__dev")).contains("a", "b");
        assertThat(desk.rows("select * from s__dev.b")).containsExactly("1,12");
    }

    /** In vmsh that is no error: the environment is made, of pointers only. */
    @Test
    void scenario17AnEnvironmentWithoutAChangeCostsPointers() {
        desk.plan("prod");

        PlanAnswer plan = desk.plan("dev2");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.batches()).isZero();
        assertThat(desk.names("s__dev2")).containsExactly("a", "b", "c");
        assertThat(desk.tables("dev2", "a", "b", "c")).isEqualTo(desk.tables("prod", "a", "b", "c"));
        assertThat(desk.physical()).hasSize(3);
    }

    @Test
    void scenario18ARestatementOfProdVoidsWhatOthersComputed() {
        desk.model("a", BY_DAY, daily("1 AS v"));
        desk.model("b", BY_DAY, "SELECT ds, v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.remove("c");
        desk.model("e", BY_DAY, daily("5 AS v"));
        desk.plan("prod");
        desk.model("a", BY_DAY, daily("2 AS v"));
        desk.model("d", BY_DAY, "SELECT ds, v FROM s.a WHERE ds BETWEEN @start_date AND @end_date");
        desk.plan("dev");

        PlanAnswer prod = desk.plan("prod", "--restate-model", "s.a", "--start", "2024-01-03", "--end", "2024-01-04");

        assertThat(prod.backfill()).isEqualTo(Map.of("a", "2024-01-03..2024-01-04", "b", "2024-01-03..2024-01-04"));
        assertThat(desk.run("dev").backfill())
                .isEqualTo(Map.of(
                        "a", "2024-01-03..2024-01-04",
                        "b", "2024-01-03..2024-01-04",
                        "d", "2024-01-03..2024-01-04"));
        assertThat(desk.run("dev").backfill()).isEmpty();
        assertThat(desk.run("prod").backfill()).isEmpty();
    }

    @Test
    void scenario19WhatProdUsesIsNotComputedAgainInDev() {
        desk.plan("prod");
        desk.plan("dev");

        PlanAnswer plan = desk.plan("dev", "--restate-model", "s.a");

        assertThat(plan.batches()).isZero();
        assertThat(plan.notices()).anyMatch(notice -> notice.contains("s.a") && notice.contains("prod"));
    }

    /** In vmsh a promotion is all or nothing: a fault at the last view leaves every view and the record as they were. */
    @Test
    void scenario20APromotionThatFailsChangesNoView() {
        desk.plan("prod");
        String before = desk.environment("prod").get("plan_id").asText();
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.file("models/c.sql", """
                MODEL (name s.c, kind FULL);
                SELECT id, v FROM s.b;
                ON_VIRTUAL_UPDATE_BEGIN;
                INSERT INTO nowhere.at_all VALUES (1);
                ON_VIRTUAL_UPDATE_END;
                """);

        desk.planFails("prod");

        assertThat(desk.rows("select a.v, b.v, c.v from s.a, s.b, s.c")).containsExactly("10,10,10");
        assertThat(desk.environment("prod").get("plan_id").asText()).isEqualTo(before);
        desk.full("c", "SELECT id, v FROM s.b");
        PlanAnswer plan = desk.plan("prod");
        assertThat(plan.batches()).isZero();
        assertThat(desk.rows("select a.v, b.v, c.v from s.a, s.b, s.c")).containsExactly("11,11,11");
    }

    /** In vmsh the second of two plans is refused before any of its work is done. */
    @Test
    void scenario21TheSecondOfTwoPlansIsRefusedBeforeItsWork() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        try (Desk.Rooms rooms = desk.rooms()) {
            Plan first = rooms.propose("dev");
            desk.full("a", "SELECT 1 AS id, 12 AS v");
            Plan second = rooms.propose("dev");
            rooms.apply(first);

            assertThatThrownBy(() -> rooms.apply(second))
                    .isInstanceOf(PlanConflictException.class)
                    .hasMessageContaining(first.planId());
        }

        assertThat(desk.physical()).hasSize(6);
        assertThat(desk.rows("select * from s__dev.c")).containsExactly("1,11");
        assertThat(desk.plan("dev").backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void scenario22AnEndedEnvironmentIsCleanedAway() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.plan("dev");
        Set<String> all = desk.physical();
        assertThat(all).hasSize(6);

        desk.type("invalidate", "dev");

        assertThat(desk.environment("dev").get("status").asText()).isEqualTo("expired");
        assertThat(desk.explain("dev").json().get("base").asText()).isEqualTo("prod");
        desk.json("janitor");
        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.names("s__dev")).isEmpty();
        assertThat(desk.rows("select count(*) from information_schema.schemata where schema_name = 's__dev'"))
                .containsExactly("0");
        assertThat(desk.physical()).isEqualTo(all);
        desk.at("2024-01-20").json("janitor");
        assertThat(desk.physical())
                .containsExactlyInAnyOrderElementsOf(
                        desk.tables("prod", "a", "b", "c").values());
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
    }

    @Test
    void scenario23ASharedTableStaysWhileSomethingUsesIt() {
        desk.model("a", BY_DAY, daily("1 AS v")).remove("b").remove("c");
        desk.plan("prod");
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS x"));
        desk.plan("dev_x", "--forward-only");
        String preview = desk.table("dev_x", "a");
        desk.model("a", BY_DAY, daily("1 AS v, 3 AS y"));
        desk.plan("dev_y", "--forward-only");
        assertThat(desk.physical()).contains(preview, desk.table("dev_y", "a"), desk.table("prod", "a"));

        desk.type("invalidate", "dev_x");
        desk.json("janitor", "--ignore-ttl", "--yes");

        assertThat(desk.physical()).doesNotContain(preview).contains(desk.table("dev_y", "a"), desk.table("prod", "a"));
        assertThat(desk.explain("prod").backfill()).isEmpty();
        assertThat(desk.rows("select count(*) from s.a")).containsExactly("7");
    }

    @Test
    void scenario24GoingBackOnAForwardOnlyChangeIsAChangeOfItsOwn() {
        desk.model("a", BY_DAY, daily("1 AS v")).remove("b").remove("c");
        desk.plan("prod");
        String first = desk.table("prod", "a");
        desk.model("a", BY_DAY, daily("1 AS v, 2 AS more"));
        desk.plan("prod", "--forward-only");
        desk.at("2024-01-09").run("prod");
        desk.model("a", BY_DAY, daily("1 AS v"));

        PlanAnswer back = desk.plan("prod");

        assertThat(back.changes()).isEqualTo(Map.of("a", "directly_modified BREAKING"));
        assertThat(desk.table("prod", "a")).isNotEqualTo(first);
        assertThat(desk.rows("select column_name from information_schema.columns where table_schema = 's'"))
                .containsExactly("ds", "v");
        assertThat(desk.rows("select count(*) from s.a")).containsExactly("8");
        assertThat(desk.explain("prod").changes()).isEmpty();
    }

    @Test
    void scenario25TwoTablesAreComparedByTheirKeys() {
        desk.model("a", "kind FULL, grain id", "SELECT * FROM (VALUES (1, 10), (2, 20), (3, 30)) AS t(id, v)");
        desk.full("b", "SELECT 1 AS id, CAST(3.1233 AS DOUBLE PRECISION) AS v");
        desk.remove("c").plan("prod");
        desk.model(
                "a", "kind FULL, grain id", "SELECT * FROM (VALUES (1, 10), (2, 21), (6, 60), (NULL, 1)) AS t(id, v)");
        desk.full("b", "SELECT 1 AS id, CAST(3.12343 AS DOUBLE PRECISION) AS v");
        desk.plan("dev");

        JsonNode diff = desk.json("table_diff", "prod:dev", "s.a");

        JsonNode rows = diff.get("rows");
        for (String one : List.of("full_match", "partial_match", "source_only", "target_only", "null_keys")) {
            assertThat(rows.get(one).asInt()).as(one).isEqualTo(1);
        }
        assertThat(diff.get("columns").get(0).get("pct_match").asInt()).isEqualTo(50);
        assertThat(desk.type("table_diff", "prod:dev", "s.a").out())
                .contains("FULL MATCH: 1 row (33.33%)", "PARTIAL MATCH: 1 row (33.33%)")
                .contains("PROD ONLY: 1 row (16.67%)", "DEV ONLY: 1 row (16.67%)", "have NULL in their key");
        assertThat(matching("3")).isEqualTo(100);
        assertThat(matching("4")).isZero();
    }

    private int matching(String decimals) {
        JsonNode diff = desk.json("table_diff", "prod:dev", "s.b", "--on", "id", "--decimals", decimals);
        return diff.get("columns").get(0).get("pct_match").asInt();
    }
}
