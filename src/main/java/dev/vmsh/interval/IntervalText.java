package dev.vmsh.interval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Intervals as users read them: both ends included, {@code 2024-01-01 - 2024-01-31}. */
public final class IntervalText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private IntervalText() {}

    /** {@code 2024-01-01 - 2024-01-31}, or {@code 2024-01-01 00:00:00 - 2024-01-01 05:59:59} if the unit is shorter than a day. */
    public static String of(Interval interval, IntervalUnit unit) {
        DateTimeFormatter format = unit.isDateGranular() ? DATE : TIME;
        Instant last = inclusiveEnd(interval);
        return format.format(interval.start().atOffset(ZoneOffset.UTC)) + " - "
                + format.format(last.atOffset(ZoneOffset.UTC));
    }

    /** All of them, with a comma between; empty text for an empty set. */
    public static String of(IntervalSet intervals, IntervalUnit unit) {
        return intervals.intervals().stream()
                .map(interval -> of(interval, unit))
                .collect(Collectors.joining(", "));
    }

    /** The last microsecond of {@code interval}: what {@code @end_ts} and the like stand for. */
    public static Instant inclusiveEnd(Interval interval) {
        return interval.end().minus(1, ChronoUnit.MICROS);
    }
}
