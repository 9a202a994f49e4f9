package dev.vmsh.shell;

import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.completion.Metadata;
import dev.vmsh.state.StateStore;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at project, state and database on a thread of its own, so that nobody who types waits for them: the names that completion knows,
 * whether local files differ from the environment, and who else is at work in it.
 */
final class SessionWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration PARTING = Duration.ofSeconds(1);

    private final Connections connections;
    private final CurrentSession session;
    private final PlanService plans;
    private final Identity identity;
    private final Presence presence;
    private final MetadataReader names;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "session-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Runnable whenChanged = () -> {};
    /** Whether a look is to be done that has not begun. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    private Future<?> underWay = CompletableFuture.completedFuture(null);
    /** The last prompt that somebody asked for. */
    private volatile Prompt given = new Prompt("", "", false, false, Optional.empty(), List.of(), false);

    private volatile Seen seen = new Seen(Metadata.EMPTY, "", "", false, Optional.empty(), List.of());

    /** What the last look showed, and of which gateway and environment. */
    private record Seen(
            Metadata metadata,
            String gateway,
            String environment,
            boolean changed,
            Optional<String> lockedBy,
            List<String> others) {
        /** Until the next look tells. */
        Seen unchanged() {
            return new Seen(metadata, gateway, environment, false, lockedBy, others);
        }
    }

    SessionWatch(
            Connections connections,
            CurrentSession session,
            PlanService plans,
            Identity identity,
            Presence presence,
            NamedQueries queries) {
        this.connections = connections;
        this.session = session;
        this.plans = plans;
        this.identity = identity;
        this.presence = presence;
        this.names = new MetadataReader(connections, queries);
    }

    /** The names that are known now. */
    Metadata metadata() {
        return seen.metadata();
    }

    /**
     * The session's prompt, with what is known of its environment.
     *
     * @param transaction whether one is open
     */
    Prompt prompt(boolean transaction) {
        given = made(transaction);
        return given;
    }

    private Prompt made(boolean transaction) {
        Session now = session.get();
        String environment = now.environment().toString();
        Seen last = seen;
        boolean same =
                last.gateway().equals(now.gateway()) && last.environment().equals(environment);
        return new Prompt(
                now.gateway(),
                environment,
                now.environment().isProd(),
                same && last.changed(),
                same ? last.lockedBy() : Optional.empty(),
                same ? last.others() : List.of(),
                transaction);
    }

    /**
     * Looks again by itself when the project's files change, and says so when that changes the prompt.
     *
     * @param changed told on the thread that looks
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the background
    void follow(ProjectFiles files, Runnable changed) {
        whenChanged = changed;
        background.scheduleWithFixedDelay(
                () -> {
                    presence.stillHere();
                    if (files.changed()) {
                        look();
                    }
                },
                POLL.toMillis(),
                POLL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Does {@code work} behind what is typed, before the next look. */
    void behind(Runnable work) {
        background.execute(work);
    }

    /** Looks again, unless that is to be done anyway; one that has begun may have missed the latest. Returns at once. */
    void refresh() {
        if (session.takeMoved()) {
            seen = seen.unchanged();
        }
        if (waiting.compareAndSet(false, true)) {
            underWay = background.submit(() -> {
                waiting.set(false);
                look();
            });
        }
    }

    /**
     * Gives the look that is under way a moment to end, so that the next prompt is true where that costs nothing.
     *
     * @return what went wrong with it, if it was a fault of vmsh's own
     */
    Optional<Throwable> settle() {
        try {
            underWay.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            underWay = CompletableFuture.completedFuture(null);
            return Optional.of(e.getCause());
        } catch (TimeoutException stillLooking) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Whoever looks at a prompt that this made untrue sees the new one. Compared with the one that was given out, not with what was known
     * when this began: a prompt that waited no longer may have been made in between.
     */
    private void look() {
        lookAround();
        Prompt shown = given;
        if (!made(shown.transaction()).equals(shown)) {
            whenChanged.run();
        }
    }

    private void lookAround() {
        Session now = session.get();
        Metadata metadata = seen.metadata();
        boolean changed = false;
        Optional<String> lockedBy = Optional.empty();
        List<String> others = List.of();
        try {
            metadata = names.read(now);
            seen = known(metadata, now);
            lockedBy = lockedBy(now);
            others = others(now);
            changed = !plans.propose(now.gateway(), PlanRequest.of(now.environment()))
                    .changes()
                    .isEmpty();
        } catch (VmshException notNow) {
            // A project with faults, or a database that does not answer: whoever runs a command is told.
            lockedBy = Optional.empty();
        } finally {
            seen = new Seen(metadata, now.gateway(), now.environment().toString(), changed, lockedBy, others);
            connections.idle();
        }
    }

    /** With what was known of the same environment before: that takes longest to find out, and a prompt must not forget it meanwhile. */
    private Seen known(Metadata metadata, Session now) {
        Seen last = seen;
        String environment = now.environment().toString();
        return last.gateway().equals(now.gateway()) && last.environment().equals(environment)
                ? new Seen(metadata, last.gateway(), environment, last.changed(), last.lockedBy(), last.others())
                : new Seen(metadata, now.gateway(), environment, false, Optional.empty(), List.of());
    }

    /** Shows this shell to the others, if it may write, and finds them. */
    private List<String> others(Session now) {
        if (!now.rules().readOnly()) {
            presence.enter(now.gateway(), now.environment());
        }
        return presence.others(now.gateway(), now.environment()).stream()
                .map(Presence.Shell::user)
                .toList();
    }

    private Optional<String> lockedBy(Session now) {
        StateStore state = connections.state(now.gateway());
        String environment = now.environment().identifier();
        return state.leases().stream()
                .filter(lease -> lease.environment().equals(environment) && !lease.isByShell())
                .filter(lease -> lease.holder().pid() != identity.pid()
                        || !lease.holder().host().equals(identity.host()))
                .map(lease -> lease.holder().user() + " " + lease.holder().doing())
                .findFirst();
    }

    @Override
    public void close() {
        background.shutdownNow();
        try {
            // What it has open is closed next, by somebody else.
            if (background.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                presence.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
