package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sets of hours, compared with a bit for each hour. */
class IntervalSetTest {
    private static final Instant START = Instant.parse("2024-02-28T00:00:00Z");
    private static final int HOURS = 60;

    @Test
    void setsBehaveAsABitForEachHourDoes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Interval> one = intervals(random);
            List<Interval> other = intervals(random);
            IntervalSet left = IntervalSet.of(one);
            IntervalSet right = IntervalSet.of(other);
            String where = "%s and %s, seed %d".formatted(left, right, seed);

            assertThat(bits(left)).as(where).isEqualTo(bits(one));

            BitSet union = bits(one);
            union.or(bits(other));
            assertThat(left.union(right)).as("union of " + where).isEqualTo(set(union));

            BitSet common = bits(one);
            common.and(bits(other));
            assertThat(left.intersect(right)).as("intersection of " + where).isEqualTo(set(common));

            BitSet rest = bits(one);
            rest.andNot(bits(other));
            assertThat(left.minus(right)).as("difference of " + where).isEqualTo(set(rest));

            Interval asked = interval(random);
            BitSet uncovered = bits(List.of(asked));
            uncovered.andNot(bits(one));
            assertThat(left.covers(asked)).as("%s covered by %s", asked, where).isEqualTo(uncovered.isEmpty());

            int hour = random.nextInt(HOURS);
            assertThat(left.contains(at(hour))).as(where).isEqualTo(bits(one).get(hour));
            assertThat(IntervalSet.of(left.slices(IntervalUnit.HALF_HOUR)))
                    .as(where)
                    .isEqualTo(left);
            assertThat(left.slices(IntervalUnit.HOUR))
                    .as(where)
                    .hasSize(bits(one).cardinality());
        }
    }

    @Test
    void intervalsThatTouchBecomeOne() {
        assertThat(IntervalSet.of(hours(3, 5), hours(1, 3), hours(7, 8)).intervals())
                .containsExactly(hours(1, 5), hours(7, 8));
    }

    @Test
    void theConstructorTakesOnlyWhatIsSortedAndApart() {
        assertThatThrownBy(() -> new IntervalSet(List.of(hours(1, 3), hours(3, 5))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHullLeavesNoGaps() {
        assertThat(IntervalSet.of(hours(1, 2), hours(7, 8)).hull()).contains(hours(1, 8));
        assertThat(IntervalSet.EMPTY.hull()).isEmpty();
        assertThat(IntervalSet.between(at(2), at(2)).isEmpty()).isTrue();
    }

    @Test
    void setsMove() {
        assertThat(IntervalSet.of(hours(1, 2), hours(7, 8)).shift(Duration.ofHours(-1)))
                .isEqualTo(IntervalSet.of(hours(0, 1), hours(6, 7)));
        Interval january = new Interval(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T00:00:00Z"));
        Interval february = new Interval(Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(IntervalSet.of(january).shift(IntervalUnit.MONTH, 1)).isEqualTo(IntervalSet.of(february));
    }

    @Test
    void aPartOfASliceIsLeftOutInwardAndFilledUpOutward() {
        IntervalSet set = IntervalSet.of(hours(1, 5), hours(6, 49));

        assertThat(set.alignedInward(IntervalUnit.DAY)).isEqualTo(IntervalSet.of(hours(24, 48)));
        assertThat(set.alignedOutward(IntervalUnit.DAY)).isEqualTo(IntervalSet.of(hours(0, 72)));
        assertThat(IntervalSet.of(hours(1, 5)).alignedInward(IntervalUnit.DAY)).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void slicesFollowTheCalendarAndKeepPartsAtTheEnds() {
        IntervalSet set =
                IntervalSet.between(Instant.parse("2024-01-31T00:00:00Z"), Instant.parse("2024-03-02T00:00:00Z"));

        assertThat(set.slices(IntervalUnit.MONTH))
                .extracting(slice -> slice.start().toString().substring(0, 10))
                .containsExactly("2024-01-31", "2024-02-01", "2024-03-01");
    }

    @Test
    void fiveYearsOfHoursAreHandledInOnePass() {
        List<Interval> hours = new ArrayList<>();
        for (int i = 0; i < 43_800; i++) {
            hours.add(hours(2 * i, 2 * i + 1));
        }
        Collections.shuffle(hours, new Random(1));
        assertTimeout(Duration.ofSeconds(3), () -> {
            IntervalSet odd = IntervalSet.of(hours);
            IntervalSet even = odd.shift(Duration.ofHours(1));
            assertThat(odd.union(even).intervals()).hasSize(1);
            assertThat(odd.intersect(even)).isEqualTo(IntervalSet.EMPTY);
            assertThat(odd.minus(even)).isEqualTo(odd);
            assertThat(odd.union(even).slices(IntervalUnit.HOUR)).hasSize(87_600);
        });
    }

    private static List<Interval> intervals(Random random) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            intervals.add(interval(random));
        }
        return intervals;
    }

    private static Interval interval(Random random) {
        int from = random.nextInt(HOURS - 1);
        return hours(from, from + 1 + random.nextInt(Math.min(15, HOURS - from)));
    }

    private static BitSet bits(IntervalSet set) {
        return bits(set.intervals());
    }

    private static BitSet bits(List<Interval> intervals) {
        var bits = new BitSet();
        for (Interval interval : intervals) {
            for (int hour = 0; hour < HOURS + 1; hour++) {
                if (interval.contains(at(hour))) {
                    bits.set(hour);
                }
            }
        }
        return bits;
    }

    private static IntervalSet set(BitSet bits) {
        List<Interval> runs = new ArrayList<>();
        for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(bits.nextClearBit(from))) {
            runs.add(hours(from, bits.nextClearBit(from)));
        }
        return new IntervalSet(runs);
    }

    private static Interval hours(int from, int to) {
        return new Interval(at(from), at(to));
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
