package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what a plan says. Every step can be repeated: after a crash the same plan, made anew, has only the rest left to do, because each
 * batch is recorded together with its rows.
 */
public final class Applier {
    private final Connections connections;
    private final Identity identity;
    private final Clock clock;

    public Applier(Connections connections, Identity identity, Clock clock) {
        this.connections = connections;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * What an apply did.
     *
     * @param environment the record as it is now
     * @param batches how many were computed
     * @param rows written by them, as far as the engine tells; -1 if it never did
     */
    public record Applied(Environment environment, int batches, long rows, Duration took) {}

    /** Records what a session had done that died before it could; does nothing where warehouse and state are one database. */
    public void recover(String gateway) {
        new Recovery(new Warehouses(connections, gateway), identity).run(clock.instant());
    }

    /**
     * Applies {@code plan}, unless someone else is at it or the environment moved since the plan was made; either is found out before
     * anything is done.
     *
     * @param wait how long to wait for another session that holds the environment
     * @throws PlanConflictException if the environment moved
     * @throws dev.vmsh.state.LeaseHeldException if it is held
     * @throws WorkFailedException if a model failed; what was finished stays recorded
     */
    public Applied apply(String gateway, Plan plan, Duration wait, Consumer<? super WorkEvent> events) {
        return apply(gateway, plan, wait, new Stop(), events);
    }

    /**
     * As {@link #apply(String, Plan, Duration, Consumer)}, until {@code stop} is asked for.
     *
     * @throws InterruptedWorkException if it was; batches that were finished stay so
     */
    public Applied apply(String gateway, Plan plan, Duration wait, Stop stop, Consumer<? super WorkEvent> events) {
        return apply(gateway, plan, Optional.empty(), wait, stop, events);
    }

    /** Applies what is left of a plan that stopped; its entry in the journal becomes that of this one. */
    public Applied resume(
            String gateway, Unfinished.Rest rest, Duration wait, Stop stop, Consumer<? super WorkEvent> events) {
        return apply(gateway, rest.plan(), Optional.of(rest), wait, stop, events);
    }

    private Applied apply(
            String gateway,
            Plan plan,
            Optional<Unfinished.Rest> rest,
            Duration wait,
            Stop stop,
            Consumer<? super WorkEvent> events) {
        if (!plan.undecided().isEmpty()) {
            throw new UndecidedException(plan.undecided());
        }
        Instant began = clock.instant();
        StateStore state = connections.state(gateway);
        state.migrate();
        new WarehouseBinding(connections, gateway).bind();
        recover(gateway);
        try (LeaseKeeper lease = LeaseKeeper.forPlan(state, plan, identity, wait, stop)) {
            requireUnmoved(state, plan);
            return application(gateway, plan, state, lease, stop, true, events).apply(began, rest);
        } catch (RuntimeException e) {
            takeBack(gateway, plan, e);
            throw e;
        }
    }

    /** Views that moved on gateways of models are moved back at once, where the rest of the promotion failed. */
    private void takeBack(String gateway, Plan plan, RuntimeException why) {
        if (new Warehouses(connections, gateway).promotedElsewhere(plan).isEmpty()) {
            return;
        }
        try {
            recover(gateway);
        } catch (VmshException e) {
            // the next plan tries again
            why.addSuppressed(e);
        }
    }

    /**
     * Computes what a plan of a run lists; the environment's pointers stay as they are.
     *
     * @throws WorkFailedException if a model failed; what was finished stays recorded
     */
    public Applied run(String gateway, Plan plan, Duration wait, Consumer<? super WorkEvent> events) {
        return run(gateway, plan, wait, new Stop(), events);
    }

    /** As {@link #run(String, Plan, Duration, Consumer)}, until {@code stop} is asked for. */
    public Applied run(String gateway, Plan plan, Duration wait, Stop stop, Consumer<? super WorkEvent> events) {
        Instant began = clock.instant();
        StateStore state = connections.state(gateway);
        Environment environment = plan.base().orElseThrow();
        if (plan.backfill().isEmpty()) {
            return new Applied(environment, 0, -1, Duration.between(began, clock.instant()));
        }
        new WarehouseBinding(connections, gateway).bind();
        recover(gateway);
        try (LeaseKeeper lease =
                LeaseKeeper.forEnvironment(state, plan.environment().identifier(), identity, "run", wait, stop)) {
            requireUnmoved(state, plan);
            return application(gateway, plan, state, lease, stop, false, events).compute(began, environment);
        }
    }

    private Application application(
            String gateway,
            Plan plan,
            StateStore state,
            LeaseKeeper lease,
            Stop stop,
            boolean journaled,
            Consumer<? super WorkEvent> events) {
        return new Application(connections, identity, clock, gateway, plan, state, lease, stop, journaled, events);
    }

    /** A plan that stopped since has announced what it changes, which the record to be written would not tell. */
    private static boolean changesAreThose(Plan plan, Environment now) {
        return plan.base()
                .map(Environment::changed)
                .filter(now.changed()::equals)
                .isPresent();
    }

    private static void requireUnmoved(StateStore state, Plan plan) {
        Optional<Environment> now = state.environment(plan.environment());
        boolean unmoved = plan.basedOn() == null
                ? now.filter(env -> !env.expired(plan.executionTime())).isEmpty()
                : now.filter(env -> env.planId().equals(plan.basedOn()) && changesAreThose(plan, env))
                        .isPresent();
        if (!unmoved) {
            throw new PlanConflictException(
                    plan, now, state.log(plan.environment(), 1).stream().findFirst());
        }
    }
}
