package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A point in time as a user writes it: a date, a timestamp, or a phrase relative to a now that is only known later. Immutable.
 *
 * <p>As the end of a range a date is meant inclusively and a timestamp exclusively, as in SQLMesh. A relative phrase is a timestamp even
 * where it falls on midnight: {@code today} as an end takes in all of yesterday and nothing of today.
 */
public sealed interface TimeExpression {

    /**
     * Reads {@code 20240131}, {@code 2024-01-31}, {@code 2024-01-31 10:00:00}, {@code 2024-01-31T10:00:00Z}, milliseconds since 1970,
     * {@code now}, {@code today}, {@code yesterday}, {@code tomorrow}, {@code 1 week ago} and {@code in 3 days}. Without a zone, UTC is
     * meant.
     *
     * @throws VmshException if it is none of these
     */
    static TimeExpression parse(String text) {
        return TimeExpressionParser.parse(text);
    }

    /** The first instant meant. */
    Instant asStart(Instant now);

    /** The end of a range up to this: exclusive, so the midnight that follows if this is a date. */
    Instant asEnd(Instant now);

    /** True if this means a whole day rather than an instant. */
    boolean isDate();

    /**
     * When something made at {@code now} and kept for this long expires.
     *
     * @throws VmshException if that is not after {@code now}, as with {@code 1 week}, which is read as a week ago
     */
    default Instant asExpiry(Instant now) {
        Instant expiry = asStart(now);
        if (!expiry.isAfter(now)) {
            throw new VmshException("'%s' does not lie in the future".formatted(this), "Write it like 'in 1 week'");
        }
        return expiry;
    }

    /** A whole day, UTC. */
    record Day(LocalDate date) implements TimeExpression {
        @Override
        public Instant asStart(Instant now) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public Instant asEnd(Instant now) {
            return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public boolean isDate() {
            return true;
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** An instant. */
    record Timestamp(Instant instant) implements TimeExpression {
        @Override
        public Instant asStart(Instant now) {
            return instant;
        }

        @Override
        public Instant asEnd(Instant now) {
            return instant;
        }

        @Override
        public boolean isDate() {
            return false;
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /**
     * So far from now; negative values lie before it.
     *
     * @param phrase as written
     * @param fromMidnight counted from the midnight, UTC, at which now's day began, as phrases of days and coarser units are
     */
    record Relative(String phrase, Period days, Duration time, boolean fromMidnight) implements TimeExpression {
        @Override
        public Instant asStart(Instant now) {
            Instant from = fromMidnight ? now.truncatedTo(ChronoUnit.DAYS) : now;
            OffsetDateTime shifted = from.atOffset(ZoneOffset.UTC).plus(days).plus(time);
            return shifted.toInstant();
        }

        @Override
        public Instant asEnd(Instant now) {
            return asStart(now);
        }

        @Override
        public boolean isDate() {
            return false;
        }

        @Override
        public String toString() {
            return phrase;
        }
    }
}
