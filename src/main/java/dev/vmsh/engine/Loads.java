package dev.vmsh.engine;

import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Chooses what a batch of a model does to its table. The choices are those of SQLMesh's model kinds. */
public final class Loads {
    private Loads() {}

    /**
     * When a batch runs.
     *
     * @param first whether nothing was recorded for the table before: most kinds then replace what it holds
     * @param range what the batch covers; null for kinds that are not sliced by time
     * @param execution what counts as now
     */
    public record Occasion(boolean first, Interval range, Instant execution) {}

    /**
     * The load of one batch.
     *
     * @param expand expands the macros in a piece of SQL, with the dates of the batch
     * @return empty for kinds whose rows are not computed by a query into a table: VIEW, EMBEDDED, EXTERNAL and SEED
     * @throws VmshException if the table lacks a column that the kind names, or the time column's format does not suit its type
     */
    public static Optional<Load> of(Model model, Batch batch, Occasion occasion, UnaryOperator<String> expand) {
        return model.kind().read(new Choice(model, batch, occasion, expand));
    }

    /**
     * The columns of a model's table: those of its query and, for the slowly changing kinds, the two that say from when until when a row
     * was valid.
     */
    public static List<Column> tableColumns(Kind kind, List<Column> queryColumns) {
        return history(kind).map(history -> withValidity(queryColumns, history)).orElse(queryColumns);
    }

    private static Optional<Kind.History> history(Kind kind) {
        if (kind instanceof Kind.ScdType2ByTime byTime) {
            return Optional.of(byTime.history());
        }
        return kind instanceof Kind.ScdType2ByColumn byColumn ? Optional.of(byColumn.history()) : Optional.empty();
    }

    private static List<Column> withValidity(List<Column> columns, Kind.History history) {
        var all = new ArrayList<>(columns);
        for (String name : List.of(history.validFromName(), history.validToName())) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                all.add(new Column(name, history.timeDataType()));
            }
        }
        return List.copyOf(all);
    }

    private record Choice(Model model, Batch batch, Occasion occasion, UnaryOperator<String> expand)
            implements Kind.Reader<Optional<Load>> {
        @Override
        public Optional<Load> full(Kind.Full kind) {
            return replace(List.of());
        }

        @Override
        public Optional<Load> view(Kind.View kind) {
            return Optional.empty();
        }

        @Override
        public Optional<Load> embedded(Kind.Embedded kind) {
            return Optional.empty();
        }

        @Override
        public Optional<Load> external(Kind.External kind) {
            return Optional.empty();
        }

        @Override
        public Optional<Load> seed(Kind.Seed kind) {
            return Optional.empty();
        }

        @Override
        public Optional<Load> incrementalByTimeRange(Kind.IncrementalByTimeRange kind) {
            Kind.TimeColumn time = kind.timeColumn();
            TimeWindow window = TimeWindow.of(column(time.name()), time.format(), occasion.range());
            return Optional.of(new Load.InsertRange(batch, time.name(), window.low(), window.high()));
        }

        @Override
        public Optional<Load> incrementalByUniqueKey(Kind.IncrementalByUniqueKey kind) {
            if (occasion.first()) {
                return replace(kind.uniqueKey());
            }
            return Optional.of(new Load.Merge(
                    batch, kind.uniqueKey(), expanded(kind.whenMatched()), expanded(kind.mergeFilter())));
        }

        @Override
        public Optional<Load> incrementalByPartition(Kind.IncrementalByPartition kind) {
            return overwritePartitions();
        }

        @Override
        public Optional<Load> incrementalUnmanaged(Kind.IncrementalUnmanaged kind) {
            if (kind.insertOverwrite()) {
                return overwritePartitions();
            }
            return occasion.first() ? replace(List.of()) : Optional.of(new Load.Append(batch));
        }

        @Override
        public Optional<Load> scdType2ByTime(Kind.ScdType2ByTime kind) {
            column(kind.updatedAtName());
            requireValidity(kind.history());
            return Optional.of(new Load.HistoryByTime(batch, kind, occasion.first(), occasion.execution()));
        }

        @Override
        public Optional<Load> scdType2ByColumn(Kind.ScdType2ByColumn kind) {
            if (kind.updatedAtName() != null) {
                column(kind.updatedAtName());
            }
            kind.columns().stream().filter(name -> !name.equals("*")).forEach(this::column);
            requireValidity(kind.history());
            return Optional.of(new Load.HistoryByColumn(batch, kind, occasion.first(), occasion.execution()));
        }

        private Optional<Load> replace(List<String> uniqueKey) {
            return Optional.of(new Load.Replace(batch, model.facts().dependsOnSelf(), uniqueKey));
        }

        private Optional<Load> overwritePartitions() {
            if (occasion.first()) {
                return replace(List.of());
            }
            List<String> keys = model.properties().partitionedBy();
            if (keys.isEmpty()) {
                throw new VmshException(
                        "%s overwrites partitions but does not say what they are".formatted(model.name()),
                        "Add partitioned_by (<column>) to its MODEL block");
            }
            return Optional.of(new Load.OverwritePartitions(batch, keys));
        }

        private String expanded(String text) {
            return text.isBlank() ? "" : expand.apply(text);
        }

        private void requireValidity(Kind.History history) {
            column(history.validFromName());
            column(history.validToName());
        }

        private Column column(String name) {
            return batch.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new VmshException(
                            "%s has no column %s, which its kind names".formatted(model.name(), name),
                            "Add %s to the query of %s, or correct the kind".formatted(name, model.name())));
        }
    }
}
