package dev.vmsh.interval;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When and in what slices one model is processed.
 *
 * @param cron nothing is processed for the time after its last tick
 * @param lookback how many slices before a new one are processed again with it; 0 for none
 * @param allowPartials a slice may be processed before it is over
 * @param start the model's first instant; empty if it has none
 * @param end the model's end, exclusive; empty if it has none
 */
public record Schedule(
        Cron cron,
        IntervalUnit unit,
        int lookback,
        boolean allowPartials,
        Optional<Instant> start,
        Optional<Instant> end) {
    public Schedule {
        Objects.requireNonNull(cron, "cron");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (lookback < 0) {
            throw new IllegalArgumentException("lookback is negative: " + lookback);
        }
    }

    /** Without lookback, partial slices, start or end. */
    public static Schedule of(Cron cron, IntervalUnit unit) {
        return new Schedule(cron, unit, 0, false, Optional.empty(), Optional.empty());
    }
}
