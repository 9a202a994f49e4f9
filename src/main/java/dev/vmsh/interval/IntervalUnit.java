package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How finely time is sliced. Slices are aligned to UTC. Declared from the coarsest to the finest. */
public enum IntervalUnit {
    YEAR(Duration.ofDays(365), 12),
    MONTH(Duration.ofDays(28), 1),
    DAY(Duration.ofDays(1), 0),
    HOUR(Duration.ofHours(1), 0),
    HALF_HOUR(Duration.ofMinutes(30), 0),
    QUARTER_HOUR(Duration.ofMinutes(15), 0),
    FIVE_MINUTE(Duration.ofMinutes(5), 0);

    private final Duration shortest;
    private final long seconds;

    /** How many calendar months a slice has; 0 for the units of a fixed length. */
    private final int months;

    IntervalUnit(Duration shortest, int months) {
        this.shortest = shortest;
        this.seconds = shortest.toSeconds();
        this.months = months;
    }

    /**
     * The unit that a model calls {@code id}, in any case.
     *
     * @throws VmshException if there is none
     */
    public static IntervalUnit named(String id) {
        String wanted = id.strip().toUpperCase(Locale.ROOT);
        for (IntervalUnit unit : values()) {
            if (unit.name().equals(wanted)) {
                return unit;
            }
        }
        throw new VmshException(
                "'%s' is not an interval unit".formatted(id),
                "Use one of " + Arrays.stream(values()).map(IntervalUnit::id).collect(Collectors.joining(", ")));
    }

    /** As written in a model: {@code five_minute}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The length of the shortest slice: a month counts as 28 days, a year as 365. */
    public Duration shortestLength() {
        return shortest;
    }

    /** True for days, months and years: their boundaries are midnights, so they can be shown as dates. */
    public boolean isDateGranular() {
        return !isFinerThan(DAY);
    }

    public boolean isFinerThan(IntervalUnit other) {
        return compareTo(other) > 0;
    }

    public boolean isCoarserThan(IntervalUnit other) {
        return compareTo(other) < 0;
    }

    /** The last boundary at or before {@code instant}. */
    public Instant floor(Instant instant) {
        if (months == 0) {
            long second = instant.getEpochSecond();
            return Instant.ofEpochSecond(second - Math.floorMod(second, seconds));
        }
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        return midnight(this == YEAR ? day.withDayOfYear(1) : day.withDayOfMonth(1));
    }

    /** The first boundary at or after {@code instant}. */
    public Instant ceil(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? instant : plus(floor, 1);
    }

    /** The first boundary after {@code instant}. */
    public Instant next(Instant instant) {
        return plus(floor(instant), 1);
    }

    /** The last boundary before {@code instant}. */
    public Instant previous(Instant instant) {
        return plus(ceil(instant), -1);
    }

    /**
     * The boundary that lies {@code count} slices after {@code boundary}, before it if negative.
     *
     * @param boundary aligned to this unit; for an instant that is not, the result is not either
     */
    public Instant plus(Instant boundary, int count) {
        if (months == 0) {
            return boundary.plusSeconds(seconds * count);
        }
        return boundary.atOffset(ZoneOffset.UTC)
                .plusMonths((long) months * count)
                .toInstant();
    }

    public boolean isAligned(Instant instant) {
        return floor(instant).equals(instant);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
