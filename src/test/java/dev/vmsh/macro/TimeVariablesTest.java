package dev.vmsh.macro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.sql.Dialect;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TimeVariablesTest {
    @Test
    void aStartIsWrittenInEveryForm() {
        assertThat(sql("start", "2024-03-01T00:00:00Z", Dialect.DUCKDB))
                .isEqualTo(Map.of(
                        "start_ds", "'2024-03-01'",
                        "start_date", "CAST('2024-03-01' AS DATE)",
                        "start_dt", "CAST('2024-03-01 00:00:00+00:00' AS TIMESTAMPTZ)",
                        "start_dtntz", "CAST('2024-03-01 00:00:00' AS TIMESTAMP)",
                        "start_ts", "'2024-03-01 00:00:00'",
                        "start_tstz", "'2024-03-01 00:00:00+00:00'",
                        "start_epoch", "1709251200.0",
                        "start_millis", "1709251200000",
                        "start_hour", "0"));
    }

    @Test
    void anEndIsAMicrosecondBeforeTheNextInterval() {
        assertThat(sql("end", "2024-03-02T23:59:59.999999Z", Dialect.POSTGRES))
                .isEqualTo(Map.of(
                        "end_ds", "'2024-03-02'",
                        "end_date", "CAST('2024-03-02' AS DATE)",
                        "end_dt", "CAST('2024-03-02 23:59:59.999999+00:00' AS TIMESTAMPTZ)",
                        "end_dtntz", "CAST('2024-03-02 23:59:59.999999' AS TIMESTAMP)",
                        "end_ts", "'2024-03-02 23:59:59.999999'",
                        "end_tstz", "'2024-03-02 23:59:59.999999+00:00'",
                        "end_epoch", "1709423999.999",
                        "end_millis", "1709423999999",
                        "end_hour", "23"));
    }

    @Test
    void trinoSpellsTheTypeOut() {
        assertThat(sql("execution", "1970-01-01T00:00:00Z", Dialect.TRINO))
                .containsEntry("execution_dt", "CAST('1970-01-01 00:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)")
                .containsEntry("execution_epoch", "0.0");
    }

    @Test
    void aTimeBeforeTheEpochIsNegative() {
        assertThat(sql("start", "1969-12-31T23:59:59.500Z", Dialect.DUCKDB))
                .containsEntry("start_epoch", "-0.5")
                .containsEntry("start_millis", "-500");
    }

    @Test
    void namesOfDateVariablesAreKnown() {
        assertThat(TimeVariables.isTimeVariable("START_ds")).isTrue();
        assertThat(TimeVariables.isTimeVariable("latest_hour")).isTrue();
        assertThat(TimeVariables.isTimeVariable("start")).isFalse();
        assertThat(TimeVariables.isTimeVariable("start_day")).isFalse();
        assertThat(TimeVariables.isTimeVariable("weekend_ds")).isFalse();
    }

    private static Map<String, String> sql(String prefix, String instant, Dialect dialect) {
        return TimeVariables.of(prefix, Instant.parse(instant), dialect).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Values.sql(entry.getValue(), dialect)));
    }
}
