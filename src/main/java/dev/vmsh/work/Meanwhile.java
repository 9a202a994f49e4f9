package dev.vmsh.work;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A question that a thread of its own asks while whoever wants the answer does something else. Nothing of it goes on after it is closed.
 *
 * @param <T> the answer, never null
 */
public final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Meanwhile(Supplier<T> question) {
        task = new FutureTask<>(question::get);
        thread = new Thread(task, "meanwhile");
        thread.setDaemon(true);
    }

    /** Asks {@code question}, which must not need the thread that calls this. */
    public static <T> Meanwhile<T> ask(Supplier<T> question) {
        var meanwhile = new Meanwhile<>(question);
        meanwhile.thread.start();
        return meanwhile;
    }

    /**
     * Waits for the answer.
     *
     * @throws RuntimeException what the question failed with
     * @throws InterruptedWorkException if this thread is interrupted first
     */
    public T answer() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Gives up what was not answered yet, and waits until its thread has ended. */
    @Override
    public void close() {
        task.cancel(true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
