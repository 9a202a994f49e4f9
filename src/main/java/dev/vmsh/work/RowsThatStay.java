package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.IntervalText;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a rollback cannot undo: pointers go back, rows that were written into a table since then do not. */
final class RowsThatStay {
    private final Map<TableName, Snapshot> versions;
    private final Map<TableName, IntervalSet> intervals;
    private final Instant since;

    private RowsThatStay(Map<TableName, Snapshot> versions, Map<TableName, IntervalSet> intervals, Instant since) {
        this.versions = versions;
        this.intervals = intervals;
        this.since = since;
    }

    /**
     * A sentence for each model whose table the environment shows before and after.
     *
     * @param now what the environment is
     * @param then what it goes back to
     * @param versions its models, by name
     */
    static List<String> of(StateStore state, Environment now, Environment then, Map<TableName, Snapshot> versions) {
        Map<TableName, Pointer> present = now.byModel();
        var kept = new TreeMap<TableName, Pointer>();
        for (Pointer pointer : then.pointers()) {
            Pointer was = present.get(pointer.model());
            if (was != null && was.table() != null && was.table().equals(pointer.table())) {
                kept.put(pointer.model(), pointer);
            }
        }
        Map<TableName, IntervalSet> intervals =
                state.intervals(kept.values().stream().map(Pointer::table).toList());
        var stay = new RowsThatStay(versions, intervals, then.finalizedAt());
        var notices = new ArrayList<String>();
        kept.forEach((model, pointer) -> {
            boolean other = !present.get(model).snapshot().equals(pointer.snapshot());
            stay.notice(pointer, other).ifPresent(what -> notices.add(model + " " + what));
        });
        return notices;
    }

    /** @param otherVersion whether the table was filled by another version of the model since then */
    private Optional<String> notice(Pointer pointer, boolean otherVersion) {
        IntervalSet newer = newer(pointer.table());
        IntervalUnit unit = versions.get(pointer.model()).model().schedule().unit();
        String rows = IntervalText.of(newer, unit);
        if (otherVersion && (pointer.incremental() || pointer.forwardOnly())) {
            String those = newer.isEmpty() ? "" : ", among them those of " + rows;
            return Optional.of("keeps its table: rows and columns written since that plan stay" + those);
        }
        if (newer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                pointer.incremental()
                        ? "has newer rows in place, of %s: they were computed since that plan, and stay".formatted(rows)
                        : "was computed again since that plan: it shows its newer rows");
    }

    /** What can only have been computed later, as it was not over yet; a restatement of earlier intervals leaves no trace. */
    private IntervalSet newer(TableName table) {
        IntervalSet have = intervals.getOrDefault(table, IntervalSet.EMPTY);
        return since == null ? IntervalSet.EMPTY : have.minus(IntervalSet.between(Instant.EPOCH, since));
    }
}
