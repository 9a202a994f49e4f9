package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.engine.EngineException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Comparisons of several models, as many at a time as is allowed; what fails does not keep the others from being made. For one thread,
 * single use.
 */
final class Comparisons {
    private final DiffSessions sessions;
    private final Map<TableName, TableDiffReport> reports = new TreeMap<>();
    private final Map<TableName, VmshException> failures = new TreeMap<>();

    /** @param sessions those that the comparisons use: when they are cancelled, nothing further is made */
    Comparisons(DiffSessions sessions) {
        this.sessions = sessions;
    }

    Map<TableName, TableDiffReport> reports() {
        return reports;
    }

    Map<TableName, VmshException> failures() {
        return failures;
    }

    /**
     * Makes all of them.
     *
     * @param tasks how many at a time
     * @throws EngineException if they were cancelled
     */
    void make(Map<TableName, Supplier<TableDiffReport>> comparisons, int tasks) {
        if (tasks <= 1 || comparisons.size() <= 1) {
            comparisons.forEach(this::settle);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(tasks, comparisons.size()), task -> {
            var thread = new Thread(task, "table-diff");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new LinkedHashMap<TableName, Future<TableDiffReport>>();
            comparisons.forEach((model, comparison) -> running.put(model, pool.submit(comparison::get)));
            running.forEach((model, future) -> settle(model, () -> result(future)));
        } finally {
            pool.shutdownNow();
        }
    }

    private void settle(TableName model, Supplier<TableDiffReport> comparison) {
        try {
            reports.put(model, comparison.get());
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.CANCELLED || sessions.cancelled()) {
                throw e;
            }
            failures.put(model, e);
        } catch (VmshException e) {
            failures.put(model, e);
        }
    }

    private static TableDiffReport result(Future<TableDiffReport> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
