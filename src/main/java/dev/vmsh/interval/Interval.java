package dev.vmsh.interval;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, UTC: from {@code start}, included, to {@code end}, not included. Never empty. */
public record Interval(Instant start, Instant end) implements Comparable<Interval> {
    public Interval {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("start %s is not before end %s".formatted(start, end));
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** True if every instant of {@code other} is in this one. */
    public boolean covers(Interval other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }

    /** True if the two have an instant in common; intervals that only touch have none. */
    public boolean overlaps(Interval other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    /** The shortest interval that covers both, with whatever lies between them. */
    public Interval hull(Interval other) {
        return new Interval(
                start.isBefore(other.start) ? start : other.start, end.isAfter(other.end) ? end : other.end);
    }

    /** This interval, made longer at both ends until it starts and ends on a boundary of {@code unit}. */
    public Interval alignedOutward(IntervalUnit unit) {
        return new Interval(unit.floor(start), unit.ceil(end));
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    @Override
    public int compareTo(Interval other) {
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : end.compareTo(other.end);
    }
}
