package dev.vmsh.plan;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Locale;

/**
 * What will be computed of one model.
 *
 * @param table what is written
 * @param intervals what is missing, merged
 * @param batches the same, cut into what is computed and recorded at once, in order
 * @param recorded what of the table was recorded as computed when the plan was made
 * @param preview whether prod cannot use the result
 * @param afterMigration whether it must wait until prod's table has the new columns
 */
public record Backfill(
        Snapshot snapshot,
        TableName table,
        Type type,
        IntervalSet intervals,
        List<Interval> batches,
        IntervalSet recorded,
        boolean preview,
        boolean afterMigration) {
    public Backfill {
        batches = List.copyOf(batches);
    }

    /** How it is computed. */
    public enum Type {
        /** Batch by batch. */
        INTERVALS,
        /** As a whole, once. */
        FULL,
        /** By making a view. */
        VIEW,
        /** By loading a file. */
        SEED;

        /** As in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same model, but only {@code some} of its batches. */
    public Backfill only(List<Interval> some) {
        return new Backfill(snapshot, table, type, IntervalSet.of(some), some, recorded, preview, afterMigration);
    }

    public TableName model() {
        return snapshot.name();
    }
}
