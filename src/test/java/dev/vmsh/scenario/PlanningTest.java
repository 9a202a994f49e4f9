package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.plan.Plan;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the options of a plan do, and what happens when work fails half-way. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class PlanningTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    private static final String ALL_DAYS = "2024-01-01..2024-01-07";
    private static final String DAYS = """
            FROM generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('2024-12-31' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d)
            WHERE CAST(d AS DATE) BETWEEN @start_date AND @end_date
            """;

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

    /** Something outside of the project that decides whether models work: {@code 1}, or a word that is no number. */
    private void outside(String word) {
        desk.execute("create schema if not exists ext");
        desk.execute("create table if not exists ext.word (w varchar(9))");
        desk.execute("delete from ext.word");
        desk.execute("insert into ext.word values ('" + word + "')");
    }

    @Test
    void onlyBackfilledModelsAndWhatTheyReadAreComputed() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.full("x", "SELECT 1 AS id");

        PlanAnswer plan = desk.plan("dev", "--backfill-model", "s.b");

        assertThat(plan.changes()).containsOnlyKeys("a", "b", "c", "x");
        assertThat(plan.backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.names("s__dev")).contains("b").doesNotContain("c", "x");
        assertThat(desk.plan("dev").backfill()).containsOnlyKeys("c", "x");
        assertThat(desk.names("s__dev")).containsExactly("a", "b", "c", "x");
    }

    @Test
    void whatKeepsItsRowsElsewhereIsNotShownByAnEnvironmentThatNeverHadIt() {
        desk.plan("dev_a");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS w");
        desk.plan("dev_a");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS w, 3 AS u");
        assertThat(desk.plan("dev_a").changes()).containsEntry("b", "indirectly_modified INDIRECT_NON_BREAKING");
        desk.full("x", "SELECT 1 AS id");

        PlanAnswer plan = desk.plan("dev_b", "--backfill-model", "s.x");

        assertThat(plan.backfill()).containsOnlyKeys("x");
        assertThat(desk.names("s__dev_b")).containsExactly("x");
    }

    @Test
    void aSelectorThatMatchesNothingIsRefused() {
        assertThat(desk.planFails("dev", "--select-model", "s.nothing").err()).contains("matches no model");
        assertThat(desk.planFails("dev", "--backfill-model", "s.nothing").err()).contains("matches no model");
        assertThat(desk.json("environments")).isEmpty();
    }

    @Test
    void aSelectedModelThatIsGoneIsRemovedAndOthersStay() {
        desk.plan("prod");
        desk.remove("c").full("a", "SELECT 1 AS id, 11 AS v");

        PlanAnswer plan = desk.plan("prod", "--select-model", "s.c");

        assertThat(plan.changes()).isEqualTo(Map.of("c", "removed"));
        assertThat(plan.dropped()).containsExactly("s.c");
        assertThat(desk.names("s")).containsExactly("a", "b");
        assertThat(desk.rows("select * from s.b")).containsExactly("1,10");
    }

    @Test
    void aStarOverASelectedModelHasItsNewColumn() {
        desk.full("b", "SELECT * FROM s.a");
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 5 AS w");

        assertThat(desk.plan("prod", "--select-model", "s.a").backfill()).containsOnlyKeys("a", "b");

        assertThat(desk.rows("select * from s.b")).containsExactly("1,10,5");
    }

    @Test
    void aViewThatIsThereNeverLosesItsRowsToASelection() {
        desk.plan("prod");
        desk.plan("dev");
        desk.full("a", "SELECT 1 AS id, 11 AS v");

        assertThat(desk.plan("dev", "--select-model", "s.a").backfill()).containsOnlyKeys("a", "b", "c");
        assertThat(desk.rows("select * from s__dev.c")).containsExactly("1,11");
        assertThat(desk.plan("prod", "--select-model", "s.a").batches()).isZero();
        assertThat(desk.rows("select * from s.c")).containsExactly("1,11");
        desk.full("a", "SELECT 1 AS id, 12 AS v");
        assertThat(desk.plan("prod", "--select-model", "s.a").backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void anInterruptedRestatementIsTakenUpByTheNextRun() {
        outside("1");
        desk.model(
                "a",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)",
                "SELECT CAST(d AS DATE) AS ds, CAST(w AS INT) AS v FROM ext.word CROSS JOIN\n"
                        + DAYS.replace("FROM ", ""));
        desk.remove("b").remove("c");
        desk.plan("prod");
        outside("oops");
        desk.planFails("prod", "--restate-model", "s.a", "--start", "2024-01-03", "--end", "2024-01-04");
        outside("2");

        assertThat(desk.run("prod").backfill()).isEqualTo(Map.of("a", "2024-01-03..2024-01-04"));
        assertThat(desk.rows("select sum(v) from s.a")).containsExactly("9");
    }

    @Test
    void aRestatementGoesNoFurtherThanTheModelWas() {
        desk.plan("prod");
        desk.at("2024-01-10");

        assertThat(desk.plan("prod", "--restate-model", "s.b", "--start", "2024-01-02", "--end", "2024-01-03")
                        .backfill())
                .isEqualTo(Map.of("b", ALL_DAYS, "c", ALL_DAYS));
        assertThat(desk.run("prod").backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void anExpiredEnvironmentCanRunAndLeavesNoViewBehindWhenMadeAnew() {
        desk.plan("prod");
        desk.full("d", "SELECT 1 AS one");
        desk.plan("dev");
        desk.type("invalidate", "dev");
        desk.at("2024-01-09");
        assertThat(desk.run("dev").backfill()).containsOnlyKeys("a", "b", "c", "d");
        desk.remove("d");

        PlanAnswer plan = desk.plan("dev");

        assertThat(plan.json().get("base").asText()).isEqualTo("prod");
        assertThat(plan.dropped()).containsExactly("s__dev.d");
        assertThat(desk.names("s__dev")).containsExactly("a", "b", "c");
    }

    @Test
    void whatAnotherEnvironmentComputedMeanwhileIsNotComputedAgain() {
        outside("1");
        desk.full("d", "SELECT CAST(w AS INT) AS v FROM ext.word");
        try (Desk.Rooms rooms = desk.rooms()) {
            Plan one = rooms.propose("dev1");
            Plan two = rooms.propose("dev2");
            rooms.apply(one);
            rooms.execute("update ext.word set w = '2'");
            rooms.apply(two);
        }

        assertThat(desk.rows("select * from s__dev2.d")).containsExactly("1");
        assertThat(desk.tables("dev1", "a", "d")).isEqualTo(desk.tables("dev2", "a", "d"));
    }

    @Test
    void anotherOwnerOfAModelThatReadsAChangedOneStillShowsItsRows() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 10 AS v, 2 AS more");
        desk.plan("dev");
        desk.model("b", "kind FULL, owner bob", "SELECT id, v FROM s.a");

        assertThat(desk.plan("dev").batches()).isZero();

        assertThat(desk.table("dev", "b")).isEqualTo(desk.table("prod", "b"));
        assertThat(desk.at("2024-01-09").run("dev").backfill()).containsOnlyKeys("a");
        assertThat(desk.run("dev").backfill()).isEmpty();
        assertThat(desk.run("prod").backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void aNewReaderGoesNoFurtherThanWhatItReads() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.full("x", "SELECT 1 AS id");
        desk.plan("prod");
        desk.at("2024-01-10").run("prod", "--select-model", "s.x");
        desk.full("d", "SELECT id FROM s.c");

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("d", ALL_DAYS));
    }

    @Test
    void whatASkippedBackfillLeftIsDoneByTheNextPlan() {
        PlanAnswer skipped = desk.plan("prod", "--skip-backfill");
        assertThat(skipped.batches()).isZero();
        assertThat(desk.rows("select * from s.c")).isEmpty();

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.backfill()).isEqualTo(Map.of("a", ALL_DAYS, "b", ALL_DAYS, "c", ALL_DAYS));
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
    }

    /** SQLMesh computes the reader from the empty table and calls it done. */
    @Test
    void whatReadsATableThatProdHasNotComputedWaitsForIt() {
        desk.plan("prod", "--skip-backfill");
        desk.full("b", "SELECT id, v, 2 AS w FROM s.a");

        assertThat(desk.plan("dev", "--start", "2024-01-04").backfill()).isEmpty();

        assertThat(desk.plan("dev").backfill()).containsOnlyKeys("a", "b", "c");
        assertThat(desk.rows("select * from s__dev.b")).containsExactly("1,10,2");
    }

    @Test
    void anEmptyBackfillCountsAsDone() {
        desk.plan("prod", "--empty-backfill");

        assertThat(desk.rows("select * from s.c")).isEmpty();
        assertThat(desk.explain("prod").backfill()).isEmpty();
        assertThat(desk.at("2024-01-09").run("prod").backfill()).containsEntry("a", "2024-01-08..2024-01-08");
    }

    @Test
    void anEnvironmentIsMadeFromAnother() {
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v");
        desk.plan("dev");

        PlanAnswer plan = desk.plan("dev2", "--create-from", "dev");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.batches()).isZero();
        assertThat(desk.environment("dev2").get("created_from").asText()).isEqualTo("dev");
        assertThat(desk.rows("select * from s__dev2.c")).containsExactly("1,11");
        assertThat(desk.planFails("dev3", "--create-from", "nowhere").err()).contains("nowhere");
    }

    @Test
    void aRenamedModelIsOneRemovedAndOneAdded() {
        desk.plan("prod");
        desk.remove("c").full("d", "SELECT id, v FROM s.b");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes()).isEqualTo(Map.of("c", "removed", "d", "added BREAKING"));
        assertThat(plan.backfill()).containsOnlyKeys("d");
        assertThat(desk.names("s")).containsExactly("a", "b", "d");
    }

    @Test
    void aModelThatIsStillReadCannotGo() {
        desk.plan("prod");
        desk.remove("b");

        Answer refused = desk.planFails("prod");

        assertThat(refused.err()).contains("s.b").contains("s.c");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
    }

    @Test
    void whatOnlyDevHasIsComputedAgainThere() {
        desk.model(
                "a",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)",
                "SELECT CAST(d AS DATE) AS ds, 1 AS v\n" + DAYS);
        desk.remove("b").remove("c");
        desk.plan("prod");
        desk.model(
                "a",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)",
                "SELECT CAST(d AS DATE) AS ds, 2 AS v\n" + DAYS);
        desk.plan("dev");

        PlanAnswer plan = desk.plan("dev", "--restate-model", "s.a", "--start", "2024-01-02", "--end", "2024-01-03");

        assertThat(plan.backfill()).isEqualTo(Map.of("a", "2024-01-02..2024-01-03"));
        assertThat(desk.rows("select count(*) from s__dev.a")).containsExactly("7");
        assertThat(desk.run("prod").backfill()).isEmpty();
    }

    @Test
    void aRestatementOfWhatIsProdsComputesNothingElseEither() {
        desk.plan("prod");
        desk.full("extra", "SELECT 1 AS id");
        desk.plan("dev", "--skip-backfill");

        assertThat(desk.plan("dev", "--restate-model", "s.a").backfill()).isEmpty();
    }

    /** What is only ever added to is replaced when all of it is computed again: nothing is there twice. */
    @Test
    void whatIsOnlyAddedToIsReplacedByARestatementOfItsWholeHistory() {
        desk.model(
                "added",
                "kind INCREMENTAL_UNMANAGED (forward_only false)",
                "SELECT CAST(@start_ds AS DATE) AS first_day, 1 AS v");
        desk.plan("dev");

        desk.plan("dev", "--restate-model", "s.added");

        assertThat(desk.rows("SELECT count(*) FROM s__dev.added")).containsExactly("1");
    }

    @Test
    void aRunTakesSelectedModelsAndWhatTheyRead() {
        desk.plan("prod");
        desk.at("2024-01-09");

        assertThat(desk.run("prod", "--select-model", "s.b").backfill()).containsOnlyKeys("a", "b");
        assertThat(desk.run("prod").backfill()).containsOnlyKeys("c");
    }

    @Test
    void aFailedAuditLeavesTheTableAsItWasAndStopsItsReaders() {
        outside("1");
        desk.model(
                "a",
                "kind FULL, audits (accepted_range(column := v, max_v := 5))",
                "SELECT 1 AS id, CAST(w AS INT) AS v FROM ext.word");
        desk.full("x", "SELECT 1 AS id");
        desk.plan("prod");
        outside("9");
        desk.at("2024-01-09");

        Answer failed = desk.type("run", "prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .contains("s.a")
                .contains("accepted_range")
                .contains("skipped")
                .contains("s.b, s.c");
        assertThat(desk.rows("select a.v, b.v, c.v from s.a, s.b, s.c")).containsExactly("1,1,1");
        outside("2");
        assertThat(desk.run("prod").backfill()).containsOnlyKeys("a", "b", "c");
        assertThat(desk.rows("select a.v, b.v, c.v from s.a, s.b, s.c")).containsExactly("2,2,2");
    }

    @Test
    void anAuditThatDoesNotBlockOnlyWarns() {
        desk.model(
                "a",
                "kind FULL, audits (accepted_range(column := v, max_v := 5, blocking := false))",
                "SELECT 1 AS id, 10 AS v");

        Answer applied = desk.type("plan", "prod", "--auto-apply");

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.out() + applied.err()).contains("accepted_range");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
    }

    @Test
    void aFailingModelStopsOnlyItsReadersAndTheRestIsDoneLater() {
        outside("1");
        desk.model(
                "b",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)",
                "SELECT CAST(d AS DATE) AS ds, CAST(CASE WHEN d = CAST('2024-01-05' AS TIMESTAMP) THEN w ELSE '1' END AS INT)"
                        + " AS v, a.id\nFROM s.a AS a CROSS JOIN ext.word CROSS JOIN\n"
                        + DAYS.replace("FROM ", ""));
        desk.full("x", "SELECT 1 AS id");
        outside("oops");

        Answer failed = desk.planFails("prod");

        assertThat(failed.err()).contains("s.b failed").contains("skipped").contains("s.c");
        assertThat(desk.environment("prod")).isNull();
        outside("1");
        PlanAnswer rest = desk.plan("prod");
        // Where batches are computed side by side, some after the failed one may be done.
        assertThat(rest.backfill()).containsOnlyKeys("b", "c");
        assertThat(rest.backfill().get("b")).startsWith("2024-01-05");
        assertThat(desk.rows("select count(*) from s.b")).containsExactly("7");
    }

    @Test
    void aChangedSeedIsLoadedAgainAndReachesItsReaders() {
        desk.file("seeds/a.csv", "id,v\n1,10\n");
        desk.model("a", "kind SEED (path '../seeds/a.csv')", "");
        desk.plan("prod");
        desk.file("seeds/a.csv", "id,v\n1,10\n2,20\n");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified BREAKING",
                        "b", "indirectly_modified INDIRECT_BREAKING",
                        "c", "indirectly_modified INDIRECT_BREAKING"));
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10", "2,20");
        desk.file("seeds/a.csv", "id,v,w\n1,10,x\n2,20,y\n");
        assertThat(desk.plan("prod").changes()).containsEntry("a", "directly_modified NON_BREAKING");
        assertThat(desk.at("2024-01-09").run("prod").backfill()).doesNotContainKey("a");
    }

    @Test
    void aChangeOfAnEmbeddedModelReachesWhatReadsIt() {
        desk.model("b", "kind EMBEDDED", "SELECT id, v + 1 AS v FROM s.a");
        desk.plan("prod");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,11");
        assertThat(desk.names("s")).containsExactly("a", "c");
        desk.model("b", "kind EMBEDDED", "SELECT id, v + 2 AS v FROM s.a");

        PlanAnswer plan = desk.plan("prod");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "b", "directly_modified BREAKING",
                        "c", "indirectly_modified INDIRECT_BREAKING"));
        assertThat(desk.rows("select * from s.c")).containsExactly("1,12");
        desk.full("a", "SELECT 1 AS id, 20 AS v");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "c");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,22");
    }

    @Test
    void aModelThatBecomesEmbeddedLosesItsView() {
        desk.plan("prod");
        desk.model("b", "kind EMBEDDED", "SELECT id, v FROM s.a");

        assertThat(desk.plan("prod").dropped()).containsExactly("s.b");
        assertThat(desk.names("s")).containsExactly("a", "c");
    }

    @Test
    void anEnvironmentExpiresAndWhatOthersUseStays() {
        desk.plan("prod");
        desk.full("c", "SELECT id, v + 1 AS v FROM s.b");
        desk.plan("dev", "--ttl", "in 2 days");
        desk.plan("dev2", "--ttl", "in 30 days");
        String shared = desk.table("dev2", "c");

        desk.at("2024-01-11");
        assertThat(desk.environment("dev").get("status").asText()).isEqualTo("expired");
        desk.json("janitor", "--ignore-ttl", "--yes");

        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.physical()).contains(shared).hasSize(4);
        assertThat(desk.rows("select * from s__dev2.c")).containsExactly("1,11");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
    }

    @Test
    void aDryRunOfTheJanitorRemovesNothing() {
        desk.plan("prod");
        desk.plan("dev");
        desk.type("invalidate", "dev");

        assertThat(desk.json("janitor", "--dry-run").findValuesAsText("type")).contains("environment");

        assertThat(desk.environment("dev")).isNotNull();
        assertThat(desk.names("s__dev")).hasSize(3);
    }

    @Test
    void aRollbackMovesThePointersBack() {
        String first = desk.plan("prod").id();
        desk.full("a", "SELECT 1 AS id, 11 AS v").remove("c");
        desk.plan("prod");
        Set<String> all = desk.physical();

        desk.json("rollback", "prod", "--to", first, "--auto-apply");

        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
        assertThat(desk.names("s")).containsExactly("a", "b", "c");
        assertThat(desk.physical()).isEqualTo(all);
        PlanAnswer forward = desk.plan("prod");
        assertThat(forward.batches()).isZero();
        assertThat(desk.rows("select * from s.b")).containsExactly("1,11");
    }

    @Test
    void statementsOfTheProjectRunBeforeAndAfter() {
        desk.execute("create schema if not exists ext");
        desk.execute("create table ext.told (what varchar(40))");
        var told = new Desk(folder, place, NOW, """
                before_all:
                  - INSERT INTO ext.told VALUES ('before ' || @this_env)
                after_all:
                  - INSERT INTO ext.told VALUES ('after ' || @this_env)
                """);

        told.plan("dev-one");

        assertThat(told.rows("select * from ext.told")).containsExactly("after dev_one", "before dev_one");
        told.run("dev-one");
        assertThat(told.explain("dev-one").changes()).isEmpty();
    }

    @Test
    void statementsAroundAPlanSeeItsDatesAndMayBeJinja() {
        desk.execute("create schema if not exists ext");
        desk.execute("create table ext.told (what varchar(40))");
        var told = new Desk(folder, place, NOW, """
                before_all:
                  - "@DEF(what, 'day ');"
                  - INSERT INTO ext.told VALUES (@what || @start_ds)
                  - INSERT INTO ext.told VALUES (@what || @end_ds);
                  - >-
                    JINJA_STATEMENT_BEGIN;
                    INSERT INTO ext.told VALUES ('{% raw %}{{ runtime_stage }}{% endraw %}')
                    JINJA_END;
                """);

        told.plan("dev", "-s", "2024-01-01", "-e", "2024-01-02");

        assertThat(told.rows("select * from ext.told"))
                .containsExactly("before_all", "day 2024-01-01", "day 2024-01-02");
    }

    @Test
    void statementsAfterAPlanThatFailedAreRunByTheNext() {
        desk = new Desk(folder, place, NOW, """
                after_all:
                  - INSERT INTO ext.told VALUES ('after')
                """);
        Answer failed = desk.planFails("prod");
        assertThat(failed.err()).contains("told");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,10");
        desk.execute("create schema if not exists ext");
        desk.execute("create table ext.told (what varchar(40))");

        desk.plan("prod");

        assertThat(desk.rows("select * from ext.told")).containsExactly("after");
    }

    @Test
    void namesThatMeanTheSameAreOneEnvironment() {
        desk.plan("prod");
        desk.plan("Dev-Alice/1");

        assertThat(desk.environment("dev_alice_1")).isNotNull();
        assertThat(desk.names("s__dev_alice_1")).hasSize(3);
        assertThat(desk.plan("DEV_alice-1").batches()).isZero();
        assertThat(desk.json("environments")).hasSize(2);
        assertThat(desk.type("plan", "--", "---").code()).isEqualTo(2);
    }

    /** SQLMesh computes every reader of a breaking change again; vmsh only those that it can reach. */
    @Test
    void aBreakingChangeStopsWhereNoneOfItsColumnsIsRead() {
        desk.full("a", "SELECT 1 AS id, 10 AS v, 5 AS w");
        desk.full("e", "SELECT id, w FROM s.a");
        desk.full("f", "SELECT id, w + 1 AS w FROM s.e WHERE w > 0");
        desk.model("g", "kind VIEW", "SELECT id, w FROM s.a");
        desk.plan("prod");
        String before = desk.table("prod", "e");
        desk.full("a", "SELECT 1 AS id, 11 AS v, 5 AS w");

        PlanAnswer plan = desk.plan("dev");

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "a", "directly_modified BREAKING",
                        "b", "indirectly_modified INDIRECT_BREAKING",
                        "c", "indirectly_modified INDIRECT_BREAKING",
                        "e", "indirectly_modified INDIRECT_NON_BREAKING",
                        "f", "indirectly_modified INDIRECT_NON_BREAKING",
                        "g", "indirectly_modified INDIRECT_NON_BREAKING"));
        assertThat(plan.backfill()).containsOnlyKeys("a", "b", "c", "g");
        assertThat(desk.table("dev", "e")).isEqualTo(before);
        String told = "reads none of the columns that changed: s.a (v)";
        assertThat(desk.type("plan", "prod", "--explain").out()).contains(told);
        assertThat(desk.type("why", "s.e", "prod").out()).contains("s.e <- s.a", told);
        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(desk.rows("select c.v, f.w from s.c, s.f")).containsExactly("11,6");
    }

    @Test
    void aChangedColumnThatDecidesOnRowsReachesEveryReader() {
        desk.full("a", "SELECT 1 AS id, 10 AS v, 5 AS w");
        desk.full("b", "SELECT id, w FROM s.a WHERE v < 11");
        desk.full("c", "SELECT id FROM s.b");
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v, 5 AS w");

        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b", "c");

        assertThat(desk.rows("select * from s.c")).isEmpty();
    }

    @Test
    void whoeverSaysThatAChangeIsBreakingIsBelieved() {
        desk.full("a", "SELECT 1 AS id, 10 AS v, 5 AS w");
        desk.full("b", "SELECT id, w FROM s.a");
        desk.full("c", "SELECT id FROM s.b");
        desk.plan("prod");
        desk.full("a", "SELECT 1 AS id, 11 AS v, 5 AS w");

        assertThat(desk.explain("prod").backfill()).containsOnlyKeys("a");
        assertThat(desk.plan("prod", "--breaking", "s.a").backfill()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void anotherTypeOfASeedsColumnReachesItsReaders() {
        desk.file("seeds/a.csv", "id,v\n1,07\n");
        desk.model("a", "kind SEED (path '../seeds/a.csv'), columns (id INT, v INT)", "");
        desk.plan("prod");
        assertThat(desk.rows("select * from s.c")).containsExactly("1,7");
        desk.model("a", "kind SEED (path '../seeds/a.csv'), columns (id INT, v VARCHAR)", "");

        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b", "c");

        assertThat(desk.rows("select * from s.c")).containsExactly("1,07");
    }

    @Test
    void aColumnMoreInASeedThatAnotherEnvironmentLoadedLeavesReadersAlone() {
        String more = "kind SEED (path '../seeds/a.csv'), columns (id INT, v INT, w INT)";
        desk.file("seeds/a.csv", "id,v,w\n1,10,5\n");
        desk.model("a", more, "");
        desk.plan("other");
        desk.model("a", "kind SEED (path '../seeds/a.csv'), columns (id INT, v INT)", "");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");
        desk.plan("dev");
        desk.model("a", more, "");

        assertThat(desk.plan("dev").backfill()).isEmpty();

        assertThat(desk.rows("select * from s__dev.b")).containsExactly("1,11");
    }

    /** A run in dev takes a table of prod's further, and dev's own of the model that is read; prod's own of that stays behind. */
    @Test
    void aNewReaderGoesAsFarAsTheEnvironmentHasWhatItReads() {
        String byDay = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)";
        desk.model("d", byDay, "SELECT CAST(d AS DATE) AS ds, 1 AS v " + DAYS);
        desk.model("e", byDay, "SELECT CAST(d AS DATE) AS ds " + DAYS);
        desk.plan("prod");
        desk.model("d", byDay, "SELECT CAST(d AS DATE) AS ds, 2 AS v " + DAYS);
        desk.plan("dev");
        desk.at("2024-01-10").run("dev");
        desk.model("r", byDay, "SELECT ds FROM s.d WHERE ds BETWEEN @start_date AND @end_date");

        assertThat(desk.plan("dev").backfill()).isEqualTo(Map.of("r", "2024-01-01..2024-01-09"));
    }

    @Test
    void otherValuesInASeedReachTheirReadersOnly() {
        desk.file("seeds/a.csv", "id,v,w\n1,10,5\n2,20,6\n");
        desk.model("a", "kind SEED (path '../seeds/a.csv')", "");
        desk.full("e", "SELECT id, w FROM s.a");
        desk.plan("prod");
        desk.file("seeds/a.csv", "id,v,w\n1,10,5\n2,21,6\n");

        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b", "c");

        assertThat(desk.rows("select * from s.c")).containsExactly("1,10", "2,21");
        desk.file("seeds/a.csv", "id,v,w\n1,10,5\n2,21,6\n3,30,7\n");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("a", "b", "c", "e");
    }

    @Test
    void aModelThatReadsItselfIsComputedDayByDay() {
        String kind = "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)";
        String query = "SELECT CAST(@start_ds AS DATE) AS ds, COALESCE((SELECT MAX(a.n) FROM s.a AS a), 0) + 1 AS n";
        desk.remove("b").remove("c");
        desk.model("a", kind, query);
        if (place.dialect().equals("postgres")) {
            // It takes NULL for text, and cannot tell what the sum is. DuckDB and Trino can.
            assertThat(desk.planFails("prod").err()).contains("s.a reads itself", "models/a.sql:1: columns (ds <type>");
            desk.model("a", kind + ", columns (ds DATE, n INT)", query);
        }
        desk.plan("prod");
        assertThat(desk.rows("select max(n) from s.a")).containsExactly("7");
        assertThat(desk.plan("prod", "--restate-model", "s.a", "--start", "2024-01-05", "--end", "2024-01-05")
                        .backfill())
                .isEqualTo(Map.of("a", "2024-01-05..2024-01-07"));
    }

    @Test
    void aLookAtAPlanMakesNoDatabase() {
        assertThat(desk.explain("prod").changes()).containsOnlyKeys("a", "b", "c");

        assertThat(folder.resolve("warehouse.db")).doesNotExist();
    }

    @Test
    void aRestatementThatAnAuditStoppedIsResumedThoughItForgotEverything() {
        desk.execute("CREATE SCHEMA landing");
        desk.execute("CREATE TABLE landing.raw_numbers (id INTEGER)");
        desk.execute("INSERT INTO landing.raw_numbers VALUES (1)");
        desk.model(
                "a",
                "kind FULL, audits (unique_values(columns := (id)))",
                "SELECT id, 1 AS v FROM landing.raw_numbers");
        desk.full("b", "SELECT count(*) AS id, 1 AS v FROM s.a");
        desk.plan("prod");
        desk.execute("INSERT INTO landing.raw_numbers VALUES (1)");
        assertThat(desk.type("plan", "prod", "--restate-model", "s.a", "--auto-apply")
                        .code())
                .isNotZero();
        desk.execute("DELETE FROM landing.raw_numbers");
        desk.execute("INSERT INTO landing.raw_numbers VALUES (1), (2)");

        assertThat(desk.type("resume", "prod", "--auto-apply").code()).isZero();

        assertThat(desk.rows("SELECT id FROM s.b")).containsExactly("2");
    }
}
