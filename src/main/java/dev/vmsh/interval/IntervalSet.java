package dev.vmsh.interval;

import java.util.List;

/** A set of instants as sorted intervals that neither overlap nor touch. Immutable. */
public record IntervalSet(List<Interval> intervals) {
    public static final IntervalSet EMPTY = new IntervalSet(List.of());

    public IntervalSet {
        intervals = List.copyOf(intervals);
    }
}
