package dev.vmsh.shell.render;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Small things as people say them: durations, times, counts. */
public final class Phrases {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Phrases() {}

    /** {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
    public static String duration(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0).replace(".0 s", " s");
        }
        long seconds = Math.round(millis / 1000.0);
        if (seconds < 3600) {
            return "%d min %d s".formatted(seconds / 60, seconds % 60).replace(" 0 s", "");
        }
        return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60).replace(" 0 min", "");
    }

    /** To the minute, UTC. */
    public static String minute(Instant time) {
        return MINUTE.format(time) + " UTC";
    }

    /** {@code 1 row}, {@code 2 rows}, {@code 2 batches}; thousands are set apart. */
    public static String count(long count, String noun) {
        String plural = noun.endsWith("ch") ? "es" : "s";
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : plural);
    }
}
