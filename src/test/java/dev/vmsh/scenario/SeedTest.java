package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the cells of a seed's file, and what its changes do. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class SeedTest {
    private static final String SEED = "kind SEED (path '../seeds/a.csv')";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, Instant.parse("2024-01-08T00:00:00Z"), "");
    }

    @Test
    void textKeepsItsZerosAndIsEmptyWhereTheFileIs() {
        desk.file("seeds/a.csv", "id,code\n1,007\n2,1.10\n3,\n");
        desk.model("a", SEED + ", columns (id INT, code TEXT)", "");

        desk.plan("prod");

        assertThat(desk.rows("select id, code from s.a")).containsExactly("1,007", "2,1.10", "3,null");
    }

    @Test
    void anEmptyTruthIsFalseAndAWordForTrueIsTrue() {
        desk.file("seeds/a.csv", "id,ok\n1,\n2,yes\n3,false\n4,On\n5,1\n6,NULL\n");
        desk.model("a", SEED + ", columns (id INT, ok BOOLEAN)", "");

        desk.plan("prod");

        assertThat(desk.rows("select id from s.a where ok")).containsExactly("2", "4", "5");
        assertThat(desk.rows("select id from s.a where not ok")).containsExactly("1", "3", "6");
    }

    @Test
    void whatIsNeitherTrueNorFalseIsRefused() {
        desk.file("seeds/a.csv", "id,ok\n1,maybe\n");
        desk.model("a", SEED + ", columns (id INT, ok BOOLEAN)", "");

        assertThat(desk.planFails("prod").err()).contains("s.a", "models/a.sql:1", "maybe");
    }

    @Test
    void aStatementBesideTheLoadMayChangeAnyRow() {
        desk.file("seeds/a.csv", "id,v\n1,10\n");
        desk.model("a", SEED + ", columns (id INT, v INT)", "");
        desk.full("b", "SELECT id, v FROM s.a");
        desk.plan("prod");
        desk.model("a", SEED + ", columns (id INT, v INT)", "CREATE SCHEMA IF NOT EXISTS other");

        assertThat(desk.explain("prod").changes())
                .containsEntry("a", "directly_modified BREAKING")
                .containsEntry("b", "indirectly_modified INDIRECT_BREAKING");
    }

    /** What a skipped backfill left to be loaded is of the file as it was, which is gone. */
    @Test
    void aVersionWhoseFileIsGoneIsNotLoadedFromAnotherOne() {
        desk.file("seeds/a.csv", "id,v\n1,1\n");
        desk.model("a", SEED, "");
        desk.full("b", "SELECT id, v FROM s.a");
        desk.plan("dev", "--skip-backfill");
        desk.file("seeds/a.csv", "id,v\n1,2\n");
        desk.full("b", "SELECT id, v + 1 AS v FROM s.a");

        assertThat(desk.planFails("dev", "--select-model", "s.b").err())
                .contains("a.csv:1", "changed after the version of its model", "among those selected");
        desk.plan("dev");

        assertThat(desk.rows("select v from s__dev.b")).containsExactly("3");
    }

    @Test
    void nothingIsComputedAgainOverWhatWasNeverLoaded() {
        desk.file("seeds/a.csv", "id,v\n1,1\n");
        desk.model("a", SEED, "");
        desk.full("b", "SELECT id, v FROM s.a");
        desk.plan("dev", "--skip-backfill");

        assertThat(desk.plan("dev", "--restate-model", "s.b").backfill()).isEmpty();
        assertThat(desk.plan("dev").backfill()).containsOnlyKeys("a", "b");
    }
}
