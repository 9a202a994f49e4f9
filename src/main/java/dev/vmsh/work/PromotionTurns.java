package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets a promotion wait for readers without keeping new readers waiting behind it: it asks for its locks for a short time, steps back, and
 * tries again. Promotions of one warehouse take turns, so that two never wait for each other.
 *
 * <p>A reader that has one view and waits for another one that the promotion has already, while the promotion waits for the first, must not
 * be the one that is given up: so the promotion steps back before PostgreSQL looks for deadlocks, which is after a second. Only when that
 * was in vain many times it is more stubborn.
 *
 * @param site the gateway whose warehouse is changed
 */
record PromotionTurns(Warehouses warehouses, String site, Plan plan) {
    private static final String TURN = "promotion";
    private static final Duration POLITE = Duration.ofMillis(300);
    private static final Duration STUBBORN = Duration.ofSeconds(2);
    private static final int POLITE_ATTEMPTS = 10;
    private static final int ATTEMPTS = POLITE_ATTEMPTS + 3;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    /** What every promotion does first in its transaction. */
    static void take(EngineSession session, Duration patience) {
        session.takeTurns(List.of(TURN), patience);
    }

    /** What a rehearsal does first. */
    static void take(EngineSession session) {
        take(session, POLITE);
    }

    /** Runs {@code promotion}, one transaction, until nobody is in its way, a few times; it is told how long to wait for a lock. */
    void run(Consumer<Duration> promotion) {
        for (int attempt = 1; ; attempt++) {
            try {
                promotion.accept(attempt <= POLITE_ATTEMPTS ? POLITE : STUBBORN);
                return;
            } catch (EngineException e) {
                if (!inTheWay(e) || attempt == ATTEMPTS) {
                    throw e.kind() == Cause.LOCKED ? named(e) : e;
                }
            } catch (StateException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof EngineException cause) || !inTheWay(cause)) {
                    throw e;
                }
            }
            pause(attempt);
        }
    }

    private static boolean inTheWay(EngineException failure) {
        return failure.kind() == Cause.LOCKED || failure.kind() == Cause.CONFLICT;
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextInt(1, Math.min(attempt * 200, LONGEST_PAUSE_MILLIS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        }
    }

    /** The same failure, with who is in the way. */
    private EngineException named(EngineException locked) {
        List<String> holders;
        try (EngineSession session = warehouses.connections().engine(site).open()) {
            holders = session.holders(touched());
        }
        String who = holders.isEmpty() ? "another transaction" : String.join("; ", holders);
        return new EngineException(
                Cause.LOCKED,
                "the views of %s are in use, and were not changed: waiting for %s".formatted(plan.environment(), who),
                "Plan again when it has ended (nothing is computed twice), or end it with SELECT pg_terminate_backend(pid)",
                locked.sql(),
                -1,
                locked);
    }

    private List<TableName> touched() {
        var touched = new ArrayList<TableName>();
        ViewChanges changes = warehouses.of(site, plan.views());
        for (List<View> views : List.of(changes.create(), changes.update(), changes.drop())) {
            views.forEach(view -> touched.add(view.view()));
        }
        plan.migrate().stream()
                .map(snapshot -> snapshot.storage().table())
                .filter(table -> warehouses.gatewayOf(table).equals(site))
                .map(warehouses::local)
                .forEach(touched::add);
        return touched;
    }
}
