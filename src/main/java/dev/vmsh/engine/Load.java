package dev.vmsh.engine;

import dev.vmsh.project.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What one batch does to the rows of a table. Data: {@link LoadSql} makes statements of it. */
public sealed interface Load {
    Batch batch();

    <R> R read(Reader<R> reader);

    /**
     * The query's rows take the place of all others.
     *
     * @param readsItself whether the query reads the table that it fills
     * @param uniqueKey expressions that should tell the rows apart; empty if there are none
     */
    record Replace(Batch batch, boolean readsItself, List<String> uniqueKey) implements Load {
        public Replace {
            uniqueKey = List.copyOf(uniqueKey);
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.replace(this);
        }
    }

    /**
     * The query's rows of a stretch of time take the place of the table's. Rows outside of it are neither removed nor added, whatever
     * the query returns.
     *
     * @param timeColumn name, normalised
     * @param low first value of the stretch, as a literal of the column's type
     * @param high last value of it
     */
    record InsertRange(Batch batch, String timeColumn, String low, String high) implements Load {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.insertRange(this);
        }
    }

    /**
     * Rows with a key that the table has update it, others are added. Of several rows with one key in the query one is taken, always the
     * same.
     *
     * @param uniqueKey SQL expressions over the table's columns
     * @param whenMatched WHEN clauses, macros expanded; empty to update every column
     * @param mergeFilter a further condition of the join, macros expanded; empty for none
     */
    record Merge(Batch batch, List<String> uniqueKey, String whenMatched, String mergeFilter) implements Load {
        public Merge {
            uniqueKey = List.copyOf(uniqueKey);
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.merge(this);
        }
    }

    /**
     * Every partition that the query has a row of is replaced as a whole.
     *
     * @param partitionedBy SQL expressions over the table's columns; at least one
     */
    record OverwritePartitions(Batch batch, List<String> partitionedBy) implements Load {
        public OverwritePartitions {
            partitionedBy = List.copyOf(partitionedBy);
            if (partitionedBy.isEmpty()) {
                throw new IllegalArgumentException("no partition keys for " + batch.target());
            }
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.overwritePartitions(this);
        }
    }

    /** The query's rows are added. */
    record Append(Batch batch) implements Load {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.append(this);
        }
    }

    /**
     * A slowly changing dimension in which a column says when a row changed.
     *
     * @param truncating whether what the table holds is forgotten first
     */
    record HistoryByTime(Batch batch, Kind.ScdType2ByTime kind, boolean truncating, Instant execution) implements Load {
        public HistoryByTime {
            Objects.requireNonNull(execution, "execution");
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.historyByTime(this);
        }
    }

    /**
     * A slowly changing dimension in which a row changed if a compared column differs.
     *
     * @param truncating whether what the table holds is forgotten first
     */
    record HistoryByColumn(Batch batch, Kind.ScdType2ByColumn kind, boolean truncating, Instant execution)
            implements Load {
        public HistoryByColumn {
            Objects.requireNonNull(execution, "execution");
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.historyByColumn(this);
        }
    }

    /** One method for each load. */
    interface Reader<R> {
        R replace(Replace load);

        R insertRange(InsertRange load);

        R merge(Merge load);

        R overwritePartitions(OverwritePartitions load);

        R append(Append load);

        R historyByTime(HistoryByTime load);

        R historyByColumn(HistoryByColumn load);
    }
}
