package dev.vmsh.sql;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Daemon threads with stacks deep enough for a recursive-descent parser. Idle ones go away, so there is nothing to close. */
final class ParserThreads {
    private static final long STACK_BYTES = 64L << 20;
    private static final long IDLE_SECONDS = 5;

    private final ExecutorService executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(null, task, "vmsh-sql", STACK_BYTES);
                thread.setDaemon(true);
                return thread;
            });

    /** The work took longer than allowed, or went deeper than the stack. */
    static final class TooMuchException extends Exception {
        private static final long serialVersionUID = 1L;

        TooMuchException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs {@code work} on a deep stack and waits for it.
     *
     * @param stop called from this thread when the time is up, to make {@code work} end
     * @throws TooMuchException if it did not end within {@code seconds}, overflowed even the deep stack, or this thread was interrupted
     */
    <T> T run(Callable<T> work, int seconds, Runnable stop) throws TooMuchException {
        Future<T> future = executor.submit(work);
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            stop.run();
            future.cancel(true);
            throw new TooMuchException("it takes longer than " + seconds + " s to read", e);
        } catch (InterruptedException e) {
            stop.run();
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new TooMuchException("reading was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StackOverflowError) {
                throw new TooMuchException("it is nested too deeply", e);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
