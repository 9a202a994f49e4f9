package dev.vmsh.interval;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * One tick a month, or one a year, at a fixed time UTC.
 *
 * @param month the only month that ticks, from 1; 0 means every month
 * @param day of the month, 1 to 28, so that every month has it
 */
record MonthlyTicks(int month, int day, int hour, int minute) implements Ticks {
    @Override
    public Instant floor(Instant instant) {
        YearMonth here = YearMonth.from(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        YearMonth candidate = month == 0 ? here : here.withMonth(month);
        Instant tick = tickOf(candidate);
        return tick.isAfter(instant) ? tickOf(candidate.minusMonths(step())) : tick;
    }

    @Override
    public Instant next(Instant instant) {
        YearMonth floor = YearMonth.from(LocalDateTime.ofInstant(floor(instant), ZoneOffset.UTC));
        return tickOf(floor.plusMonths(step()));
    }

    private int step() {
        return month == 0 ? 1 : 12;
    }

    private Instant tickOf(YearMonth when) {
        return when.atDay(day).atTime(hour, minute).toInstant(ZoneOffset.UTC);
    }
}
