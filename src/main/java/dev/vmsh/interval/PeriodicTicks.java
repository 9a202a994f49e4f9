package dev.vmsh.interval;

import java.time.Instant;

/** Ticks at a fixed distance: every so many minutes or hours, daily, weekly. */
record PeriodicTicks(long periodSeconds, long offsetSeconds) implements Ticks {
    @Override
    public Instant floor(Instant instant) {
        long second = instant.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second - offsetSeconds, periodSeconds));
    }

    @Override
    public Instant next(Instant instant) {
        return floor(instant).plusSeconds(periodSeconds);
    }
}
