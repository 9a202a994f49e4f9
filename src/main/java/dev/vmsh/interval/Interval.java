package dev.vmsh.interval;

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

    @Override
    public int compareTo(Interval other) {
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : end.compareTo(other.end);
    }
}
