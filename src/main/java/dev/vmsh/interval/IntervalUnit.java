package dev.vmsh.interval;

/** How finely time is sliced. Slices are aligned to UTC. */
public enum IntervalUnit {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    HALF_HOUR,
    QUARTER_HOUR,
    FIVE_MINUTE
}
