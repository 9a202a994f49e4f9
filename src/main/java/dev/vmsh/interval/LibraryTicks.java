package dev.vmsh.interval;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Ticks of any cron, in UTC. The only class that names cron-utils, so that the library is loaded only for a cron that needs it. Zones are
 * left to {@link ZonedTicks}: around clock changes the library's forward and backward searches disagree.
 */
final class LibraryTicks implements Ticks {
    private final String expression;
    private final ExecutionTime times;

    private LibraryTicks(String expression, ExecutionTime times) {
        this.expression = expression;
        this.times = times;
    }

    /** @throws VmshException if {@code expression} is not a cron of five fields */
    static LibraryTicks of(String expression) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        try {
            return new LibraryTicks(expression, ExecutionTime.forCron(parser.parse(expression)));
        } catch (IllegalArgumentException e) {
            throw Cron.malformed(expression, e.getMessage(), e);
        }
    }

    @Override
    public Instant floor(Instant instant) {
        // The library finds the tick before a time, not at it.
        ZonedDateTime after = minute(instant).plusMinutes(1);
        return times.lastExecution(after).orElseThrow(this::neverTicks).toInstant();
    }

    @Override
    public Instant next(Instant instant) {
        return times.nextExecution(minute(instant))
                .orElseThrow(this::neverTicks)
                .toInstant();
    }

    /** Ticks lie on whole minutes, so none is lost by leaving out the seconds. */
    private static ZonedDateTime minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneOffset.UTC);
    }

    private VmshException neverTicks() {
        return Cron.neverTicks(expression);
    }
}
