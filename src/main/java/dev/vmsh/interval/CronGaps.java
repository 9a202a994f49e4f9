package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.Duration;
import java.time.Instant;

/** How far apart ticks are, and the unit that follows from it. */
final class CronGaps {
    /** From here on, so that the answer does not depend on when it is asked for; a leap year, its February included. */
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

    /** Five hours of the fastest cron allowed, two months of a daily one, five years of a monthly one: each sees its shortest gap. */
    private static final int SAMPLE = 64;

    private CronGaps() {}

    static Duration smallest(Ticks ticks) {
        Instant tick = ticks.next(FROM);
        Duration smallest = Duration.between(tick, ticks.next(tick));
        for (int i = 0; i < SAMPLE; i++) {
            Instant next = ticks.next(tick);
            Duration gap = Duration.between(tick, next);
            smallest = gap.compareTo(smallest) < 0 ? gap : smallest;
            tick = next;
        }
        return smallest;
    }

    /** @throws VmshException if no unit is as short as {@code gap} */
    static IntervalUnit unitFor(String cron, Duration gap) {
        for (IntervalUnit unit : IntervalUnit.values()) {
            if (unit.shortestLength().compareTo(gap) <= 0) {
                return unit;
            }
        }
        throw new VmshException(
                "cron '%s' ticks faster than every five minutes: two ticks are %d minutes apart"
                        .formatted(cron, gap.toMinutes()),
                "Use '*/5 * * * *' or slower");
    }
}
