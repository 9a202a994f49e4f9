package dev.vmsh.interval;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Ticks of a cron by plain arithmetic, in UTC. Each field is a set of numbers, one bit for each, and some day must be in them, or the
 * search for it does not end.
 *
 * @param minutes 0 to 59
 * @param hours 0 to 23
 * @param daysOfMonth 1 to 31
 * @param months 1 to 12
 * @param daysOfWeek 0 (Sunday) to 6
 * @param eitherDay a day needs to be in one of the two sets of days rather than in both
 */
record FieldTicks(long minutes, long hours, long daysOfMonth, long months, long daysOfWeek, boolean eitherDay)
        implements Ticks {
    private static final int MINUTES_OF_DAY = 24 * 60;

    @Override
    public Instant floor(Instant instant) {
        long minute = Math.floorDiv(instant.getEpochSecond(), 60);
        long day = Math.floorDiv(minute, MINUTES_OF_DAY);
        if (ticksOn(LocalDate.ofEpochDay(day))) {
            int last = lastTimeUpTo(Math.floorMod(minute, MINUTES_OF_DAY));
            if (last >= 0) {
                return instant(day, last);
            }
        }
        LocalDate date = LocalDate.ofEpochDay(day).minusDays(1);
        while (!ticksOn(date)) {
            date = holds(months, date.getMonthValue())
                    ? date.minusDays(1)
                    : date.withDayOfMonth(1).minusDays(1);
        }
        return instant(date.toEpochDay(), lastTimeUpTo(MINUTES_OF_DAY - 1));
    }

    @Override
    public Instant next(Instant instant) {
        long minute = Math.floorDiv(instant.getEpochSecond(), 60) + 1;
        long day = Math.floorDiv(minute, MINUTES_OF_DAY);
        if (ticksOn(LocalDate.ofEpochDay(day))) {
            int first = firstTimeFrom(Math.floorMod(minute, MINUTES_OF_DAY));
            if (first >= 0) {
                return instant(day, first);
            }
        }
        LocalDate date = LocalDate.ofEpochDay(day).plusDays(1);
        while (!ticksOn(date)) {
            date = holds(months, date.getMonthValue())
                    ? date.plusDays(1)
                    : date.withDayOfMonth(1).plusMonths(1);
        }
        return instant(date.toEpochDay(), firstTimeFrom(0));
    }

    private boolean ticksOn(LocalDate date) {
        if (!holds(months, date.getMonthValue())) {
            return false;
        }
        boolean ofMonth = holds(daysOfMonth, date.getDayOfMonth());
        boolean ofWeek = holds(daysOfWeek, date.getDayOfWeek().getValue() % 7);
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    /** The first minute of the day that ticks, from {@code minuteOfDay} on; -1 if none does. */
    private int firstTimeFrom(int minuteOfDay) {
        int hour = minuteOfDay / 60;
        long rest = holds(hours, hour) ? minutes >>> (minuteOfDay % 60) : 0;
        if (rest != 0) {
            return minuteOfDay + Long.numberOfTrailingZeros(rest);
        }
        long later = hours & (-2L << hour);
        return later == 0 ? -1 : Long.numberOfTrailingZeros(later) * 60 + Long.numberOfTrailingZeros(minutes);
    }

    /** The last minute of the day that ticks, {@code minuteOfDay} included; -1 if none does. */
    private int lastTimeUpTo(int minuteOfDay) {
        int hour = minuteOfDay / 60;
        long rest = holds(hours, hour) ? minutes & ~(-2L << (minuteOfDay % 60)) : 0;
        if (rest != 0) {
            return hour * 60 + highest(rest);
        }
        long earlier = hours & ~(-1L << hour);
        return earlier == 0 ? -1 : highest(earlier) * 60 + highest(minutes);
    }

    private static boolean holds(long set, int number) {
        return (set >>> number & 1) != 0;
    }

    private static int highest(long set) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(set);
    }

    private static Instant instant(long day, int minuteOfDay) {
        return Instant.ofEpochSecond((day * MINUTES_OF_DAY + minuteOfDay) * 60);
    }
}
