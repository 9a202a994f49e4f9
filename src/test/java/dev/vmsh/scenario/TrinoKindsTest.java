package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of model on the connectors that keep models: what one cannot keep is refused by name. Only where {@code vmsh.trino} names a cluster. */
@ParameterizedClass
@ValueSource(strings = {"iceberg", "hive", "memory"})
class TrinoKindsTest {
    private static final String DAYS = """
            SELECT CAST(t.d AS DATE) AS ds, 1 AS id, CAST(1 AS SMALLINT) AS small, CAST(t.d AS TIMESTAMP(6)) AS at
            FROM UNNEST(sequence(DATE '2024-01-01', DATE '2024-12-31')) AS t (d)
            WHERE t.d BETWEEN @start_date AND @end_date
            """;
    private static final List<String> ROW_BY_ROW = List.of("by_time", "by_key", "by_partition", "overwritten");

    @TempDir
    Path folder;

    @Parameter
    String connector;

    private Places.Trino place;
    private Desk desk;

    @BeforeEach
    void open() {
        assumeTrue(Places.Trino.ADDRESS != null, "vmsh.trino names no cluster");
        place = new Places.Trino(connector);
        desk = new Desk(folder, place, Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.file("seeds/a.csv", "id,name,at\n1,one,2024-01-01\n2,two,2024-01-02\n");
        desk.model("seed", "kind SEED (path '../seeds/a.csv')", "");
        desk.full("whole", DAYS.replaceAll("WHERE.*", ""));
        desk.model("seen", "kind VIEW", "SELECT id, ds FROM s.whole");
        desk.model("fresh", "kind VIEW (materialized true)", "SELECT id, ds FROM s.whole");
        desk.model("inside", "kind EMBEDDED", "SELECT id, ds FROM s.whole");
        desk.full("over_inside", "SELECT id, ds FROM s.inside");
        desk.model("added", "kind INCREMENTAL_UNMANAGED", DAYS);
        desk.model(
                "history", "kind SCD_TYPE_2_BY_COLUMN (unique_key id, columns (name))", "SELECT 1 AS id, 'x' AS name");
        desk.model(
                "dated",
                "kind SCD_TYPE_2_BY_TIME (unique_key id)",
                "SELECT 1 AS id, 'x' AS name, TIMESTAMP '2024-01-01 00:00:00' AS updated_at");
        desk.model("by_time", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)", DAYS);
        desk.model("by_key", "kind INCREMENTAL_BY_UNIQUE_KEY (unique_key ds)", DAYS);
        desk.model("by_partition", "kind INCREMENTAL_BY_PARTITION, partitioned_by (ds)", DAYS);
        desk.model("overwritten", "kind INCREMENTAL_UNMANAGED (insert_overwrite true), partitioned_by (ds)", DAYS);
    }

    @AfterEach
    void close() {
        if (place != null) {
            place.close();
        }
    }

    @Test
    void whatTheConnectorKeepsIsKeptAndTheRestIsRefusedByName() {
        if (connector.equals("iceberg")) {
            desk.plan("prod");
            for (String model : ROW_BY_ROW) {
                assertThat(desk.rows("SELECT count(*), count(DISTINCT ds) FROM s." + model))
                        .containsExactly("3,3");
            }
        } else {
            Answer refused = desk.planFails("prod");
            assertThat(refused.err()).contains("cannot change single rows").doesNotContain("s.added", "s.history");
            for (String model : ROW_BY_ROW) {
                assertThat(refused.err()).contains("s." + model + " (INCREMENTAL_");
                desk.remove(model);
            }
            assertThat(desk.environment("prod")).isNull();
            assertThat(desk.rows("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 's'"))
                    .isEmpty();
            desk.plan("prod");
        }
        assertThat(desk.rows("SELECT count(*) FROM s.seed")).containsExactly("2");
        assertThat(desk.rows("SELECT count(*) FROM s.seen")).containsExactly("366");
        assertThat(desk.rows("SELECT count(*) FROM s.fresh")).containsExactly("366");
        assertThat(desk.rows(
                        "SELECT DISTINCT table_type FROM information_schema.tables WHERE table_name LIKE '%fresh%'"))
                .as("a view that keeps no rows, as in SQLMesh")
                .containsExactly("VIEW");
        assertThat(desk.rows("SELECT count(*) FROM s.over_inside")).containsExactly("366");
        assertThat(desk.rows("SELECT count(*), min(small) FROM s.added")).containsExactly("3,1");
        assertThat(desk.rows("SELECT id, name FROM s.history WHERE valid_to IS NULL"))
                .containsExactly("1,x");
        assertThat(desk.rows("SELECT id, name FROM s.dated WHERE valid_to IS NULL"))
                .containsExactly("1,x");
    }

    /** A table may have wider types than its model: that is no change of its columns. */
    @Test
    void aTableThatStaysGetsTheNextChangeWithoutAnAlteration() {
        if (!connector.equals("iceberg")) {
            ROW_BY_ROW.forEach(desk::remove);
        }
        desk.plan("prod");
        Map<String, String> tables = desk.tables("prod", "added", "dated");
        desk.model("added", "kind INCREMENTAL_UNMANAGED", DAYS.replace("1 AS id", "2 AS id"));
        desk.model(
                "dated",
                "kind SCD_TYPE_2_BY_TIME (unique_key id)",
                "SELECT 1 AS id, 'y' AS name, TIMESTAMP '2024-01-04 12:00:00' AS updated_at");

        desk.plan("prod");
        desk.at("2024-01-05").run("prod");

        assertThat(desk.tables("prod", "added", "dated")).isEqualTo(tables);
        assertThat(desk.rows("SELECT id, count(*) FROM s.added GROUP BY id")).containsExactly("1,3", "2,1");
        assertThat(desk.rows("SELECT name FROM s.dated WHERE valid_to IS NULL")).containsExactly("y");
        for (JsonNode check : desk.json("doctor")) {
            assertThat(check.get("status").asText()).as(check.toString()).isEqualTo("ok");
        }
    }
}
