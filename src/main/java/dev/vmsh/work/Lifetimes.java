package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.problem.UsageException;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long environments live. */
public final class Lifetimes {
    private final Connections connections;
    private final Identity identity;
    private final Clock clock;

    public Lifetimes(Connections connections, Identity identity, Clock clock) {
        this.connections = connections;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Sets when an environment ends. One that has expired but was not cleaned up comes back to life.
     *
     * @param ttl from now: {@code in 2 weeks}
     * @return the record as it is now
     * @throws UsageException if there is no such environment, or it never expires
     */
    public Environment extend(String gateway, EnvironmentName name, String ttl, Duration wait) {
        boolean pinned = connections.config().pinnedEnvironments().contains(name.identifier());
        if (name.isProd() || pinned) {
            throw new UsageException(
                    "%s never expires".formatted(name),
                    pinned ? "It is among pinned_environments in the configuration" : "There is nothing to extend");
        }
        StateStore state = connections.state(gateway);
        Instant now = clock.instant();
        Instant end = TimeExpression.parse(ttl).asExpiry(now);
        if (!end.isAfter(now)) {
            throw new UsageException(
                    "'%s' lies in the past".formatted(ttl),
                    "Say 'in 2 weeks', or end it with 'invalidate %s'".formatted(name.typed()));
        }
        try (LeaseKeeper lease = LeaseKeeper.forEnvironment(state, name.identifier(), identity, "extend", wait)) {
            return state.transaction(transaction -> {
                lease.require(transaction);
                Environment extended = transaction
                        .environment(name)
                        .orElseThrow(() -> new UsageException(
                                "there is no environment '%s'".formatted(name), "See 'environments'"))
                        .expiringAt(end);
                transaction.writeEnvironment(extended);
                return extended;
            });
        }
    }
}
