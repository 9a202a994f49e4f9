package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody, or something, has broken behind vmsh's back: it is found, said, and mended as far as that needs no computing. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class RepairStoryTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");

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
        desk.plan("prod");
        desk.plan("dev");
    }

    /** What the doctor says that is not well: {@code check object status}. */
    private List<String> findings(String... options) {
        var words = new ArrayList<>(List.of("doctor"));
        words.addAll(List.of(options));
        var found = new ArrayList<String>();
        for (JsonNode finding : desk.look(words.toArray(String[]::new))) {
            if (!finding.get("status").asText().equals("ok")) {
                found.add("%s %s %s"
                        .formatted(
                                finding.get("check").asText(),
                                finding.get("object").asText(),
                                finding.get("status").asText()));
            }
        }
        return found;
    }

    @Test
    void aSoundProjectHasNothingToMend() {
        assertThat(findings()).isEmpty();
        assertThat(desk.type("doctor").code()).isZero();
    }

    /** Success is only said once each view has answered. */
    @Test
    void aPromotionAfterWhichAViewDoesNotAnswerIsNotCalledASuccess() {
        desk.file("models/a.sql", """
                MODEL (name s.a, kind FULL);
                SELECT 1 AS id, 20 AS v;
                ON_VIRTUAL_UPDATE_BEGIN;
                DROP VIEW s__dev.b;
                ON_VIRTUAL_UPDATE_END;
                """);

        Answer answer = desk.planFails("dev");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("the view s__dev.b does not answer", "doctor --repair");
        assertThat(findings("--repair")).containsExactly("views s__dev.b repaired");
        assertThat(desk.rows("select v from s__dev.b")).containsExactly("20");
    }

    @Test
    void aMissingViewIsMadeAgain() {
        desk.execute("drop view s__dev.b");

        assertThat(findings()).containsExactly("views s__dev.b fail");
        assertThat(desk.type("doctor").code()).isEqualTo(3);
        assertThat(findings("--repair")).containsExactly("views s__dev.b repaired");
        assertThat(findings()).isEmpty();
        assertThat(desk.rows("select v from s__dev.b")).containsExactly("10");
    }

    @Test
    void aViewThatShowsSomethingElseIsSetRight() {
        desk.execute("create or replace view s.a as select 666 as id, 0 as v");

        assertThat(findings()).containsExactly("views s.a fail");
        findings("--repair");
        assertThat(desk.rows("select id from s.a")).containsExactly("1");
    }

    @Test
    void aTableInTheViewsPlaceIsNeverRemoved() {
        desk.execute("drop view s__dev.b");
        desk.execute("create table s__dev.b as select 42 as mine");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        Answer refused = desk.planFails("dev");

        assertThat(refused.err()).contains("a table stands where the view s__dev.b should be");
        assertThat(findings("--repair")).contains("views s__dev.b fail");
        assertThat(desk.rows("select mine from s__dev.b")).containsExactly("42");
    }

    @Test
    void aForeignViewOnTopOfOursSurvivesPromotions() {
        desk.execute("create schema reports");
        desk.execute("create view reports.r as select * from s.b");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        desk.plan("prod");

        assertThat(desk.rows("select v from reports.r")).containsExactly("11");
    }

    @Test
    void ofATableThatIsGoneTheIntervalsAreForgottenAndThePlanComputesItAgain() {
        // by CASCADE, as PostgreSQL does not let a table go under the views that show it
        desk.execute("drop table sqlmesh__s." + desk.table("prod", "b") + " cascade");

        assertThat(findings())
                .anyMatch(found -> found.startsWith("tables sqlmesh__s.s__b__") && found.endsWith("fail"));
        findings("--repair");
        assertThat(desk.plan("prod").backfill()).containsOnlyKeys("b");
        findings("--repair");
        assertThat(desk.rows("select v from s.b")).containsExactly("10");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aTableThatNobodyRecordedIsOnlyMentioned() {
        desk.execute("create table sqlmesh__s.stranger as select 1 as id");

        assertThat(findings("--repair")).containsExactly("orphans sqlmesh__s.stranger warn");
        assertThat(desk.physical()).contains("stranger");
    }

    @Test
    void aStateTableThatIsGoneIsNamed() {
        desk.inState("drop table vmsh.intervals");

        assertThat(findings()).containsExactly("records vmsh fail");
        assertThat(desk.planFails("dev").err()).contains("the state table vmsh.intervals is missing");
        assertThat(desk.rows("select v from s.b")).containsExactly("10");
    }

    @Test
    void aRecordThatIsNotJsonIsNamedAndNothingElseSuffers() {
        desk.inState("update vmsh.environments set document = 'oops' where name = 'dev'");

        assertThat(findings()).contains("records environments dev fail");
        assertThat(desk.planFails("dev").err()).contains("'dev' of the state table vmsh.environments is damaged");
        assertThat(desk.rows("select v from s__dev.b")).containsExactly("10");
    }

    @Test
    void theStateIsExportedAndTakenInAgain() throws IOException {
        JsonNode before = desk.json("environments");
        desk.type("state", "export", "backup.json");
        desk.inState("update vmsh.environments set document = 'oops' where name = 'dev'");
        desk.inState("delete from vmsh.intervals");

        Answer refused = desk.type("state", "import", "backup.json");
        Answer taken = desk.type("state", "import", "backup.json", "--replace", "--yes");

        assertThat(refused.code()).isNotZero();
        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(desk.json("environments")).isEqualTo(before);
        assertThat(findings()).isEmpty();
        assertThat(desk.plan("prod").batches()).isZero();
        assertThat(Files.readString(folder.resolve("backup.json"))).doesNotContain("warehouse.db");
    }

    @Test
    void aFileThatIsNoExportChangesNothing() {
        desk.file("other.json", "{\"vmsh_state\": 1, \"environments\": [{\"name\": \"dev\"}]}");

        Answer refused = desk.type("state", "import", "other.json", "--replace", "--yes");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("cannot be read");
        assertThat(findings()).isEmpty();
    }

    @Test
    void destroyRemovesWhatVmshMadeAndNothingElse() {
        desk.execute("create table s.mine as select 1 as id");

        assertThat(desk.type("destroy").code()).isEqualTo(2);
        assertThat(desk.json("destroy", "--dry-run")).hasSizeGreaterThan(8);
        assertThat(desk.rows("select v from s.b")).containsExactly("10");
        Answer gone = desk.type("destroy", "--yes");

        assertThat(gone.code()).as(gone.err()).isZero();
        assertThat(desk.rowsInState("select table_name from information_schema.tables where table_schema = 'vmsh'"))
                .isEmpty();
        assertThat(desk.names("vmsh")).isEmpty();
        assertThat(desk.names("sqlmesh__s")).isEmpty();
        assertThat(desk.names("s__dev")).isEmpty();
        assertThat(desk.names("s")).containsExactly("mine");
        assertThat(desk.plan("prod").batches()).isEqualTo(2);
    }

    @Test
    void whatIsRefusedOnAReadOnlyFileLeavesReadingPossible() {
        desk.configure(
                place.dialect().equals("duckdb")
                        ? "      read_only: true\n"
                        : "      options: -c default_transaction_read_only=on\n",
                "");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        Answer refused = desk.planFails("dev");

        assertThat(refused.err()).containsIgnoringCase("read-only");
        assertThat(desk.json("fetchdf", "SELECT v FROM s.b").get(0).get("v").asInt())
                .isEqualTo(10);
    }

    @Test
    void aClockThatRunsBehindDoesNotBringAnEnvironmentBackOrEndAnother() {
        Desk late = desk.colleague("bob").at("2023-12-31");

        assertThat(late.type("janitor").code()).isZero();
        assertThat(late.environment("dev").get("status").asText()).isEqualTo("ready");
        assertThat(findings()).isEmpty();
    }

    @Test
    void theJanitorRemovesATableThatOnlyAViewShowedWhichGoesToo() {
        desk.full("a", "SELECT 2 AS id, 20 AS v");
        desk.model("b", "kind VIEW", "SELECT id, v FROM s.a");
        desk.plan("test");

        assertThat(desk.type("invalidate", "test", "--sync").code()).isZero();
        Answer cleaned = desk.type("janitor", "--ignore-ttl", "--yes");

        assertThat(cleaned.code()).as(cleaned.err()).isZero();
        assertThat(findings()).isEmpty();
    }

    @Test
    void migrateHasNothingToDoWhereTheStateIsUpToDate() {
        assertThat(desk.type("migrate").err()).contains("up to date");
        assertThat(desk.type("migrate", "--undo", "--yes").err()).contains("no migration to undo");
    }
}
