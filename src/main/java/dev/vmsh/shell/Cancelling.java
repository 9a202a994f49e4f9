package dev.vmsh.shell;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.problem.VmshException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels work on a server until it has ended. Once is not enough: a server has nothing to cancel while a statement is still on its way.
 * Safe for several threads.
 */
final class Cancelling implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Runnable cancel;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    /** @param cancel does nothing where nothing runs */
    Cancelling(Runnable cancel) {
        this.cancel = cancel;
    }

    /** Begins, on a thread of its own; asking again changes nothing. */
    void begin() {
        if (wanted.compareAndSet(false, true)) {
            var thread = new Thread(this::insist, "cancelling");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void insist() {
        try {
            do {
                tell();
            } while (!over.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            cancel.run();
        } catch (VmshException notHeard) {
            // The server is asked again, or the statement tells what is wrong with it.
            return;
        }
    }

    /** @throws EngineException of kind CANCELLED if the work shall not begin at all */
    void check() {
        if (wanted.get()) {
            throw new EngineException(Cause.CANCELLED, "cancelled", "", null, -1, null);
        }
    }

    /** The work has ended. */
    @Override
    public void close() {
        over.countDown();
    }
}
