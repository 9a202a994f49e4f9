package dev.vmsh.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a column type holds a time. */
enum TimeType {
    DATE,
    /** Without a zone: UTC is meant. */
    TIMESTAMP,
    TIMESTAMP_NANOS,
    TIMESTAMP_WITH_ZONE,
    NUMBER,
    /** Text, and every type that is not known. */
    TEXT;

    private static final int MICROS = 6;
    private static final Pattern PRECISION = Pattern.compile("(?i)timestamp\\s*\\((\\d+)\\)(?! without)");
    private static final Pattern ARGUMENTS = Pattern.compile("\\([^)]*\\)");
    private static final Set<String> WITH_ZONE = Set.of("timestamptz", "timestamp with time zone", "timestamp_tz");
    private static final Set<String> WITHOUT_ZONE = Set.of(
            "timestamp",
            "datetime",
            "timestamp without time zone",
            "timestamp_s",
            "timestamp_ms",
            "timestamp_us",
            "timestamp_ntz");
    private static final Set<String> NUMBERS = Set.of(
            "tinyint",
            "smallint",
            "integer",
            "int",
            "bigint",
            "hugeint",
            "utinyint",
            "usmallint",
            "uinteger",
            "ubigint",
            "uhugeint",
            "int1",
            "int2",
            "int4",
            "int8",
            "long",
            "short",
            "signed",
            "decimal",
            "numeric",
            "double",
            "double precision",
            "float",
            "real",
            "float4",
            "float8");
    private static final DateTimeFormatter DATE_TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP_TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /** @param type as an engine or a project writes it; null if not known */
    static TimeType of(String type) {
        if (type == null) {
            return TEXT;
        }
        String base = ARGUMENTS
                .matcher(type.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip()
                .replaceAll("\\s+", " ");
        if (base.equals("date")) {
            return DATE;
        }
        if (WITH_ZONE.contains(base)) {
            return TIMESTAMP_WITH_ZONE;
        }
        if (WITHOUT_ZONE.contains(base)) {
            return TIMESTAMP;
        }
        if (base.equals("timestamp_ns")) {
            return TIMESTAMP_NANOS;
        }
        return NUMBERS.contains(base) ? NUMBER : TEXT;
    }

    /** The least difference between two times that vmsh tells apart in a column of this type. */
    Duration step() {
        return this == TIMESTAMP_NANOS ? Duration.ofNanos(1) : Duration.of(1, ChronoUnit.MICROS);
    }

    /**
     * A literal of this type. Never of a lower precision than microseconds, even if the column's is: it would be rounded up, out of the
     * window. Text and number columns get a timestamp.
     *
     * @param type as an engine or a project writes it; null if not known. Where it has a precision, so has the literal: an engine that
     *     writes one takes less than microseconds for granted where none is
     */
    String literal(Instant instant, String type) {
        ChronoUnit precision = this == TIMESTAMP_NANOS ? ChronoUnit.NANOS : ChronoUnit.MICROS;
        var time = instant.truncatedTo(precision).atOffset(ZoneOffset.UTC);
        if (this == DATE) {
            return "CAST('%s' AS DATE)".formatted(DATE_TEXT.format(time));
        }
        if (this == TIMESTAMP_WITH_ZONE) {
            return "CAST('%s+00:00' AS TIMESTAMP%s WITH TIME ZONE)"
                    .formatted(TIMESTAMP_TEXT.format(time), precision(type));
        }
        return "CAST('%s' AS %s)"
                .formatted(
                        TIMESTAMP_TEXT.format(time),
                        this == TIMESTAMP_NANOS ? "TIMESTAMP_NS" : "TIMESTAMP" + precision(type));
    }

    private static String precision(String type) {
        Matcher arguments = PRECISION.matcher(type == null ? "" : type);
        return arguments.find() ? "(" + Math.max(MICROS, Integer.parseInt(arguments.group(1))) + ")" : "";
    }
}
