package dev.vmsh.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Nobody to ask and no screen, but somebody, or a system, may want the process to end: a signal stops the work that is under way, and the
 * process ends when that has tidied up.
 */
public final class Unattended implements Person {
    private final Duration patience;
    private final Deque<Runnable> actions = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** @param patience how long work may take to tidy up after a signal */
    public Unattended(Duration patience) {
        this.patience = patience;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public boolean coloured() {
        return false;
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.empty();
    }

    @Override
    public boolean show(String text, boolean wraps, Comforts.Pager pager) {
        return false;
    }

    @Override
    public Interruption onInterrupt(Runnable action) {
        synchronized (actions) {
            actions.push(action);
        }
        return () -> {
            synchronized (actions) {
                actions.remove(action);
            }
        };
    }

    /**
     * The process is asked to end: stops what is under way, and returns when it has stopped. For the JVM's shutdown.
     *
     * @return whether it has stopped in time
     */
    public boolean signalled() {
        Runnable action;
        synchronized (actions) {
            action = actions.peek();
        }
        if (action == null) {
            return true;
        }
        action.run();
        boolean tidy = false;
        try {
            // If that is not enough, others take over what the process holds when they find it gone.
            tidy = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tidy;
    }

    /** Everything is said and done. */
    public void over() {
        over.countDown();
    }
}
