package dev.vmsh.interval;

import java.time.Instant;
import java.util.Objects;

/**
 * The time that a plan or a run asks about. May be empty.
 *
 * @param end exclusive
 * @param endIsDate the end was given as a date, so it is the midnight after it
 * @param executionTime takes the place of now
 * @param ignoreCron slices up to the execution time count, not only those up to the cron's last tick
 */
public record Window(Instant start, Instant end, boolean endIsDate, Instant executionTime, boolean ignoreCron) {
    public Window {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(executionTime, "executionTime");
    }

    /** From {@code start} to {@code end}, as users write them, up to the cron's last tick. */
    public static Window of(TimeExpression start, TimeExpression end, Instant executionTime) {
        return new Window(start.asStart(executionTime), end.asEnd(executionTime), end.isDate(), executionTime, false);
    }
}
