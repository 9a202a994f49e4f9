package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.state.Lease;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Which shells are open on an environment. Each shows itself by a lease that keeps nobody out and counts as a sign of life. Safe for several
 * threads.
 */
public final class Presence {
    /** A shell of another machine that was not heard of for so long is taken for gone. */
    private static final Duration HEARD_OF = Duration.ofMinutes(5);

    /** Where a sign of life would take a file away from others, it is given with commands alone, and the silent are still there. */
    private static final Duration HEARD_OF_WITH_COMMANDS = Duration.ofHours(12);

    private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);

    private final Connections connections;
    private final Identity identity;
    private Sign last;
    private boolean refused;

    public Presence(Connections connections, Identity identity) {
        this.connections = connections;
        this.identity = identity;
    }

    /** Where this shell last showed itself, and when by the JVM's own count. */
    private record Sign(String gateway, Lease lease, long atNanos) {}

    /**
     * Another shell.
     *
     * @param since when it came to the environment
     * @param seen when it last gave a sign of life
     */
    public record Shell(String user, String host, long pid, Instant since, Instant seen) {}

    /** Shows this shell in {@code environment} and nowhere else. It writes nothing where there is no state yet, or where it may not. */
    public synchronized void enter(String gateway, EnvironmentName environment) {
        String resource = Lease.byShell(environment.identifier());
        boolean there = last != null
                && last.gateway().equals(gateway)
                && last.lease().resource().equals(resource);
        if (refused || (there && !isDue())) {
            return;
        }
        try {
            StateStore state = connections.state(gateway);
            if (there) {
                state.heartbeat(last.lease());
                last = new Sign(gateway, last.lease(), System.nanoTime());
            } else if (!state.environmentNames().isEmpty()) {
                leave();
                buryTheDead(state, resource);
                Duration ttl = connections.keepsOthersOut(gateway) ? HEARD_OF_WITH_COMMANDS : HEARD_OF;
                last = new Sign(
                        gateway, state.acquire(resource, identity.doing("shell"), true, ttl), System.nanoTime());
            }
        } catch (StateException mayNotWrite) {
            // Whoever may only read is not shown; it is no reason to complain at every prompt.
            refused = true;
        }
    }

    /** Gives a sign of life where that keeps nobody from working. */
    public synchronized void stillHere() {
        if (last != null && isDue() && !connections.keepsOthersOut(last.gateway())) {
            enter(last.gateway(), EnvironmentName.of(last.lease().environment()));
        }
    }

    private boolean isDue() {
        return System.nanoTime() - last.atNanos() > BETWEEN_SIGNS.toNanos();
    }

    /** The other shells in {@code environment}, those that came first first. */
    public List<Shell> others(String gateway, EnvironmentName environment) {
        StateStore state = connections.state(gateway);
        String resource = Lease.byShell(environment.identifier());
        List<Lease> shells = state.leases().stream()
                .filter(lease -> lease.resource().equals(resource))
                .filter(lease -> !identity.is(lease.holder()) && !identity.knowsDead(lease.holder()))
                .sorted(Comparator.comparing(Lease::since))
                .toList();
        if (shells.isEmpty()) {
            return List.of();
        }
        Instant now = state.now();
        return shells.stream()
                .filter(lease -> lease.expires().isAfter(now))
                .map(lease -> new Shell(
                        lease.holder().user(),
                        lease.holder().host(),
                        lease.holder().pid(),
                        lease.since(),
                        lease.heartbeat()))
                .toList();
    }

    private void buryTheDead(StateStore state, String resource) {
        for (Lease lease : state.leases()) {
            if (lease.resource().equals(resource) && identity.knowsDead(lease.holder())) {
                state.release(lease);
            }
        }
    }

    /** Takes this shell away from where it showed itself. */
    public synchronized void leave() {
        if (last != null) {
            connections.state(last.gateway()).release(last.lease());
            last = null;
        }
    }

    /** {@link #leave}, unless others would have to be waited for: of a process that is gone, its machine knows. */
    public synchronized void end() {
        try {
            if (last != null && !connections.keepsOthersOut(last.gateway())) {
                leave();
            }
        } catch (StateException doesNotAnswer) {
            // The lease ends by itself.
            last = null;
        }
    }
}
