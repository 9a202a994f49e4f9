package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Does small pieces of work on several sessions at a time.
 *
 * @param atOnce how many
 */
record SessionPool(Engine engine, int atOnce) {
    /**
     * Does {@code work} for each item, begun in their order. After a failure no further piece begins; those under way end.
     *
     * @throws RuntimeException the first failure, with others suppressed
     */
    <T> void forEach(Collection<T> items, BiConsumer<EngineSession, T> work) {
        if (items.isEmpty()) {
            return;
        }
        var left = new ConcurrentLinkedQueue<>(items);
        int threads = Math.min(atOnce, items.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> drain(left, work)));
            }
            RuntimeException failure = failure(running);
            if (failure != null) {
                throw failure;
            }
        } finally {
            pool.shutdown();
        }
    }

    private <T> void drain(Queue<T> left, BiConsumer<EngineSession, T> work) {
        try (EngineSession session = engine.open()) {
            for (T item = left.poll(); item != null; item = left.poll()) {
                work.accept(session, item);
            }
        } catch (RuntimeException e) {
            left.clear();
            throw e;
        }
    }

    private static RuntimeException failure(List<Future<?>> running) {
        RuntimeException first = null;
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new InterruptedWorkException();
            } catch (ExecutionException e) {
                RuntimeException failure = e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(e.getCause());
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        return first;
    }
}
