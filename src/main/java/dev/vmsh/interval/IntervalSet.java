package dev.vmsh.interval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A set of instants as sorted intervals that neither overlap nor touch. Immutable. Two sets are equal if they hold the same instants.
 * Every operation takes time linear in the number of intervals, {@link #of} and the look-ups excepted.
 */
public record IntervalSet(List<Interval> intervals) {
    public static final IntervalSet EMPTY = new IntervalSet(List.of());

    /** @throws IllegalArgumentException if the intervals are not sorted, overlap or touch: {@link #of} takes any */
    public IntervalSet {
        intervals = List.copyOf(intervals);
        for (int i = 1; i < intervals.size(); i++) {
            if (!intervals.get(i - 1).end().isBefore(intervals.get(i).start())) {
                throw new IllegalArgumentException(
                        "%s does not lie apart from %s".formatted(intervals.get(i), intervals.get(i - 1)));
            }
        }
    }

    public static IntervalSet of(Interval... intervals) {
        return of(List.of(intervals));
    }

    /** All instants of {@code intervals}, which may be in any order and may overlap. */
    public static IntervalSet of(Collection<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(null);
        return merged(sorted);
    }

    /** One interval, or nothing if {@code start} is not before {@code end}. */
    public static IntervalSet between(Instant start, Instant end) {
        return start.isBefore(end) ? new IntervalSet(List.of(new Interval(start, end))) : EMPTY;
    }

    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    public boolean contains(Instant instant) {
        int at = lastStartingAtOrBefore(instant);
        return at >= 0 && intervals.get(at).contains(instant);
    }

    /** True if every instant of {@code interval} is in this set. */
    public boolean covers(Interval interval) {
        int at = lastStartingAtOrBefore(interval.start());
        return at >= 0 && intervals.get(at).covers(interval);
    }

    /** From the first instant to the last, with the gaps; empty if this set is. */
    public Optional<Interval> hull() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(new Interval(
                        intervals.get(0).start(),
                        intervals.get(intervals.size() - 1).end()));
    }

    public IntervalSet union(IntervalSet other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        List<Interval> sorted = new ArrayList<>(intervals.size() + other.intervals.size());
        int mine = 0;
        int theirs = 0;
        while (mine < intervals.size() && theirs < other.intervals.size()) {
            boolean takeMine = intervals.get(mine).compareTo(other.intervals.get(theirs)) <= 0;
            sorted.add(takeMine ? intervals.get(mine++) : other.intervals.get(theirs++));
        }
        sorted.addAll(intervals.subList(mine, intervals.size()));
        sorted.addAll(other.intervals.subList(theirs, other.intervals.size()));
        return merged(sorted);
    }

    public IntervalSet intersect(IntervalSet other) {
        List<Interval> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < intervals.size() && theirs < other.intervals.size()) {
            Interval left = intervals.get(mine);
            Interval right = other.intervals.get(theirs);
            Instant start = later(left.start(), right.start());
            Instant end = earlier(left.end(), right.end());
            if (start.isBefore(end)) {
                common.add(new Interval(start, end));
            }
            if (left.end().isBefore(right.end())) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new IntervalSet(common);
    }

    /** The instants of this set that are not in {@code other}. */
    public IntervalSet minus(IntervalSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        List<Interval> rest = new ArrayList<>();
        int theirs = 0;
        for (Interval mine : intervals) {
            Instant from = mine.start();
            while (theirs < other.intervals.size()
                    && !other.intervals.get(theirs).end().isAfter(from)) {
                theirs++;
            }
            for (int i = theirs; i < other.intervals.size() && from.isBefore(mine.end()); i++) {
                Interval taken = other.intervals.get(i);
                if (!taken.start().isBefore(mine.end())) {
                    break;
                }
                if (from.isBefore(taken.start())) {
                    rest.add(new Interval(from, taken.start()));
                }
                from = later(from, taken.end());
            }
            if (from.isBefore(mine.end())) {
                rest.add(new Interval(from, mine.end()));
            }
        }
        return new IntervalSet(rest);
    }

    /** Every instant moved by {@code by}, back if negative. */
    public IntervalSet shift(Duration by) {
        return mapped(instant -> instant.plus(by));
    }

    /** Every instant moved by {@code count} slices, back if negative. The bounds must be aligned to {@code unit}. */
    public IntervalSet shift(IntervalUnit unit, int count) {
        return mapped(instant -> unit.plus(instant, count));
    }

    /** The whole slices of {@code unit} that this set covers, merged. What covers only a part of a slice is left out. */
    public IntervalSet alignedInward(IntervalUnit unit) {
        List<Interval> whole = new ArrayList<>(intervals.size());
        for (Interval interval : intervals) {
            Instant start = unit.ceil(interval.start());
            Instant end = unit.floor(interval.end());
            if (start.isBefore(end)) {
                whole.add(new Interval(start, end));
            }
        }
        return new IntervalSet(whole);
    }

    /** The slices of {@code unit} that this set touches, merged. */
    public IntervalSet alignedOutward(IntervalUnit unit) {
        return merged(intervals.stream().map(each -> each.alignedOutward(unit)).toList());
    }

    /** This set cut at every boundary of {@code unit}. A piece is shorter than a slice where the set covers only a part of it. */
    public List<Interval> slices(IntervalUnit unit) {
        List<Interval> slices = new ArrayList<>();
        for (Interval interval : intervals) {
            Instant from = interval.start();
            Instant boundary = unit.next(from);
            while (boundary.isBefore(interval.end())) {
                slices.add(new Interval(from, boundary));
                from = boundary;
                boundary = unit.plus(boundary, 1);
            }
            slices.add(new Interval(from, interval.end()));
        }
        return List.copyOf(slices);
    }

    private IntervalSet mapped(UnaryOperator<Instant> change) {
        return merged(intervals.stream()
                .map(interval -> new Interval(change.apply(interval.start()), change.apply(interval.end())))
                .toList());
    }

    /** @param sorted by start */
    private static IntervalSet merged(List<Interval> sorted) {
        if (sorted.isEmpty()) {
            return EMPTY;
        }
        List<Interval> apart = new ArrayList<>();
        Instant start = sorted.get(0).start();
        Instant end = sorted.get(0).end();
        for (Interval interval : sorted.subList(1, sorted.size())) {
            if (interval.start().isAfter(end)) {
                apart.add(new Interval(start, end));
                start = interval.start();
                end = interval.end();
            } else {
                end = later(end, interval.end());
            }
        }
        apart.add(new Interval(start, end));
        return new IntervalSet(apart);
    }

    /** The position of the interval that might hold {@code instant}; -1 if all start after it. */
    private int lastStartingAtOrBefore(Instant instant) {
        int low = 0;
        int high = intervals.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (intervals.get(middle).start().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
