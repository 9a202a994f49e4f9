package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The date variables: {@code start_ds}, {@code end_date}, {@code execution_ts} and the rest. */
public final class TimeVariables {
    /** What a date variable's name can begin with. */
    public static final Set<String> PREFIXES = Set.of("start", "end", "execution", "latest");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);

    private TimeVariables() {}

    /**
     * {@code <prefix>_ds, _date, _dt, _dtntz, _ts, _tstz, _epoch, _millis, _hour} for one instant.
     *
     * @param prefix {@code start}, {@code end}, {@code execution} or {@code latest}
     * @param instant the inclusive instant: for an end, already one microsecond before the exclusive one
     */
    public static Map<String, MacroValue> of(String prefix, Instant instant, Dialect dialect) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        String day = DAY.format(utc);
        String second = text(utc);
        String zoned = second + "+00:00";
        BigDecimal millis = BigDecimal.valueOf(instant.toEpochMilli());
        return Map.of(
                prefix + "_ds", new MacroValue.Text(day),
                prefix + "_date", cast(day, "DATE"),
                prefix + "_dt", cast(zoned, zonedType(dialect)),
                prefix + "_dtntz", cast(second, plainType(dialect)),
                prefix + "_ts", new MacroValue.Text(second),
                prefix + "_tstz", new MacroValue.Text(zoned),
                prefix + "_epoch", new MacroValue.Number(epochSeconds(millis)),
                prefix + "_millis", new MacroValue.Number(millis),
                prefix + "_hour", new MacroValue.Number(BigDecimal.valueOf(utc.getHour())));
    }

    /** Whether {@code name} is one of the date variables; case does not matter. */
    public static boolean isTimeVariable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int cut = lower.indexOf('_');
        return cut > 0
                && PREFIXES.contains(lower.substring(0, cut))
                && Set.of("ds", "date", "dt", "dtntz", "ts", "tstz", "epoch", "millis", "hour")
                        .contains(lower.substring(cut + 1));
    }

    /** {@code 2024-03-01 00:00:00}, with microseconds if there are any. */
    static String text(LocalDateTime time) {
        return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(time);
    }

    /** Seconds with at least one decimal, so that the engine reads a fraction and not a whole number. */
    private static BigDecimal epochSeconds(BigDecimal millis) {
        BigDecimal seconds = millis.divide(MILLIS_PER_SECOND, 3, RoundingMode.UNNECESSARY);
        while (seconds.scale() > 1 && seconds.stripTrailingZeros().scale() < seconds.scale()) {
            seconds = seconds.setScale(seconds.scale() - 1, RoundingMode.UNNECESSARY);
        }
        return seconds;
    }

    private static MacroValue cast(String text, String type) {
        return new MacroValue.Sql("CAST('" + text + "' AS " + type + ")");
    }

    private static String zonedType(Dialect dialect) {
        return switch (dialect) {
            case TRINO -> "TIMESTAMP WITH TIME ZONE";
            case TSQL -> "DATETIMEOFFSET";
            case BIGQUERY, MYSQL, SPARK, DATABRICKS -> "TIMESTAMP";
            case CLICKHOUSE -> "DateTime64(6, 'UTC')";
            default -> "TIMESTAMPTZ";
        };
    }

    private static String plainType(Dialect dialect) {
        return switch (dialect) {
            case TSQL -> "DATETIME2";
            case BIGQUERY, MYSQL -> "DATETIME";
            case SPARK, DATABRICKS -> "TIMESTAMP_NTZ";
            case CLICKHOUSE -> "DateTime64(6)";
            default -> "TIMESTAMP";
        };
    }
}
