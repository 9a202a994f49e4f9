package dev.vmsh.shell;

import dev.vmsh.engine.QueryProgress;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.work.WorkEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Says every now and then how far a statement is that takes long, on a server that tells. For one thread at a time. */
final class QueryLines {
    private static final long EVERY_MILLIS = 5_000;
    private static final long MEGABYTE = 1_000_000;

    private final Map<String, Long> told = new HashMap<>();

    /** A line about {@code query}; empty if one came not long ago. */
    String line(WorkEvent.QueryMoved query) {
        QueryProgress progress = query.progress();
        if (progress.elapsedMillis() < told.getOrDefault(progress.queryId(), 0L) + EVERY_MILLIS) {
            return "";
        }
        told.put(progress.queryId(), progress.elapsedMillis());
        return "%s  %s%s  %d/%d splits  %s  %s  %s  query %s"
                .formatted(
                        query.model(),
                        progress.state().toLowerCase(Locale.ROOT),
                        progress.percent() < 0 ? "" : "  %.0f %%".formatted(progress.percent()),
                        progress.splitsDone(),
                        progress.splits(),
                        Phrases.count(progress.rows(), "row"),
                        bytes(progress.bytes()),
                        Phrases.duration(Duration.ofMillis(progress.elapsedMillis())),
                        progress.queryId());
    }

    private static String bytes(long bytes) {
        return bytes < MEGABYTE ? "%d kB".formatted(bytes / 1_000) : "%.1f MB".formatted((double) bytes / MEGABYTE);
    }
}
