package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.UsageException;
import java.time.Instant;

/**
 * A range of time as a user asks for it.
 *
 * @param start as typed; null if not given
 * @param end as typed, a day meant whole; null if not given
 * @param execution stands for now
 */
public record AskedRange(String start, String end, Instant execution) {
    public boolean given() {
        return start != null || end != null;
    }

    /**
     * Its beginning.
     *
     * @param otherwise if none was given
     */
    public Instant from(Instant otherwise) {
        return start == null ? otherwise : TimeExpression.parse(start).asStart(execution);
    }

    /**
     * Its exclusive end.
     *
     * @param otherwise if none was given
     */
    public Instant to(Instant otherwise) {
        return end == null ? otherwise : TimeExpression.parse(end).asEnd(execution);
    }

    /** Whether the end was given as a day, or not at all. */
    public boolean endIsDate() {
        return end == null || TimeExpression.parse(end).isDate();
    }

    /** @throws UsageException if the range is empty */
    public Interval interval(Instant defaultStart, Instant defaultEnd) {
        Instant from = from(defaultStart);
        Instant to = to(defaultEnd);
        if (!from.isBefore(to)) {
            throw new UsageException(
                    "the range from %s to %s is empty".formatted(from, to), "Give a start before the end");
        }
        return new Interval(from, to);
    }
}
