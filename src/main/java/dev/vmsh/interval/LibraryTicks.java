package dev.vmsh.interval;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Ticks of any cron in any zone. The only class that names cron-utils, so that the library is loaded only for a cron that needs it. A
 * tick is whatever the library calls the next one: its backward search answers differently around clock changes, so it only serves to
 * find a place from which to search forward.
 */
final class LibraryTicks implements Ticks {
    private final String expression;
    private final ExecutionTime times;
    private final ZoneId zone;

    private LibraryTicks(String expression, ExecutionTime times, ZoneId zone) {
        this.expression = expression;
        this.times = times;
        this.zone = zone;
    }

    /** @throws VmshException if {@code expression} is not a cron of five fields */
    static LibraryTicks of(String expression, ZoneId zone) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        try {
            return new LibraryTicks(expression, ExecutionTime.forCron(parser.parse(expression)), zone);
        } catch (IllegalArgumentException e) {
            throw Cron.malformed(expression, e.getMessage(), e);
        }
    }

    @Override
    public Instant floor(Instant instant) {
        ZonedDateTime from = minute(instant);
        for (int i = 0; i < 2; i++) {
            from = times.lastExecution(from).orElseThrow(this::neverTicks);
        }
        Instant floor = from.toInstant();
        Instant next = next(floor);
        while (!next.isAfter(instant)) {
            floor = next;
            next = next(floor);
        }
        return floor;
    }

    @Override
    public Instant next(Instant instant) {
        return times.nextExecution(minute(instant)).orElseThrow(this::neverTicks).toInstant();
    }

    /** Ticks lie on whole minutes, so none is lost by leaving out the seconds. */
    private ZonedDateTime minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES).atZone(zone);
    }

    private VmshException neverTicks() {
        return new VmshException("cron '%s' never ticks".formatted(expression), "Give it a day that exists");
    }
}
