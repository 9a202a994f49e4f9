package dev.vmsh.interval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Cuts what is to be processed into jobs. */
public final class Batches {
    private Batches() {}

    /**
     * The contiguous runs of {@code work}, in order, each cut into pieces of at most {@code size} slices. Only the last piece of a run is
     * shorter.
     *
     * @param size at least 1; empty for whole runs
     */
    public static List<Interval> of(IntervalSet work, IntervalUnit unit, OptionalInt size) {
        if (size.isEmpty()) {
            return work.intervals();
        }
        if (size.getAsInt() < 1) {
            throw new IllegalArgumentException("batch size is not positive: " + size.getAsInt());
        }
        List<Interval> batches = new ArrayList<>();
        for (Interval run : work.intervals()) {
            Instant from = run.start();
            Instant cut = unit.plus(unit.floor(from), size.getAsInt());
            while (cut.isBefore(run.end())) {
                batches.add(new Interval(from, cut));
                from = cut;
                cut = unit.plus(cut, size.getAsInt());
            }
            batches.add(new Interval(from, run.end()));
        }
        return List.copyOf(batches);
    }
}
