package dev.vmsh.shell;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The last line of the screen while something takes its time: it appears after a moment, is kept up to date, and leaves no trace. Does
 * nothing where there is no screen. Safe for several threads.
 */
final class LiveLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Console console;
    private final Supplier<String> text;
    private final ScheduledExecutorService clock;
    private boolean visible;
    private boolean closed;

    private LiveLine(Console console, Supplier<String> text, ScheduledExecutorService clock) {
        this.console = console;
        this.text = text;
        this.clock = clock;
    }

    /** @param text what it says; asked for on another thread */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
    static LiveLine over(Console console, Supplier<String> text) {
        if (!console.onScreen()) {
            return new LiveLine(console, text, null);
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "live-line");
            thread.setDaemon(true);
            return thread;
        });
        var line = new LiveLine(console, text, clock);
        clock.scheduleWithFixedDelay(line::show, PATIENCE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return line;
    }

    /** What is asked for the text is still there: it ends after {@link #close} returned. */
    private synchronized void show() {
        if (!closed) {
            console.person().status(text.get());
            visible = true;
        }
    }

    /** Prints something above it. */
    synchronized void print(Runnable printing) {
        hide();
        printing.run();
    }

    private void hide() {
        if (visible) {
            console.person().status("");
            visible = false;
        }
    }

    /** Takes it away. May be called again. */
    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        hide();
        closed = true;
    }
}
