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

    private static final String PERSON = "*lock* ";
    private static final String SHELL = "*shell* ";

    /** The resource by which a person keeps others out of an environment until it is given back. */
    public static String byPerson(String environment) {
        return PERSON + environment;
    }

    /** The resource by which open shells show themselves in an environment; it keeps nobody out. */
    public static String byShell(String environment) {
        return SHELL + environment;
    }

    /** Whether it only shows that a shell is open. */
    public boolean isByShell() {
        return resource.startsWith(SHELL);
    }

    /** Whether a person keeps the environment, rather than a process that works on it. */
    public boolean isByPerson() {
        return resource.startsWith(PERSON);
    }

    /** The environment's identifier; {@link #LAYOUT} for the layout. */
    public String environment() {
        if (isByShell()) {
            return resource.substring(SHELL.length());
        }
        return isByPerson() ? resource.substring(PERSON.length()) : resource;
    }
}
