package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.StateStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Environments that a person keeps to themselves: plans of others are refused until the lock is given back. */
public final class PersonLocks {
    /** A person's lock lasts until it is given back or taken away; a time without end is not a time to a database. */
    private static final Duration UNTIL_GIVEN_BACK = Duration.ofDays(36_500);

    private final Connections connections;
    private final Identity identity;

    public PersonLocks(Connections connections, Identity identity) {
        this.connections = connections;
        this.identity = identity;
    }

    /**
     * Locks {@code name} for this person on this machine. Nothing of another session is under way in it then.
     *
     * @param wait how long to wait for whoever is at work in it
     * @return the lock, which may be there already
     * @throws LeaseHeldException if another person has it, or another session is at work in it
     */
    @SuppressWarnings("try") // the lease is only there to be held
    public Lease lock(String gateway, EnvironmentName name, Duration wait) {
        StateStore state = connections.state(gateway);
        requireThere(state, name);
        try (LeaseKeeper quiet = LeaseKeeper.forEnvironment(state, name.identifier(), identity, "lock", wait)) {
            Optional<Lease> mine = of(state, name.identifier());
            return mine.orElseGet(() ->
                    state.acquire(Lease.byPerson(name.identifier()), identity.doing("lock"), false, UNTIL_GIVEN_BACK));
        }
    }

    private static void requireThere(StateStore state, EnvironmentName name) {
        if (state.environment(name).isEmpty()) {
            throw new UsageException("there is no environment '%s' to lock".formatted(name), "See 'environments'");
        }
    }

    /**
     * Gives a lock back.
     *
     * @param take whether another person's lock goes too
     * @return the lock that was there; empty if there was none
     * @throws UsageException if it is another person's and not to be taken
     */
    public Optional<Lease> unlock(String gateway, EnvironmentName name, boolean take) {
        StateStore state = connections.state(gateway);
        Optional<Lease> lock = of(state, name.identifier());
        lock.ifPresent(held -> {
            if (!take && !identity.isSamePerson(held.holder())) {
                throw new UsageException(
                        "%s is locked by %s@%s, not by you"
                                .formatted(
                                        name,
                                        held.holder().user(),
                                        held.holder().host()),
                        "Ask them, or take the lock away with 'unlock %s --take'".formatted(name.typed()));
            }
            state.release(held);
        });
        return lock;
    }

    private static Optional<Lease> of(StateStore state, String environment) {
        return state.leases().stream()
                .filter(lease -> lease.resource().equals(Lease.byPerson(environment)))
                .findFirst();
    }

    /** @throws LeaseHeldException if another person has locked {@code environment} */
    static void requireOpen(StateStore state, String environment, Identity identity) {
        of(state, environment)
                .filter(lock -> !identity.isSamePerson(lock.holder()))
                .ifPresent(lock -> {
                    throw heldBy(lock);
                });
    }

    private static LeaseHeldException heldBy(Lease lock) {
        String environment = lock.environment();
        return new LeaseHeldException(
                lock,
                "the environment '%s' is locked by %s@%s since %s"
                        .formatted(
                                environment,
                                lock.holder().user(),
                                lock.holder().host(),
                                lock.since().truncatedTo(ChronoUnit.SECONDS)),
                "Ask them to type 'unlock %1$s', or take the lock away with 'unlock %1$s --take'"
                        .formatted(environment));
    }
}
