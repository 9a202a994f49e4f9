package dev.vmsh.shell;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.QueryProgress;
import dev.vmsh.shell.render.Phrases;
import java.time.Duration;
import java.util.OptionalDouble;

/** How far a running statement is, for reading. For several threads. */
final class QueryState {
    /** What a server that tells by itself said last; null if nothing. */
    private volatile QueryProgress told;

    /** Asks {@code used} to tell, as far as it can. */
    void follow(EngineSession used) {
        used.followProgress();
        used.listen(now -> told = now);
    }

    /** A statement begins, of which nothing is known yet. */
    void begin() {
        told = null;
    }

    /** {@code running 12 s, 43 %; Ctrl-C cancels}. */
    String underWay(EngineSession used, long start) {
        return "running %s%s; Ctrl-C cancels"
                .formatted(
                        Phrases.duration(
                                Duration.ofSeconds(ResultPrinter.since(start).toSeconds())),
                        share(used));
    }

    private String share(EngineSession used) {
        OptionalDouble share = used.progress();
        if (share.isPresent()) {
            return ", %d %%".formatted(Math.round(share.getAsDouble() * 100));
        }
        QueryProgress now = told;
        if (now == null) {
            return "";
        }
        String percent = now.percent() < 0 ? "" : ", %d %%".formatted(Math.round(now.percent()));
        return now.queued() ? ", waits for its turn" : percent + ", " + Phrases.count(now.rows(), "row") + " read";
    }
}
