package dev.vmsh.state;

import java.time.Instant;

/**
 * The right to change something, for as long as its holder shows that it is alive.
 *
 * @param resource an environment's identifier, or {@link #LAYOUT}
 * @param fence grows with every grant of this resource; a holder with an older one has lost it
 * @param since when it was granted
 * @param heartbeat when the holder was last heard of
 * @param expires when it can be taken over
 */
public record Lease(
        String resource,
        LeaseHolder holder,
        boolean shared,
        long fence,
        Instant since,
        Instant heartbeat,
        Instant expires) {
    /** Held shared by plans and exclusively by the janitor. */
    public static final String LAYOUT = "*layout*";
}
