package dev.vmsh.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.PostgresExtension;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.state.Lease;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresStateStoreTest extends StateStoreContract {
    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    @Override
    Engine engine() {
        return postgres.engine();
    }

    @Override
    Engine otherEngine() {
        return postgres.engine();
    }

    @Test
    void aConnectionThatBreaksBeforeTheCommitLeavesNothing() {
        Engine engine = postgres.engine();
        StateStore store = new JdbcStateStore(engine, true, "vmsh", Migration.ALL, "1.0");
        assertThatThrownBy(() -> store.transaction(transaction -> {
                    transaction.writeEnvironment(Samples.environment("prod", "p1"));
                    killItself(engine, transaction.warehouse().orElseThrow());
                    return null;
                }))
                .isInstanceOf(StateException.class);
        assertThat(store.environment(EnvironmentName.PROD)).isEmpty();
    }

    private static void killItself(Engine engine, EngineSession victim) {
        Object pid;
        try (Rows rows = victim.query("SELECT pg_backend_pid()")) {
            rows.next();
            pid = rows.value(0);
        }
        try (EngineSession killer = engine.open()) {
            killer.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
        }
    }

    @Test
    void aLeaseThatCouldNotBeGivenBackIsGoneWhenTheNextOneIsAskedFor() {
        Engine engine = postgres.engine();
        StateStore store = new JdbcStateStore(engine, true, "vmsh", Migration.ALL, "1.0");
        Lease lease = store.acquire("dev", ALICE, false, Duration.ofMinutes(1));
        run(engine, "ALTER TABLE vmsh.leases RENAME TO away");
        assertThatThrownBy(() -> store.release(lease)).isInstanceOf(StateException.class);
        run(engine, "ALTER TABLE vmsh.away RENAME TO leases");

        assertThat(store.acquire("dev", ALICE, false, Duration.ofMinutes(1)).fence())
                .isGreaterThan(lease.fence());
    }

    private static void run(Engine engine, String sql) {
        try (EngineSession session = engine.open()) {
            session.execute(sql);
        }
    }

    /** Two plans that touch rows in opposite orders: the database ends one of them, and the store tries it again. */
    @Test
    void aDeadlockBetweenTransactionsOfTheStoreIsTriedAgain() throws InterruptedException {
        StateStore store = new JdbcStateStore(postgres.engine(), true, "vmsh", Migration.ALL, "1.0");
        store.migrate();
        Thread[] both = new Thread[2];
        for (int i = 0; i < 2; i++) {
            String first = i == 0 ? "a" : "b";
            String second = i == 0 ? "b" : "a";
            both[i] = new Thread(() -> store.transaction(transaction -> {
                transaction.writeEnvironment(Samples.environment(first, "p" + first));
                pause();
                transaction.writeEnvironment(Samples.environment(second, "p" + first));
                return null;
            }));
        }
        for (Thread thread : both) {
            thread.start();
        }
        for (Thread thread : both) {
            thread.join();
        }
        assertThat(store.environments()).hasSize(2);
        assertThat(store.environments().get(0).planId())
                .as("one after the other")
                .isEqualTo(store.environments().get(1).planId());
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
