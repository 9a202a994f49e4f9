package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the crons that people write: numbers, names, ranges, lists and steps. Gives up on all others, which are left to cron-utils to
 * understand or to refuse: loading that library takes longer than all else this room does in a session.
 */
final class CronFields {
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private CronFields() {}

    /**
     * @param expression five fields, one space between them
     * @throws VmshException if it names no day that exists
     */
    static Optional<Ticks> ticks(String expression) {
        List<String> field = split(expression.toUpperCase(Locale.ROOT));
        OptionalLong minutes = set(field.get(0), 0, 59, List.of());
        OptionalLong hours = set(field.get(1), 0, 23, List.of());
        OptionalLong daysOfMonth = set(field.get(2), 1, 31, List.of());
        OptionalLong months = set(field.get(3), 1, 12, MONTHS);
        OptionalLong daysOfWeek = set(field.get(4), 0, 7, DAYS);
        // Programs disagree on what a step in one field of days means if the other has days too.
        boolean anyDay = field.get(2).equals("*") || field.get(4).equals("*");
        boolean clear =
                anyDay || (!field.get(2).startsWith("*") && !field.get(4).startsWith("*"));
        if (!clear
                || minutes.isEmpty()
                || hours.isEmpty()
                || daysOfMonth.isEmpty()
                || months.isEmpty()
                || daysOfWeek.isEmpty()) {
            return Optional.empty();
        }
        if (anyDay && !exists(daysOfMonth.getAsLong(), months.getAsLong())) {
            throw Cron.neverTicks(expression);
        }
        long week = daysOfWeek.getAsLong();
        long sundayAsZero = week | (week >>> 7 & 1);
        return Optional.of(new FieldTicks(
                minutes.getAsLong(),
                hours.getAsLong(),
                daysOfMonth.getAsLong(),
                months.getAsLong(),
                sundayAsZero,
                !anyDay));
    }

    static List<String> split(String expression) {
        return List.of(expression.split(" ", -1));
    }

    /** True if one of the months, in a leap year, has one of the days. */
    private static boolean exists(long daysOfMonth, long months) {
        return Arrays.stream(Month.values())
                .filter(month -> (months >>> month.getValue() & 1) != 0)
                .anyMatch(month -> Long.numberOfTrailingZeros(daysOfMonth) <= month.maxLength());
    }

    private static OptionalLong set(String field, int least, int most, List<String> names) {
        long set = 0;
        for (String part : field.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return OptionalLong.empty();
            }
            boolean all = matcher.group(1) == null;
            int first = all ? least : number(matcher.group(1), names);
            int last = all ? most : matcher.group(2) == null ? first : number(matcher.group(2), names);
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            boolean stepFromOne = matcher.group(3) != null && !all && matcher.group(2) == null;
            if (first < least || last > most || first > last || step == 0 || step > most || stepFromOne) {
                return OptionalLong.empty();
            }
            for (int number = first; number <= last; number += step) {
                set |= 1L << number;
            }
        }
        return OptionalLong.of(set);
    }

    /** -1 if it is neither a number nor a name. */
    private static int number(String text, List<String> names) {
        return text.matches("\\d+") ? Integer.parseInt(text) : text.isEmpty() ? -1 : names.indexOf(text);
    }
}
