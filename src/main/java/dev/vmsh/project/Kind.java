package dev.vmsh.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a model is materialised, with the settings of its own. A closed set: whoever must treat every kind differently implements
 * {@link Reader}. Questions that many rooms ask are methods here.
 *
 * <p>The meaning of each kind follows SQLMesh's model kinds.
 */
public sealed interface Kind {
    <R> R read(Reader<R> reader);

    /** As written in a MODEL block, upper case. */
    String keyword();

    /** The settings that the rows depend on, in a fixed order: part of the data fingerprint. */
    List<String> dataParts();

    /** The settings that they do not depend on: part of the metadata fingerprint. */
    List<String> metadataParts();

    /** Neither table nor view of its own: EMBEDDED and EXTERNAL. */
    default boolean symbolic() {
        return false;
    }

    /** Stored as a table that vmsh fills. */
    default boolean materialised() {
        return true;
    }

    /** Grows or is merged into, rather than replaced as a whole. */
    default Optional<Incremental> incremental() {
        return Optional.empty();
    }

    /** Can only be computed over its whole history, so that a part of it cannot be redone alone. */
    default boolean fullHistoryOnly() {
        return true;
    }

    /** Every change of such a model is forward-only. */
    default boolean forwardOnly() {
        return incremental().map(Incremental::forwardOnly).orElse(false);
    }

    default boolean disableRestatement() {
        return incremental().map(Incremental::disableRestatement).orElse(false);
    }

    /** Earlier intervals that are recomputed together with a missing one. */
    default int lookback() {
        return 0;
    }

    /** At most how many interval units one batch covers; empty for no limit. */
    default OptionalInt batchSize() {
        return OptionalInt.empty();
    }

    /** How many batches of one model may run at the same time; empty for no limit of its own. */
    default OptionalInt batchConcurrency() {
        return OptionalInt.of(1);
    }

    /** What to do when a change would alter a table in place. */
    enum OnChange {
        ERROR,
        WARN,
        ALLOW,
        IGNORE
    }

    /**
     * What all incremental kinds share.
     *
     * @param autoRestatementCron null if not set
     */
    record Incremental(
            boolean forwardOnly,
            boolean disableRestatement,
            OnChange onDestructiveChange,
            OnChange onAdditiveChange,
            String autoRestatementCron,
            OptionalInt autoRestatementIntervals) {
        List<String> parts() {
            return List.of(
                    Boolean.toString(forwardOnly),
                    Boolean.toString(disableRestatement),
                    onDestructiveChange.name(),
                    onAdditiveChange.name(),
                    String.valueOf(autoRestatementCron),
                    autoRestatementIntervals.toString());
        }
    }

    /**
     * The column that says when a row belongs to.
     *
     * @param name normalised
     * @param format a strftime pattern for text and number columns
     */
    record TimeColumn(String name, String format) {
        public TimeColumn {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(format, "format");
        }
    }

    record Full() implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.full(this);
        }

        @Override
        public String keyword() {
            return "FULL";
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword());
        }

        @Override
        public List<String> metadataParts() {
            return List.of();
        }
    }

    record View(boolean materialized) implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.view(this);
        }

        @Override
        public String keyword() {
            return "VIEW";
        }

        @Override
        public boolean materialised() {
            return false;
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword(), Boolean.toString(materialized));
        }

        @Override
        public List<String> metadataParts() {
            return List.of();
        }
    }

    /** Never stored: inlined as a subquery wherever it is read. */
    record Embedded() implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.embedded(this);
        }

        @Override
        public String keyword() {
            return "EMBEDDED";
        }

        @Override
        public boolean symbolic() {
            return true;
        }

        @Override
        public boolean materialised() {
            return false;
        }

        @Override
        public boolean fullHistoryOnly() {
            return false;
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword());
        }

        @Override
        public List<String> metadataParts() {
            return List.of();
        }
    }

    /** A table that exists outside; only described here. */
    record External() implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.external(this);
        }

        @Override
        public String keyword() {
            return "EXTERNAL";
        }

        @Override
        public boolean symbolic() {
            return true;
        }

        @Override
        public boolean materialised() {
            return false;
        }

        @Override
        public boolean fullHistoryOnly() {
            return false;
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword());
        }

        @Override
        public List<String> metadataParts() {
            return List.of();
        }
    }

    /** Rows from a CSV file. */
    record Seed(SeedFile file, int batchRows) implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.seed(this);
        }

        @Override
        public String keyword() {
            return "SEED";
        }

        @Override
        public boolean fullHistoryOnly() {
            return false;
        }

        @Override
        public List<String> dataParts() {
            return file.dataParts();
        }

        @Override
        public List<String> metadataParts() {
            return List.of(Integer.toString(batchRows));
        }
    }

    record IncrementalByTimeRange(
            TimeColumn timeColumn,
            int lookback,
            OptionalInt batchSize,
            OptionalInt batchConcurrency,
            boolean partitionByTimeColumn,
            Incremental common)
            implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.incrementalByTimeRange(this);
        }

        @Override
        public String keyword() {
            return "INCREMENTAL_BY_TIME_RANGE";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public boolean fullHistoryOnly() {
            return false;
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword(), Integer.toString(lookback), timeColumn.name(), timeColumn.format());
        }

        @Override
        public List<String> metadataParts() {
            return Parts.of(
                    common.parts(),
                    batchSize.toString(),
                    batchConcurrency.toString(),
                    Boolean.toString(partitionByTimeColumn));
        }
    }

    /**
     * Rows are merged by a key.
     *
     * @param uniqueKey SQL expressions over the model's own columns
     * @param whenMatched the WHEN clauses as written, empty for the default
     * @param mergeFilter an extra join condition, macros not yet expanded; empty for none
     */
    record IncrementalByUniqueKey(
            List<String> uniqueKey,
            String whenMatched,
            String mergeFilter,
            int lookback,
            OptionalInt batchSize,
            Incremental common)
            implements Kind {
        public IncrementalByUniqueKey {
            uniqueKey = List.copyOf(uniqueKey);
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.incrementalByUniqueKey(this);
        }

        @Override
        public String keyword() {
            return "INCREMENTAL_BY_UNIQUE_KEY";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword(), Integer.toString(lookback), uniqueKey.toString(), whenMatched, mergeFilter);
        }

        @Override
        public List<String> metadataParts() {
            return Parts.of(common.parts(), batchSize.toString());
        }
    }

    record IncrementalByPartition(Incremental common) implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.incrementalByPartition(this);
        }

        @Override
        public String keyword() {
            return "INCREMENTAL_BY_PARTITION";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword());
        }

        @Override
        public List<String> metadataParts() {
            return common.parts();
        }
    }

    record IncrementalUnmanaged(boolean insertOverwrite, Incremental common) implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.incrementalUnmanaged(this);
        }

        @Override
        public String keyword() {
            return "INCREMENTAL_UNMANAGED";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public List<String> dataParts() {
            return List.of(keyword(), Boolean.toString(insertOverwrite));
        }

        @Override
        public List<String> metadataParts() {
            return common.parts();
        }
    }

    /** What both slowly changing kinds share. */
    record History(
            List<String> uniqueKey,
            String validFromName,
            String validToName,
            boolean invalidateHardDeletes,
            String timeDataType,
            OptionalInt batchSize) {
        public History {
            uniqueKey = List.copyOf(uniqueKey);
        }

        List<String> parts() {
            return List.of(
                    uniqueKey.toString(),
                    validFromName,
                    validToName,
                    Boolean.toString(invalidateHardDeletes),
                    timeDataType);
        }
    }

    record ScdType2ByTime(History history, String updatedAtName, boolean updatedAtAsValidFrom, Incremental common)
            implements Kind {
        @Override
        public <R> R read(Reader<R> reader) {
            return reader.scdType2ByTime(this);
        }

        @Override
        public String keyword() {
            return "SCD_TYPE_2_BY_TIME";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public OptionalInt batchSize() {
            return history.batchSize();
        }

        @Override
        public List<String> dataParts() {
            return Parts.of(history.parts(), keyword(), updatedAtName, Boolean.toString(updatedAtAsValidFrom));
        }

        @Override
        public List<String> metadataParts() {
            return Parts.of(common.parts(), history.batchSize().toString());
        }
    }

    /**
     * Keeps every version of a row, told apart by the values of some columns.
     *
     * @param columns the columns compared; {@code *} alone for all
     * @param updatedAtName null if a change is dated by the execution time
     */
    record ScdType2ByColumn(
            History history,
            List<String> columns,
            boolean executionTimeAsValidFrom,
            String updatedAtName,
            Incremental common)
            implements Kind {
        public ScdType2ByColumn {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R read(Reader<R> reader) {
            return reader.scdType2ByColumn(this);
        }

        @Override
        public String keyword() {
            return "SCD_TYPE_2_BY_COLUMN";
        }

        @Override
        public Optional<Incremental> incremental() {
            return Optional.of(common);
        }

        @Override
        public OptionalInt batchSize() {
            return history.batchSize();
        }

        @Override
        public List<String> dataParts() {
            return Parts.of(
                    history.parts(),
                    keyword(),
                    columns.toString(),
                    Boolean.toString(executionTimeAsValidFrom),
                    String.valueOf(updatedAtName));
        }

        @Override
        public List<String> metadataParts() {
            return Parts.of(common.parts(), history.batchSize().toString());
        }
    }

    /** One method for each kind: a new kind does not compile until every reader handles it. */
    interface Reader<R> {
        R full(Full kind);

        R view(View kind);

        R embedded(Embedded kind);

        R external(External kind);

        R seed(Seed kind);

        R incrementalByTimeRange(IncrementalByTimeRange kind);

        R incrementalByUniqueKey(IncrementalByUniqueKey kind);

        R incrementalByPartition(IncrementalByPartition kind);

        R incrementalUnmanaged(IncrementalUnmanaged kind);

        R scdType2ByTime(ScdType2ByTime kind);

        R scdType2ByColumn(ScdType2ByColumn kind);
    }
}
