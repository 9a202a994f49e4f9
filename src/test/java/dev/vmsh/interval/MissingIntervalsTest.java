package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissingIntervalsTest {
    private static final Cron DAILY = Cron.DAILY;

    /** Days are numbered from here. */
    private static final Instant DAY_0 = Instant.parse("2024-01-01T00:00:00Z");

    private static final Instant NOW = day(10).plus(Duration.ofHours(7));

    @Test
    void everyDayUpToTheLastTickIsMissingAtFirst() {
        assertThat(missing(daily(), IntervalSet.EMPTY)).isEqualTo(days(0, 10));
    }

    @Test
    void nothingIsMissingIfEverythingIsRecorded() {
        assertThat(missing(daily(), days(0, 10))).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void holesAreMissing() {
        assertThat(missing(daily(), days(0, 3).union(days(5, 9))))
                .isEqualTo(days(3, 5).union(days(9, 10)));
    }

    @Test
    void aDayOfWhichOnlyAPartIsRecordedIsMissing() {
        IntervalSet have = days(0, 9).union(IntervalSet.between(day(9), day(9).plusSeconds(3600)));

        assertThat(missing(daily(), have)).isEqualTo(days(9, 10));
    }

    @Test
    void aWeeklyModelProcessesWholeWeeksOfDays() {
        // Day 0 is a Monday, so the last tick is on Sunday, day 6.
        Schedule weekly = Schedule.of(Cron.parse("@weekly"), IntervalUnit.DAY);

        assertThat(missing(weekly, IntervalSet.EMPTY)).isEqualTo(days(0, 6));
    }

    @Test
    void withoutTheCronTheExecutionTimeIsTheBound() {
        Schedule weekly = Schedule.of(Cron.parse("@weekly"), IntervalUnit.DAY);
        var window = new Window(day(0), day(11), true, NOW, true);

        assertThat(MissingIntervals.of(window, weekly, IntervalSet.EMPTY)).isEqualTo(days(0, 10));
    }

    @Test
    void lookbackAddsTheDaysBeforeATailThatIsMissing() {
        assertThat(missing(lookback(2), days(0, 8))).isEqualTo(days(6, 10));
    }

    @Test
    void lookbackAddsTheDayThatLiesExactlySoFarBeforeAHoleAndTheEndOfTheRange() {
        IntervalSet have = days(0, 2).union(days(3, 10));

        assertThat(missing(lookback(2), have))
                .isEqualTo(days(0, 1).union(days(2, 3)).union(days(8, 10)));
    }

    @Test
    void lookbackAddsNothingIfNothingIsMissing() {
        assertThat(missing(lookback(2), days(0, 10))).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void lookbackDoesNotReachBehindTheStart() {
        assertThat(missing(lookback(20), days(0, 9))).isEqualTo(days(0, 10));
    }

    @Test
    void nothingIsMissingAtOrAfterTheModelsEnd() {
        assertThat(missing(with(0, false, null, day(4)), days(0, 3))).isEqualTo(days(3, 4));
        assertThat(missing(with(0, false, null, day(0)), IntervalSet.EMPTY)).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void daysPastTheModelsEndUseUpLookback() {
        // The range has days 7, 8 and 9 after the end; day 6 starts at it. Of 5 days of lookback 2 are left.
        IntervalSet have = days(0, 4).union(days(6, 10));

        assertThat(missing(with(5, false, null, day(6)), have)).isEqualTo(days(2, 6));
    }

    @Test
    void theModelsStartCutsTheRange() {
        assertThat(missing(with(0, false, day(7), null), IntervalSet.EMPTY)).isEqualTo(days(7, 10));
        assertThat(missing(with(0, false, day(11), null), IntervalSet.EMPTY)).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void aRangeByTimestampsThatIsShorterThanADayAsksForNothing() {
        var window = new Window(day(3).plusSeconds(60), day(4), false, NOW, false);

        assertThat(MissingIntervals.of(window, daily(), IntervalSet.EMPTY)).isEqualTo(IntervalSet.EMPTY);
    }

    @Test
    void aLongerRangeByTimestampsIsMadeLongerToWholeDays() {
        var window = new Window(day(3).plusSeconds(60), day(5).plusSeconds(60), false, NOW, false);

        assertThat(MissingIntervals.of(window, daily(), IntervalSet.EMPTY)).isEqualTo(days(3, 6));
    }

    @Test
    void aPartialDayIsMissingUntilItIsWhole() {
        Schedule partials =
                new Schedule(Cron.parse("@hourly"), IntervalUnit.DAY, 0, true, Optional.empty(), Optional.empty());
        IntervalSet have = days(0, 10).union(IntervalSet.between(day(10), day(10).plusSeconds(3 * 3600)));

        assertThat(missing(partials, have)).isEqualTo(IntervalSet.between(day(10), NOW));
    }

    @Test
    void everyCaseAgreesWithGoingSliceBySlice() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Schedule schedule = schedule(random);
            Instant start = hour(random, 0, 20 * 24);
            Instant end = start.plus(Duration.ofHours(random.nextInt(20 * 24)));
            boolean endIsDate = random.nextInt(3) > 0;
            if (endIsDate) {
                end = IntervalUnit.DAY.ceil(end);
            }
            var window = new Window(start, end, endIsDate, hour(random, 0, 30 * 24), random.nextBoolean());
            IntervalSet have = recorded(random);

            assertThat(MissingIntervals.of(window, schedule, have))
                    .as("%s %s %s, seed %d", window, schedule, have, seed)
                    .isEqualTo(sliceBySlice(window, schedule, have));
        }
    }

    /** The rules as they are stated, with no thought for speed. */
    private static IntervalSet sliceBySlice(Window window, Schedule schedule, IntervalSet have) {
        IntervalUnit unit = schedule.unit();
        Instant modelStart = schedule.start().orElse(Instant.MIN);
        Instant modelEnd = schedule.end().orElse(Instant.MAX);
        Instant start = window.start().isBefore(modelStart) ? modelStart : window.start();
        if (!modelEnd.isAfter(start) || !start.isBefore(window.end())) {
            return IntervalSet.EMPTY;
        }
        boolean shorterThanASlice = Duration.between(start, window.end()).compareTo(unit.shortestLength()) < 0;
        if (!window.endIsDate() && !schedule.allowPartials() && shorterThanASlice) {
            return IntervalSet.EMPTY;
        }
        Instant bound =
                window.ignoreCron() ? window.executionTime() : schedule.cron().floor(window.executionTime());
        bound = schedule.allowPartials() ? bound : unit.floor(bound);
        Instant end = schedule.allowPartials() ? window.end() : unit.ceil(window.end());
        end = bound.isBefore(end) ? bound : end;

        List<Interval> slices = new ArrayList<>();
        for (Instant at = unit.floor(start); at.isBefore(end); at = unit.next(at)) {
            slices.add(new Interval(at, unit.next(at).isBefore(end) ? unit.next(at) : end));
        }
        List<Boolean> missing = slices.stream()
                .map(slice -> have.intervals().stream().noneMatch(recorded -> recorded.covers(slice)))
                .toList();
        if (!missing.contains(true)) {
            return IntervalSet.EMPTY;
        }
        int lookback = schedule.lookback();
        for (Interval slice : slices) {
            lookback -= slice.start().isAfter(modelEnd) && lookback > 0 ? 1 : 0;
        }
        List<Interval> result = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            int ahead = i + lookback;
            boolean wanted = missing.get(i) || ahead >= slices.size() || missing.get(ahead);
            if (wanted && slices.get(i).start().isBefore(modelEnd)) {
                result.add(slices.get(i));
            }
        }
        return IntervalSet.of(result);
    }

    private static Schedule schedule(Random random) {
        String[] crons = {"@hourly", "@daily", "@weekly", "0 */6 * * *", "30 7 * * *", "@monthly"};
        IntervalUnit[] units = {IntervalUnit.HOUR, IntervalUnit.DAY, IntervalUnit.MONTH, IntervalUnit.HALF_HOUR};
        return new Schedule(
                Cron.parse(crons[random.nextInt(crons.length)]),
                units[random.nextInt(units.length)],
                random.nextInt(5),
                random.nextInt(4) == 0,
                random.nextBoolean() ? Optional.of(hour(random, 0, 10 * 24)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(hour(random, 0, 25 * 24)) : Optional.empty());
    }

    private static IntervalSet recorded(Random random) {
        List<Interval> recorded = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Instant from = hour(random, 0, 20 * 24);
            recorded.add(new Interval(from, from.plus(Duration.ofHours(1 + random.nextInt(10 * 24)))));
        }
        return IntervalSet.of(recorded).alignedOutward(random.nextBoolean() ? IntervalUnit.DAY : IntervalUnit.HOUR);
    }

    @Test
    void fiveYearsOfHoursWithEveryOtherOneMissingAreHandledInOnePass() {
        List<Interval> odd = IntStream.range(0, 43_800)
                .filter(hour -> hour % 2 == 1)
                .mapToObj(hour -> new Interval(hour(hour), hour(hour + 1)))
                .toList();
        IntervalSet have = IntervalSet.of(odd);
        var window = new Window(DAY_0, hour(43_800), true, hour(43_800), false);
        Schedule hourly = Schedule.of(Cron.parse("@hourly"), IntervalUnit.HOUR);
        assertTimeout(Duration.ofSeconds(3), () -> assertThat(
                        MissingIntervals.of(window, hourly, have).intervals())
                .hasSize(21_900));
    }

    @Test
    void aThousandModelsWithAYearOfDaysAreQuick() {
        var window = new Window(day(0), day(366), true, day(366), false);
        assertTimeout(Duration.ofSeconds(3), () -> {
            for (int model = 0; model < 1_000; model++) {
                IntervalSet have = days(0, model % 300).union(days(model % 300 + 7, 300 + 8));
                assertThat(MissingIntervals.of(window, lookback(3), have).isEmpty())
                        .isFalse();
            }
        });
    }

    private static IntervalSet missing(Schedule schedule, IntervalSet have) {
        return MissingIntervals.of(new Window(day(0), day(11), true, NOW, false), schedule, have);
    }

    private static Schedule daily() {
        return Schedule.of(DAILY, IntervalUnit.DAY);
    }

    private static Schedule lookback(int lookback) {
        return with(lookback, false, null, null);
    }

    private static Schedule with(int lookback, boolean allowPartials, Instant start, Instant end) {
        return new Schedule(
                DAILY, IntervalUnit.DAY, lookback, allowPartials, Optional.ofNullable(start), Optional.ofNullable(end));
    }

    private static IntervalSet days(int from, int to) {
        return IntervalSet.between(day(from), day(to));
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    private static Instant hour(Random random, int from, int to) {
        return hour(from + random.nextInt(to - from));
    }

    private static Instant hour(int hour) {
        return DAY_0.plus(Duration.ofHours(hour));
    }
}
