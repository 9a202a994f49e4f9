package dev.vmsh.work;

import dev.vmsh.engine.QueryProgress;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Backfill;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** What happens while work is done. Sent in order for each model; models that are computed side by side interleave. */
public sealed interface WorkEvent {
    /**
     * A new part of the work begins.
     *
     * @param name for people: {@code before_all}, {@code backfill}, {@code promote}
     */
    record Stage(String name) implements WorkEvent {}

    /** @param batches how many there are to compute, by model */
    record BackfillPlanned(Map<TableName, Integer> batches) implements WorkEvent {
        public BackfillPlanned {
            batches = Map.copyOf(batches);
        }

        /** How many there are in all models together. */
        public int total() {
            return batches.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** @param index of this batch within its model, from 1 */
    record BatchStarted(TableName model, Backfill.Type type, Interval interval, int index, int of)
            implements WorkEvent {}

    /**
     * How far the statement is that a batch waits for can be asked from now on.
     *
     * @param share from 0 to 1, for any thread; empty while no statement runs, or where the engine does not tell
     */
    record BatchFollowed(TableName model, Supplier<OptionalDouble> share) implements WorkEvent {}

    /** A batch has its rows; they become visible, and it finishes, together with others that are computed next. */
    record BatchComputed(TableName model) implements WorkEvent {}

    /** @param rows written, or -1 if the engine does not tell */
    record BatchFinished(
            TableName model,
            Backfill.Type type,
            Interval interval,
            int index,
            int of,
            long rows,
            int audits,
            Duration took)
            implements WorkEvent {}

    /** A statement of a batch has come further, on a server that tells. */
    record QueryMoved(TableName model, QueryProgress progress) implements WorkEvent {}

    record ModelFailed(TableName model, Exception cause) implements WorkEvent {}

    /** @param because the failed model that it reads */
    record ModelSkipped(TableName model, TableName because) implements WorkEvent {}

    record Promoted(int created, int updated, int dropped) implements WorkEvent {}

    /** Something the user should know; the work goes on. */
    record Notice(String text) implements WorkEvent {}
}
