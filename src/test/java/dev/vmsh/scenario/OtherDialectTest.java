package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are written for another engine than the one that runs them. */
class OtherDialectTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void aModelBesideThem() {
        desk = new Desk(folder, new Places.DuckDb(), Instant.parse("2024-01-04T00:00:00Z"), "");
        desk.full("plain", "SELECT 1 AS x");
    }

    @Test
    void whatBothCanSayIsRun() {
        desk.model(
                "days",
                "kind FULL, dialect postgres",
                "SELECT to_char(d, 'YYYY/MM') AS month, d FROM ("
                        + "SELECT generate_series('2024-01-30'::date, '2024-02-01'::date, '1 day'::interval)::date AS d) AS t");

        desk.plan("prod");

        assertThat(desk.rows("select * from s.days"))
                .containsExactly("2024/01,2024-01-30", "2024/01,2024-01-31", "2024/02,2024-02-01");
    }

    @Test
    void whatMeansSomethingElseIsRefusedByLineBeforeAnythingIsComputed() {
        desk.model(
                "odd",
                "kind FULL, dialect postgres",
                "WITH t AS (\n  SELECT 7 AS a\n)\nSELECT a,\n  a / 2 AS half\nFROM t");
        desk.model(
                "named",
                "kind FULL, dialect postgres",
                "@DEF(pattern, 'Month');\nSELECT\n  x,\n  to_char(now(), @pattern) AS name\nFROM s.plain");

        Answer failed = desk.planFails("prod");

        assertThat(failed.err())
                .contains("models/odd.sql:6: / of whole numbers is not the same in postgres and duckdb")
                .contains("models/named.sql:5: to_char with 'Month' is not the same in postgres and duckdb");
        assertThat(desk.rows("select table_name from information_schema.tables where table_schema like 'sqlmesh%'"))
                .isEmpty();
        desk.remove("odd");
        desk.remove("named");
        desk.plan("prod");
        assertThat(desk.rows("select * from s.plain")).containsExactly("1");
    }
}
