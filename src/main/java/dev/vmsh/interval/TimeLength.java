package dev.vmsh.interval;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as a user writes it. Immutable.
 *
 * @param days the part in days, months and years
 * @param time the part in hours, minutes and seconds
 * @param wholeDays whether it is written in days and coarser units only
 */
public record TimeLength(Period days, Duration time, boolean wholeDays) {
    private static final Pattern AMOUNT = Pattern.compile(
            "(?<count>\\d{1,6}|an?|one) ?(?<unit>year|yr|y|month|week|w|day|d|hour|hr|h|minute|min|m|second|sec|s)s?(?: |$)");

    private static final Set<String> DATE_UNITS = Set.of("year", "yr", "y", "month", "week", "w", "day", "d");

    /** Reads {@code 7d}, {@code 12 hours}, {@code a week}, {@code 1 month 2 days}; empty if {@code text} is not of that form. */
    public static Optional<TimeLength> parse(String text) {
        String written = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        Period days = Period.ZERO;
        Duration time = Duration.ZERO;
        boolean wholeDays = true;
        Matcher amount = AMOUNT.matcher(written);
        while (amount.lookingAt()) {
            String digits = amount.group("count");
            int count = Character.isDigit(digits.charAt(0)) ? Integer.parseInt(digits) : 1;
            String unit = amount.group("unit");
            wholeDays &= DATE_UNITS.contains(unit);
            switch (unit) {
                case "year", "yr", "y" -> days = days.plusYears(count);
                case "month" -> days = days.plusMonths(count);
                case "week", "w" -> days = days.plusDays(7L * count);
                case "day", "d" -> days = days.plusDays(count);
                case "hour", "hr", "h" -> time = time.plusHours(count);
                case "minute", "min", "m" -> time = time.plusMinutes(count);
                default -> time = time.plusSeconds(count);
            }
            amount.region(amount.end(), amount.regionEnd());
        }
        boolean understood = !written.isEmpty() && amount.regionStart() == amount.regionEnd();
        return understood ? Optional.of(new TimeLength(days, time, wholeDays)) : Optional.empty();
    }

    public boolean isZero() {
        return days.isZero() && time.isZero();
    }

    /** The instant this long before {@code end}, by the calendar of UTC. */
    public Instant before(Instant end) {
        return end.atOffset(ZoneOffset.UTC).minus(days).minus(time).toInstant();
    }
}
