package dev.vmsh.interval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a model still has to process. The rules are those of SQLMesh. */
public final class MissingIntervals {
    private MissingIntervals() {}

    /**
     * The slices of {@code window} that are not wholly in {@code have}, and those that lookback adds to them. Lookback of n adds slice i
     * if slice i + n is missing or lies beyond the window, but only if something is missing at all.
     *
     * @param have what is recorded for the table that the model is read from
     * @return aligned to the schedule's unit, except for a partial slice at the end where the schedule allows one
     */
    public static IntervalSet of(Window window, Schedule schedule, IntervalSet have) {
        IntervalUnit unit = schedule.unit();
        Instant start = schedule.start().filter(window.start()::isBefore).orElse(window.start());
        if (!start.isBefore(window.end())
                || schedule.end().filter(end -> !start.isBefore(end)).isPresent()
                || isTooShort(start, window, schedule)) {
            return IntervalSet.EMPTY;
        }
        Instant from = unit.floor(start);
        Instant to = end(window, schedule);
        if (!from.isBefore(to) || have.covers(new Interval(from, to))) {
            return IntervalSet.EMPTY;
        }
        List<Interval> slices = IntervalSet.between(from, to).slices(unit);
        BitSet missing = missing(slices, have);
        int lookback = Math.max(0, schedule.lookback() - slicesAfterEnd(slices, schedule));
        BitSet wanted = withLookback(missing, slices.size(), lookback);
        List<Interval> chosen = new ArrayList<>();
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            Interval slice = slices.get(i);
            if (schedule.end().filter(end -> !slice.start().isBefore(end)).isEmpty()) {
                chosen.add(slice);
            }
        }
        return IntervalSet.of(chosen);
    }

    /** A range given by timestamps that is shorter than a slice asks for nothing; a date always asks for its whole day. */
    private static boolean isTooShort(Instant start, Window window, Schedule schedule) {
        return !window.endIsDate()
                && !schedule.allowPartials()
                && new Interval(start, window.end())
                                .length()
                                .compareTo(schedule.unit().shortestLength())
                        < 0;
    }

    private static Instant end(Window window, Schedule schedule) {
        IntervalUnit unit = schedule.unit();
        Instant asked = schedule.allowPartials() ? window.end() : unit.ceil(window.end());
        Instant now = window.executionTime();
        Instant bound = window.ignoreCron() ? now : schedule.cron().floor(now);
        if (!schedule.allowPartials()) {
            bound = unit.floor(bound);
        }
        return earlier(asked, bound);
    }

    private static BitSet missing(List<Interval> slices, IntervalSet have) {
        var missing = new BitSet(slices.size());
        int at = 0;
        List<Interval> recorded = have.intervals();
        for (int i = 0; i < slices.size(); i++) {
            Interval slice = slices.get(i);
            while (at < recorded.size() && recorded.get(at).end().isBefore(slice.end())) {
                at++;
            }
            missing.set(i, at == recorded.size() || !recorded.get(at).covers(slice));
        }
        return missing;
    }

    private static BitSet withLookback(BitSet missing, int size, int lookback) {
        if (missing.isEmpty() || lookback == 0) {
            return missing;
        }
        var wanted = (BitSet) missing.clone();
        for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
            if (i >= lookback) {
                wanted.set(i - lookback);
            }
        }
        wanted.set(Math.max(0, size - lookback), size);
        return wanted;
    }

    /** Slices past the model's end use up lookback: they are in the window but will not be processed. */
    private static int slicesAfterEnd(List<Interval> slices, Schedule schedule) {
        if (schedule.end().isEmpty()) {
            return 0;
        }
        Instant end = schedule.end().get();
        int count = 0;
        while (count < slices.size()
                && slices.get(slices.size() - 1 - count).start().isAfter(end)) {
            count++;
        }
        return count;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
