package dev.vmsh.interval;

import java.util.Optional;
import java.util.OptionalInt;

/** Recognises the crons that almost every model has and that plain arithmetic can tick, in UTC. */
final class CommonCrons {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** 1970-01-01 was a Thursday, day 4 of a week that starts on Sunday. */
    private static final long EPOCH_DAY_OF_WEEK = 4;

    private CommonCrons() {}

    /** @param expression five fields, one space between them */
    static Optional<Ticks> ticks(String expression) {
        String[] field = expression.split(" ");
        boolean everyDayOfMonth = field[2].equals("*");
        boolean everyMonth = field[3].equals("*");
        boolean everyDayOfWeek = field[4].equals("*");
        if (everyDayOfMonth && everyMonth && everyDayOfWeek) {
            return withinDay(field[0], field[1]);
        }
        OptionalInt minute = number(field[0], 0, 59);
        OptionalInt hour = number(field[1], 0, 23);
        if (minute.isEmpty() || hour.isEmpty()) {
            return Optional.empty();
        }
        if (everyDayOfMonth && everyMonth) {
            return weekly(minute.getAsInt(), hour.getAsInt(), number(field[4], 0, 7));
        }
        OptionalInt day = number(field[2], 1, 28);
        OptionalInt month = everyMonth ? OptionalInt.of(0) : number(field[3], 1, 12);
        if (!everyDayOfWeek || day.isEmpty() || month.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MonthlyTicks(month.getAsInt(), day.getAsInt(), hour.getAsInt(), minute.getAsInt()));
    }

    private static Optional<Ticks> withinDay(String minutes, String hours) {
        OptionalInt minute = number(minutes, 0, 59);
        OptionalInt everyMinutes = step(minutes, 60);
        OptionalInt hour = number(hours, 0, 23);
        OptionalInt everyHours = step(hours, 24);
        if (everyMinutes.isPresent() && hours.equals("*")) {
            return Optional.of(new PeriodicTicks(everyMinutes.getAsInt() * MINUTE, 0));
        }
        if (minute.isPresent() && everyHours.isPresent()) {
            return Optional.of(new PeriodicTicks(everyHours.getAsInt() * HOUR, minute.getAsInt() * MINUTE));
        }
        if (minute.isPresent() && hour.isPresent()) {
            return Optional.of(new PeriodicTicks(DAY, hour.getAsInt() * HOUR + minute.getAsInt() * MINUTE));
        }
        return Optional.empty();
    }

    private static Optional<Ticks> weekly(int minute, int hour, OptionalInt dayOfWeek) {
        if (dayOfWeek.isEmpty()) {
            return Optional.empty();
        }
        long day = dayOfWeek.getAsInt() - EPOCH_DAY_OF_WEEK;
        return Optional.of(new PeriodicTicks(7 * DAY, day * DAY + hour * HOUR + minute * MINUTE));
    }

    private static OptionalInt number(String field, int least, int most) {
        if (!field.matches("\\d{1,2}")) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(field);
        return number >= least && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The step of {@code *} or <code>*&#47;n</code>, if it divides the cycle, so that the ticks are equally far apart. */
    private static OptionalInt step(String field, int cycle) {
        if (field.equals("*")) {
            return OptionalInt.of(1);
        }
        OptionalInt step = field.startsWith("*/") ? number(field.substring(2), 1, cycle - 1) : OptionalInt.empty();
        return step.isPresent() && cycle % step.getAsInt() == 0 ? step : OptionalInt.empty();
    }
}
