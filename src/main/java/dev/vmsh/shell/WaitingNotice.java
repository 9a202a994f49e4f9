package dev.vmsh.shell;

import dev.vmsh.engine.EngineListener;
import java.io.PrintWriter;
import java.time.Duration;

/** Says who keeps a database file busy: soon after waiting began, and again from time to time. Safe for several threads. */
public final class WaitingNotice implements EngineListener {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final PrintWriter err;
    private Duration next = SOON;

    public WaitingNotice(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void waiting(String database, String holder, Duration waited) {
        if (waited.compareTo(SOON) < 0) {
            next = SOON;
        } else if (waited.compareTo(next) >= 0) {
            next = waited.plus(AGAIN);
            err.println("waiting for %s, which %s holds (Ctrl-C gives up)".formatted(database, holder));
            err.flush();
        }
    }
}
