package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonTablesTest {
    @Test
    void eachTableIsAQueryWithWhatComesBeforeIt() {
        String query =
                "WITH RECURSIVE a (x, y) AS MATERIALIZED (SELECT (1), 2), \"B\" AS (SELECT ')' FROM a) SELECT * FROM \"B\"";

        assertThat(CommonTables.of(query, Dialect.DUCKDB))
                .containsExactly(
                        Map.entry("a", "WITH RECURSIVE a (x, y) AS MATERIALIZED (SELECT (1), 2)\nSELECT * FROM a"),
                        Map.entry(
                                "b",
                                "WITH RECURSIVE a (x, y) AS MATERIALIZED (SELECT (1), 2), \"B\" AS (SELECT ')' FROM a)\nSELECT * FROM \"B\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a)",
                "",
                "WITH a AS (SELECT 1",
                "WITH a"
            })
    void thereIsNothingToFindWithoutAWholeWithAtTheBeginning(String query) {
        assertThat(CommonTables.of(query, Dialect.DUCKDB)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a FROM t ORDER BY a | true",
                "SELECT a FROM t order  /* now */ by a LIMIT 1 | true",
                "SELECT a, SUM(b) OVER (ORDER BY a) FROM t | false",
                "WITH c AS (SELECT a FROM t ORDER BY a) SELECT a FROM c | false",
                "SELECT 'ORDER BY' AS a | false"
            })
    void onlyAnOrderOutsideAllParenthesesCounts(String query, boolean ordered) {
        assertThat(CommonTables.ordered(query, Dialect.DUCKDB)).isEqualTo(ordered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT CURRENT_DATE AS d | SELECT CAST('2024-02-03' AS DATE) AS d",
                "SELECT current_timestamp() | SELECT CAST('2024-02-03 04:05:06.000000+00:00' AS TIMESTAMPTZ)",
                "SELECT now() AT TIME ZONE 'UTC' AS now, now, today() FROM t | SELECT CAST('2024-02-03 04:05:06.000000+00:00' AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS now, now, CAST('2024-02-03' AS DATE) FROM t",
                "SELECT CURRENT_TIME, LOCALTIMESTAMP | SELECT CAST('04:05:06.000000' AS TIME), CAST('2024-02-03 04:05:06.000000' AS TIMESTAMP)",
                "SELECT t.current_date, 1 AS current_date, 'CURRENT_DATE', \"current_date\" FROM t | SELECT t.current_date, 1 AS current_date, 'CURRENT_DATE', \"current_date\" FROM t"
            })
    void theClockCanBeStopped(String query, String frozen) {
        assertThat(FrozenClock.freeze(query, Dialect.DUCKDB, Instant.parse("2024-02-03T04:05:06Z")))
                .isEqualTo(frozen);
    }
}
