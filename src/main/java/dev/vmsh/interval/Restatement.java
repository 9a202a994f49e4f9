package dev.vmsh.interval;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * What processing a model again makes void of what is recorded.
 *
 * @param unit the model's
 * @param reach how far beyond the asked range the model's rows depend on it
 */
public record Restatement(IntervalUnit unit, Reach reach) {

    /** How far a change of some rows reaches in a model, from the least to the most. */
    public enum Reach {
        /** Slices do not depend on each other. */
        SLICE,
        /** A slice depends on those before it, so everything after it is void too. */
        ONWARD,
        /** The table is only ever right as a whole. A preview of such a model is not meant to be whole: it reaches {@link #ONWARD}. */
        WHOLE_HISTORY
    }

    public Restatement {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(reach, "reach");
    }

    /**
     * The interval to remove before {@code asked} is processed again.
     *
     * @param recorded what the model has
     * @param now the execution time, up to which everything is void if slices depend on earlier ones
     */
    public Interval removal(Interval asked, IntervalSet recorded, Instant now) {
        boolean toNow = reach != Reach.SLICE && now.isAfter(asked.start());
        Interval removed = new Interval(asked.start(), toNow ? now : asked.end()).alignedOutward(unit);
        Instant first = recorded.hull().map(Interval::start).orElse(removed.start());
        boolean fromFirst = reach == Reach.WHOLE_HISTORY && first.isBefore(removed.end());
        return fromFirst ? new Interval(first, removed.end()) : removed;
    }

    /** A model's own removal interval, made longer until it covers what its restated parents remove, in slices of this model. */
    public Interval including(Interval own, Collection<Interval> ofParents) {
        return ofParents.stream().reduce(own, Interval::hull).alignedOutward(unit);
    }
}
