package dev.vmsh.interval;

import java.time.Instant;

/** The instants at which a cron fires, all on whole minutes. */
interface Ticks {
    /** The last tick at or before {@code instant}. */
    Instant floor(Instant instant);

    /** The first tick after {@code instant}. */
    Instant next(Instant instant);

    /** The last tick before {@code instant}. */
    default Instant previous(Instant instant) {
        return floor(instant.minusNanos(1));
    }
}
