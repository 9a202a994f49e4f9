package dev.vmsh.interval;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron's ticks on the clocks of a zone. Ticks that fall in the hour left out in spring become one tick at the change. Those in the hour
 * that autumn brings twice tick the first time only, so that a daily cron ticks once a day, unless the cron goes on every hour.
 *
 * @param local the ticks as local times, written as if they were UTC
 * @param repeats the cron goes on every hour, or every few, rather than at stated ones
 */
record ZonedTicks(Ticks local, ZoneRules rules, boolean repeats) implements Ticks {
    @Override
    public Instant floor(Instant instant) {
        Instant to = instant;
        while (true) {
            ZoneOffset offset = rules.getOffset(to);
            Instant tick = utc(local.floor(local(to, offset)), offset);
            Optional<ZoneOffsetTransition> change = changeAtOrBefore(to);
            if (change.isEmpty() || !tick.isBefore(resumption(change.get()))) {
                return tick;
            }
            if (ticksInGap(change.get())) {
                return change.get().getInstant();
            }
            to = change.get().getInstant().minusNanos(1);
        }
    }

    @Override
    public Instant next(Instant instant) {
        Instant from = instant.plusNanos(1);
        while (true) {
            Optional<ZoneOffsetTransition> last = changeAtOrBefore(from);
            if (last.isPresent()) {
                if (last.get().getInstant().equals(from) && ticksInGap(last.get())) {
                    return from;
                }
                Instant resumption = resumption(last.get());
                from = from.isBefore(resumption) ? resumption : from;
            }
            ZoneOffset offset = rules.getOffset(from);
            Instant tick = utc(local.next(local(from, offset).minusNanos(1)), offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || tick.isBefore(change.getInstant())) {
                return tick;
            }
            from = change.getInstant();
        }
    }

    /** From when on {@code change}'s new clock ticks: not in the time that it shows for the second time. */
    private Instant resumption(ZoneOffsetTransition change) {
        return change.isOverlap() && !repeats ? change.getInstant().minus(change.getDuration()) : change.getInstant();
    }

    private boolean ticksInGap(ZoneOffsetTransition change) {
        return change.isGap()
                && local.next(asIfUtc(change.getDateTimeBefore()).minusNanos(1))
                        .isBefore(asIfUtc(change.getDateTimeAfter()));
    }

    private Optional<ZoneOffsetTransition> changeAtOrBefore(Instant instant) {
        return Optional.ofNullable(rules.previousTransition(instant.plusNanos(1)));
    }

    private static Instant local(Instant instant, ZoneOffset offset) {
        return instant.plusSeconds(offset.getTotalSeconds());
    }

    private static Instant utc(Instant local, ZoneOffset offset) {
        return local.minusSeconds(offset.getTotalSeconds());
    }

    private static Instant asIfUtc(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC);
    }
}
