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

/**
 * Lets a promotion wait for readers without keeping new readers waiting behind it: it asks for its locks for a short time, steps back, and
 * tries again. Promotions of one warehouse take turns, so that two never wait for each other.
 *
 * @param site the gateway whose warehouse is changed
 */
record PromotionTurns(Warehouses warehouses, String site, Plan plan) {
    private static final String TURN = "promotion";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 5;
    private static final int LONGEST_PAUSE_MILLIS = 500;

    /** What every promotion does first in its transaction. */
    static void take(EngineSession session) {
        session.takeTurns(TURN, PATIENCE);
    }

    /** Runs {@code promotion}, one transaction, until nobody is in its way, a few times. */
    void run(Runnable promotion) {
        for (int attempt = 1; ; attempt++) {
            try {
                promotion.run();
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
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, attempt * LONGEST_PAUSE_MILLIS));
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
