package dev.vmsh.scenario;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/** Days counted from the start of every random history, day 0: time without hours, cron or intervals. */
final class Days {
    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private Days() {}

    /** The days that are wholly in {@code intervals}. */
    static BitSet of(IntervalSet intervals) {
        var days = new BitSet();
        for (Interval interval : intervals.intervals()) {
            days.set(number(interval.start()), number(interval.end()));
        }
        return days;
    }

    /** The day that begins at or last before {@code instant}: before {@code now}, that many days are over. */
    static int number(Instant instant) {
        return (int) Duration.between(START, instant).toDays();
    }

    static Interval interval(int from, int to) {
        return new Interval(START.plus(Duration.ofDays(from)), START.plus(Duration.ofDays(to)));
    }

    static BitSet range(int from, int to) {
        var days = new BitSet();
        if (from < to) {
            days.set(from, to);
        }
        return days;
    }

    static BitSet without(BitSet days, BitSet others) {
        var left = (BitSet) days.clone();
        left.andNot(others);
        return left;
    }

    /** As in files and on the command line. */
    static String text(int day) {
        return START.plus(Duration.ofDays(day)).toString().substring(0, 10);
    }

    static int parse(String day) {
        return number(Instant.parse(day + "T00:00:00Z"));
    }
}
