package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.QueryProgress;
import io.trino.jdbc.QueryStats;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps an eye on the statement that a session waits for. A cluster that lost a node may leave it unanswered for minutes: if nothing
 * moves for longer than the connection allows, and the query is not merely queued, it is given up from here.
 *
 * <p>For the session's thread, the driver's and the timer's.
 */
final class TrinoWatch {
    private static final int CHECK_MILLIS = 500;
    private static final int GRACE_SECONDS = 5;

    private final Duration patience;
    private final ScheduledExecutorService timer;
    private Consumer<QueryProgress> listener = progress -> {};

    private Statement statement;
    private Thread waiting;
    private QueryProgress last;
    private String moved = "";
    private long movedAt;
    private long gaveUpAt;
    private String gaveUp;
    private ScheduledFuture<?> checks;

    /** @param patience zero for ever */
    TrinoWatch(Duration patience, ScheduledExecutorService timer) {
        this.patience = patience;
        this.timer = timer;
    }

    synchronized void listen(Consumer<QueryProgress> to) {
        listener = to;
    }

    /** A statement is about to be sent by the present thread. */
    synchronized void begin(Statement sent) {
        statement = sent;
        last = null;
        gaveUp = null;
        waiting(true);
    }

    /** Whether the present thread waits for the server from here on. */
    synchronized void waiting(boolean now) {
        waiting = now ? Thread.currentThread() : null;
        movedAt = System.nanoTime();
        if (now && checks == null && !patience.isZero()) {
            checks = timer.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (!now && gaveUp != null) {
            // the flag was set to wake this thread up, and has done so
            Thread.interrupted();
        }
    }

    /** The statement has ended, with or without success. */
    synchronized void end() {
        waiting(false);
        statement = null;
        if (checks != null) {
            checks.cancel(false);
            checks = null;
        }
    }

    /** What the driver's monitor tells. */
    void heard(QueryStats stats) {
        var progress = new QueryProgress(
                stats.getQueryId(),
                stats.getState(),
                stats.getProgressPercentage().orElse(-1),
                stats.getCompletedSplits(),
                stats.getTotalSplits(),
                stats.getProcessedRows(),
                stats.getProcessedBytes(),
                stats.getCpuTimeMillis(),
                stats.getElapsedTimeMillis(),
                stats.getPeakMemoryBytes());
        Consumer<QueryProgress> to;
        synchronized (this) {
            last = progress;
            String now = "%s %d %d %d %d %d"
                    .formatted(
                            progress.state(),
                            progress.splitsDone(),
                            progress.rows(),
                            progress.bytes(),
                            progress.cpuMillis(),
                            stats.getPhysicalWrittenBytes());
            if (progress.queued() || !now.equals(moved)) {
                moved = now;
                movedAt = System.nanoTime();
            }
            to = listener;
        }
        to.accept(progress);
    }

    private void check() {
        Statement stalled;
        Thread blocked;
        synchronized (this) {
            if (waiting == null || System.nanoTime() - movedAt < patience.toNanos()) {
                return;
            }
            stalled = statement;
            blocked = waiting;
            if (gaveUp != null) {
                if (System.nanoTime() - gaveUpAt > TimeUnit.SECONDS.toNanos(GRACE_SECONDS)) {
                    blocked.interrupt();
                }
                return;
            }
            gaveUp = "given up: the cluster made no progress for %d s%s"
                    .formatted(
                            patience.toSeconds(), last == null ? " and never answered" : ", in state " + last.state());
            gaveUpAt = System.nanoTime();
        }
        try {
            stalled.cancel();
        } catch (SQLException e) {
            // whoever waits for the statement is told that it was given up; that the cluster does not answer is why
            blocked.interrupt();
        }
    }

    /** Why the last statement was given up from here; null if it was not. */
    synchronized String gaveUp() {
        return gaveUp;
    }

    /** By which the server knows the last statement; empty if it never answered. */
    synchronized String queryId() {
        return last == null ? "" : last.queryId();
    }
}
