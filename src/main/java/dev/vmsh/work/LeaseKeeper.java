package dev.vmsh.work;

import dev.vmsh.plan.Plan;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LeaseLostException;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Holds leases and shows that their holder is alive until it is closed. */
final class LeaseKeeper implements AutoCloseable {
    static final Duration TTL = Duration.ofSeconds(60);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofMillis(300);

    private final StateStore state;
    private final List<Lease> leases;
    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beating;
    private final AtomicReference<LeaseLostException> lost = new AtomicReference<>();

    private LeaseKeeper(StateStore state, List<Lease> leases) {
        this.state = state;
        this.leases = leases;
        this.heart = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "lease-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> beats = heart.scheduleAtFixedRate(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        this.beating = beats;
    }

    /** The environment for this plan alone, and the layout shared with other plans but not with the janitor. */
    static LeaseKeeper forPlan(StateStore state, Plan plan, Identity identity, Duration wait, Stop stop) {
        return forEnvironment(state, plan.environment().identifier(), identity, "plan " + plan.planId(), wait, stop);
    }

    static LeaseKeeper forEnvironment(
            StateStore state, String environment, Identity identity, String doing, Duration wait) {
        return forEnvironment(state, environment, identity, doing, wait, new Stop());
    }

    /** @throws InterruptedWorkException if {@code stop} is asked for while another holder is waited for */
    static LeaseKeeper forEnvironment(
            StateStore state, String environment, Identity identity, String doing, Duration wait, Stop stop) {
        return take(state, identity, wait, stop, () -> {
            var held = new ArrayList<Lease>();
            held.add(state.acquire(environment, identity.doing(doing), false, TTL));
            try {
                held.add(state.acquire(Lease.LAYOUT, identity.doing(doing), true, TTL));
                PersonLocks.requireOpen(state, environment, identity);
            } catch (StateException e) {
                held.forEach(state::release);
                throw e;
            }
            return held;
        });
    }

    /** The layout alone, while no plan is applied. */
    static LeaseKeeper forCleaning(StateStore state, Identity identity, Duration wait) {
        return forLayout(state, identity, "janitor", wait);
    }

    /** The layout alone, for {@code doing}. */
    static LeaseKeeper forLayout(StateStore state, Identity identity, String doing, Duration wait) {
        return take(
                state,
                identity,
                wait,
                new Stop(),
                () -> List.of(state.acquire(Lease.LAYOUT, identity.doing(doing), false, TTL)));
    }

    /** One lease, which nobody keeps alive: for a moment's work. What a dead process of this machine holds is taken over. */
    static Lease acquire(StateStore state, String resource, Identity identity, String doing) {
        try {
            return state.acquire(resource, identity.doing(doing), false, TTL);
        } catch (LeaseHeldException e) {
            if (!identity.knowsDead(e.held().holder())) {
                throw e;
            }
            state.release(e.held());
            return state.acquire(resource, identity.doing(doing), false, TTL);
        }
    }

    /** Leases that sessions left behind which ended before they could give them back; persons' locks and open shells are not among them. */
    static List<Lease> leftBehind(StateStore state, Identity identity) {
        List<Lease> leases = state.leases();
        if (leases.isEmpty()) {
            return leases;
        }
        Instant now = state.now();
        return leases.stream()
                .filter(lease -> !lease.isByPerson() && !lease.isByShell())
                .filter(lease -> !lease.expires().isAfter(now) || identity.knowsDead(lease.holder()))
                .toList();
    }

    /** What a dead process of this machine holds is taken over at once; what others hold is waited for. */
    private static LeaseKeeper take(
            StateStore state, Identity identity, Duration wait, Stop stop, Supplier<List<Lease>> attempt) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                return new LeaseKeeper(state, attempt.get());
            } catch (LeaseHeldException e) {
                if (!e.held().isByPerson() && identity.knowsDead(e.held().holder())) {
                    state.release(e.held());
                    continue;
                }
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                stop.check();
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        }
    }

    private void beat() {
        for (Lease lease : leases) {
            try {
                state.heartbeat(lease);
            } catch (LeaseLostException e) {
                lost.set(e);
            } catch (StateException e) {
                // The next beat may get through; if none does, the lease runs out and the next write says so.
            }
        }
    }

    /** The lease that was asked for; others came with it. */
    Lease first() {
        return leases.get(0);
    }

    /** Whether somebody else took a lease over, as far as is known. */
    boolean isLost() {
        return lost.get() != null;
    }

    /** Fails if a lease was lost: in the same transaction as the writes that depend on it. */
    void require(StateTransaction transaction) {
        if (lost.get() != null) {
            throw lost.get();
        }
        leases.forEach(transaction::require);
    }

    /** Fails if a lease was lost; for writes that are no part of a transaction of the state. */
    void require(StateStore store) {
        store.transaction(transaction -> {
            require(transaction);
            return null;
        });
    }

    @Override
    public void close() {
        beating.cancel(false);
        heart.shutdownNow();
        StateException failed = null;
        for (Lease lease : leases) {
            try {
                state.release(lease);
            } catch (LeaseLostException e) {
                // It is someone else's now; there is nothing to give back.
            } catch (StateException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
