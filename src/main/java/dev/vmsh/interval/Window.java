package dev.vmsh.interval;

import java.time.Instant;
import java.util.Objects;

/**
 * The time that a plan or a run asks about. May be empty.
 *
 * @param end exclusive
 * @param endIsDate the end was given as a date, so it is the midnight after it, or not given at all
 * @param executionTime takes the place of now
 * @param ignoreCron slices up to the execution time count, not only those up to the cron's last tick
 * @param endBounded with partial slices: the last one ends at {@code end}, whatever has passed since
 */
public record Window(
        Instant start, Instant end, boolean endIsDate, Instant executionTime, boolean ignoreCron, boolean endBounded) {
    public Window {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(executionTime, "executionTime");
    }
}
