package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a model or its rows is told with the model, its file and line, and costs nothing that was there. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class BadInputTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    private static final String BY_KEY = "kind INCREMENTAL_BY_UNIQUE_KEY (unique_key id)";
    private static final String HISTORY = "kind SCD_TYPE_2_BY_TIME (unique_key id, disable_restatement false)";

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, NOW, "");
        desk.execute("create schema ext");
        desk.execute("create table ext.rows (id int, v int, updated_at timestamp)");
    }

    private void rows(String values) {
        desk.execute("delete from ext.rows");
        desk.execute("insert into ext.rows values " + values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind FULL, cron '*/2 * * * *'                          | faster than every five minutes
            kind FULL, cron '@hourly', interval_unit day           | coarser than cron
            kind FULL, start '2024-02-01', end '2024-01-01'        | lies after the end
            kind INCREMENTAL_BY_TIME_RANGE (time_column ds)        | time column 'ds' is not among the columns
            kind INCREMENTAL_BY_PARTITION                          | needs partitioned_by
            kind CUSTOM (materialization 'mine')                   | CUSTOM
            kind MANAGED                                           | MANAGED
            """)
    void aModelThatContradictsItselfIsRefusedAtItsLine(String header, String told) {
        desk.file("models/m.sql", "MODEL (name s.m,\n%s);\nSELECT 1 AS id\n".formatted(header));

        Answer refused = desk.planFails("prod");

        assertThat(refused.err()).contains(told).containsPattern("models/m\\.sql:[12]");
    }

    @Test
    void rowsWithOneKeyAreRefusedInTheFirstBatchAndLater() {
        desk.model("m", BY_KEY, "SELECT id, v FROM ext.rows");
        rows("(1, 1, null), (1, 2, null)");
        assertThat(desk.planFails("prod").err())
                .contains("s.m", "models/m.sql:1", "same unique key (id)", "id = 1, rows = 2");
        rows("(1, 1, null), (2, 2, null)");
        desk.plan("prod");
        rows("(1, 7, null), (3, 3, null), (3, 4, null)");

        Answer failed = desk.at("2024-01-09").type("run", "prod");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("s.m", "models/m.sql:1", "same unique key (id)", "id = 3, rows = 2");
        assertThat(desk.rows("select * from s.m")).containsExactly("1,1", "2,2");
        rows("(1, 7, null), (3, 3, null)");
        desk.run("prod");
        assertThat(desk.rows("select * from s.m")).containsExactly("1,7", "2,2", "3,3");
    }

    @Test
    void aRowWithoutAKeyIsRefused() {
        desk.model("m", BY_KEY, "SELECT id, v FROM ext.rows");
        rows("(1, 1, null)");
        desk.plan("prod");
        rows("(null, 2, null)");

        Answer failed = desk.at("2024-01-09").type("run", "prod");

        assertThat(failed.err()).contains("s.m", "models/m.sql:1", "without a value in the unique key (id)", "v = 2");
        assertThat(desk.rows("select * from s.m")).containsExactly("1,1");
    }

    @Test
    void statesOfOneTimeAreRefusedUnlessTheyAreTheSame() {
        desk.model("m", HISTORY, "SELECT id, v, updated_at FROM ext.rows");
        rows("(1, 1, '2024-01-01'), (1, 1, '2024-01-01'), (2, 5, '2024-01-01')");
        desk.plan("prod");
        rows("(1, 2, '2024-01-08'), (1, 3, '2024-01-08')");

        Answer failed = desk.at("2024-01-09").type("run", "prod");

        assertThat(failed.err()).contains("s.m", "models/m.sql:1", "the same updated_at", "id = 1", "rows = 2");
        assertThat(desk.rows("select id, v from s.m where valid_to is null")).containsExactly("1,1", "2,5");
        rows("(1, 2, '2024-01-07'), (1, 3, '2024-01-08'), (2, 5, '2024-01-01')");
        assertThat(desk.type("run", "prod").err()).contains("the newest counts");
        assertThat(desk.rows("select id, v from s.m where valid_to is null")).containsExactly("1,3", "2,5");
    }

    @Test
    void statesWithoutATimeMustNotDiffer() {
        desk.model("m", "kind SCD_TYPE_2_BY_COLUMN (unique_key id, columns v)", "SELECT id, v FROM ext.rows");
        rows("(1, 1, null), (1, 2, null)");

        assertThat(desk.planFails("prod").err()).contains("s.m", "models/m.sql:1", "which one is newer");
    }

    @Test
    void aSeedThatLostAColumnIsRefusedAndStaysLoaded() {
        desk.file("seeds/m.csv", "id,v\n1,10\n");
        desk.file("models/m.sql", "MODEL (name s.m,\nkind SEED (path '../seeds/m.csv'), columns (id INT, v INT));\n");
        desk.plan("prod");
        desk.file("seeds/m.csv", "id\n1\n");

        assertThat(desk.planFails("prod").err()).contains("models/m.sql:", "has no column v");

        assertThat(desk.rows("select * from s.m")).containsExactly("1,10");
    }

    @Test
    void aTableThatMayNotLoseWhatItHasKeepsIt() {
        String kind = "kind INCREMENTAL_BY_UNIQUE_KEY (unique_key id, forward_only true)";
        desk.model("m", kind, "SELECT id, v FROM ext.rows");
        rows("(1, 1, null)");
        desk.plan("prod");
        desk.model("m", kind, "SELECT id FROM ext.rows");
        assertThat(desk.planFails("prod").err()).contains("models/m.sql:1", "s.m would lose column v");
        desk.model("m", kind, "SELECT id, CAST(v AS BIGINT) AS v FROM ext.rows");
        assertThat(desk.planFails("prod").err()).contains("models/m.sql:1", "drop column v");

        assertThat(desk.rows("select * from s.m")).containsExactly("1,1");
    }

    @Test
    void whatTheWarehouseRefusesIsToldWithTheStatement() {
        desk.model("a", "kind FULL", "SELECT id, v FROM ext.rows");
        desk.model("b", "kind FULL", "SELECT id, v / nothing AS v FROM s.a");
        desk.model("c", "kind FULL", "SELECT id, v FROM s.b");

        Answer failed = desk.planFails("prod");

        assertThat(failed.err())
                .contains("1 of 3 models failed", "s.b failed (models/b.sql:1) at 2024-01-01 - 2024-01-07", "nothing")
                .contains("sent: ", "skipped, since they read a failed model: s.c", "done: s.a", "1 batch is done");
        assertThat(desk.environment("prod")).isNull();
    }
}
