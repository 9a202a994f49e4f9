package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.QueryProgress;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.QueryRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hears how the statements of one batch go, passes it on, and keeps what each of them cost. For the thread that runs them. */
final class QueryLog {
    private final Map<String, QueryProgress> last = new LinkedHashMap<>();

    /** Does {@code work} on {@code session}, listening. */
    <T> T during(EngineSession session, TableName model, Consumer<? super WorkEvent> events, Supplier<T> work) {
        session.followProgress();
        events.accept(new WorkEvent.BatchFollowed(model, session::progress));
        session.listen(progress -> {
            last.put(progress.queryId(), progress);
            events.accept(new WorkEvent.QueryMoved(model, progress));
        });
        try {
            return work.get();
        } finally {
            session.listen(progress -> {});
        }
    }

    /**
     * Of those that read or wrote rows.
     *
     * @param now asked only if there are any
     */
    List<QueryRecord> records(String environment, String planId, TableName model, Supplier<Instant> now) {
        List<QueryProgress> worked = last.values().stream()
                .filter(progress -> progress.rows() > 0 || progress.bytes() > 0)
                .toList();
        if (worked.isEmpty()) {
            return List.of();
        }
        Instant at = now.get();
        return worked.stream()
                .map(progress -> new QueryRecord(environment, planId, model, at, progress))
                .toList();
    }
}
