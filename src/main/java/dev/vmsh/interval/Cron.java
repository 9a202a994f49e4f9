package dev.vmsh.interval;

import dev.vmsh.problem.VmshException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/**
 * When a model may be processed: a cron of five fields (minute, hour, day of month, month, day of week) in a time zone. Immutable, safe
 * for threads. Two are equal if they are written alike, aliases resolved, in the same zone.
 *
 * <p>A cron says when; the {@link IntervalUnit} says in what slices. A weekly model processes seven daily slices once a week.
 */
public final class Cron {
    private static final Map<String, String> ALIASES = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    /** Midnight UTC: what a model without a cron has. */
    public static final Cron DAILY = parse("@daily");

    private final String text;
    private final String expression;
    private final ZoneId zone;
    private final Ticks ticks;
    private final IntervalUnit unit;

    private Cron(String text, String expression, ZoneId zone) {
        this.text = text;
        this.expression = expression;
        this.zone = zone;
        Ticks inUtc = CronFields.ticks(expression).orElseGet(() -> LibraryTicks.of(expression));
        boolean everyFewHours = CronFields.split(expression).get(1).startsWith("*");
        this.ticks = zone.equals(ZoneOffset.UTC) ? inUtc : new ZonedTicks(inUtc, zone.getRules(), everyFewHours);
        // Gaps are measured without the zone: a day of 23 hours once a year does not make a daily model an hourly one.
        this.unit = CronGaps.unitFor(text, CronGaps.smallest(inUtc));
    }

    /** A cron in UTC. See {@link #parse(String, String)}. */
    public static Cron parse(String text) {
        return parse(text, "UTC");
    }

    /**
     * Reads a cron on the clocks of a zone.
     *
     * @param text five fields, or {@code @daily}, {@code @hourly}, {@code @weekly}, {@code @monthly}, {@code @yearly}, {@code @annually},
     *     {@code @midnight} in any case
     * @param zone an IANA name: {@code Europe/Paris}
     * @throws VmshException if either cannot be understood, or the cron ticks more often than every five minutes
     */
    public static Cron parse(String text, String zone) {
        String written = text.strip().replaceAll("\\s+", " ");
        if (written.startsWith("@")) {
            String expression = ALIASES.get(written.toLowerCase(Locale.ROOT));
            if (expression == null) {
                throw new VmshException(
                        "'%s' is not a cron alias".formatted(written),
                        "Use one of @hourly, @daily, @weekly, @monthly, @yearly, or five fields: '0 0 1 */3 *'");
            }
            return new Cron(written, expression, zone(zone));
        }
        if (CronFields.split(written).size() != 5) {
            throw malformed(written, "it does not have five fields", null);
        }
        return new Cron(written, written, zone(zone));
    }

    /** The last tick at or before {@code instant}. */
    public Instant floor(Instant instant) {
        return ticks.floor(instant);
    }

    /** The first tick after {@code instant}. */
    public Instant next(Instant instant) {
        return ticks.next(instant);
    }

    /** The last tick before {@code instant}. */
    public Instant previous(Instant instant) {
        return ticks.previous(instant);
    }

    /** The tick at or before {@code instant}, and {@code count} ticks further back. */
    public Instant back(Instant instant, int count) {
        Instant tick = floor(instant);
        for (int i = 0; i < count; i++) {
            tick = previous(tick);
        }
        return tick;
    }

    /** The unit of a model that states none: the largest that fits between any two ticks. Weekly crons have days. */
    public IntervalUnit unit() {
        return unit;
    }

    /**
     * The unit of a model that states {@code stated}.
     *
     * @throws VmshException if it is coarser than this cron, so that no tick would find a whole new slice, and partial slices are not
     *     allowed
     */
    public IntervalUnit checked(IntervalUnit stated, boolean allowPartials) {
        if (stated.isCoarserThan(unit) && !allowPartials) {
            throw new VmshException(
                    "interval_unit %s is coarser than cron '%s'".formatted(stated.id(), text),
                    "Use interval_unit %s, a slower cron, or allow_partials true".formatted(unit.id()));
        }
        return stated;
    }

    /** As written. */
    public String text() {
        return text;
    }

    public ZoneId zone() {
        return zone;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && expression.equals(cron.expression) && zone.equals(cron.zone);
    }

    @Override
    public int hashCode() {
        return 31 * expression.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return zone.equals(ZoneOffset.UTC) ? text : text + " " + zone;
    }

    static VmshException malformed(String expression, String why, Throwable cause) {
        return new VmshException(
                "'%s' is not a cron: %s".formatted(expression, why),
                "Write minute, hour, day of month, month and day of week: '0 6 * * *'",
                cause);
    }

    static VmshException neverTicks(String expression) {
        return new VmshException(
                "cron '%s' never ticks".formatted(expression), "Give it a day that exists in one of its months");
    }

    private static ZoneId zone(String name) {
        try {
            ZoneId zone = ZoneId.of(name.strip());
            return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
        } catch (DateTimeException e) {
            throw new VmshException(
                    "'%s' is not a time zone".formatted(name), "Use a name like Europe/Paris or UTC", e);
        }
    }
}
