package dev.vmsh.scenario;

import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.scenario.Effects.Stamped;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.scenario.ModelSpec.Shape;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What every physical table must hold: whenever a batch is done, its rows are worked out here too, in plain Java, from what the tables
 * that it reads must hold. Tables that are changed in place keep the rows that older versions of a model gave them.
 */
final class Ledger {
    private final Map<TableName, List<Row>> tables = new HashMap<>();
    private final Map<TableName, Supplier<List<Row>>> views = new HashMap<>();
    private final Map<TableName, Integer> columns = new HashMap<>();
    private final Map<TableName, Supplier<Integer>> viewColumns = new HashMap<>();

    /** What a table, or a view, holds. */
    List<Row> rows(TableName table) {
        Supplier<List<Row>> view = views.get(table);
        return view == null ? tables.getOrDefault(table, List.of()) : view.get();
    }

    /** How many further columns a table, or a view, has; none if nothing is known of it. */
    Optional<Integer> columns(TableName table) {
        Supplier<Integer> view = viewColumns.get(table);
        return Optional.ofNullable(view == null ? columns.get(table) : view.get());
    }

    /** @param from the first day of a batch that is done; to: the day after its last; first: whether nothing was recorded before */
    void done(Plan plan, Map<String, ModelSpec> specs, Backfill backfill, int from, int to, boolean first) {
        ModelSpec spec = specs.get(backfill.model().name());
        TableName table = backfill.table();
        if (spec.kind() == Kind.VIEW) {
            view(plan, specs, backfill.snapshot(), table);
            return;
        }
        // A table that is there keeps its columns, whatever was added to the one that it reads.
        int count = columns.computeIfAbsent(table, made -> further(plan, specs, spec.name()));
        List<Row> all =
                rows(plan, specs, spec).stream().map(row -> row.with(count)).toList();
        if (!spec.kind().batched()) {
            tables.put(table, all);
            return;
        }
        List<Row> fresh =
                all.stream().filter(row -> from <= row.day() && row.day() < to).toList();
        List<Row> kept = first && spec.kind().merges() ? List.of() : kept(spec, rows(table), fresh, from, to);
        tables.put(table, Stream.concat(kept.stream(), fresh.stream()).toList());
    }

    private static List<Row> kept(ModelSpec spec, List<Row> before, List<Row> fresh, int from, int to) {
        if (spec.kind().appends()) {
            return before;
        }
        if (spec.kind().byTime()) {
            return before.stream()
                    .filter(row -> row.day() < from || row.day() >= to)
                    .toList();
        }
        if (spec.kind() == Kind.BY_KEY || spec.kind() == Kind.HISTORY) {
            return before.stream()
                    .filter(row -> fresh.stream().noneMatch(row::sameKey))
                    .toList();
        }
        Set<Integer> partitions = new HashSet<>();
        fresh.forEach(row -> partitions.add(row.day()));
        return before.stream().filter(row -> !partitions.contains(row.day())).toList();
    }

    /** A view shows what it reads as that is when it is looked at. */
    void view(Plan plan, Map<String, ModelSpec> specs, Snapshot snapshot, TableName view) {
        ModelSpec spec = specs.get(snapshot.name().name());
        views.put(view, () -> rows(plan, specs, spec));
        viewColumns.put(view, () -> further(plan, specs, spec.name()));
    }

    /** A table has the columns of another version now. */
    void altered(TableName table, int count) {
        columns.put(table, count);
        tables.computeIfPresent(
                table, (name, rows) -> rows.stream().map(row -> row.with(count)).toList());
    }

    /** @param names of tables and views, in full */
    void dropped(Set<String> names) {
        tables.keySet().removeIf(table -> names.contains(table.toString()));
        views.keySet().removeIf(view -> names.contains(view.toString()));
        columns.keySet().removeIf(table -> names.contains(table.toString()));
        viewColumns.keySet().removeIf(view -> names.contains(view.toString()));
    }

    // ---- queries

    private List<Row> read(Plan plan, Map<String, ModelSpec> specs, String name) {
        ModelSpec spec = specs.get(name);
        if (spec.kind() == Kind.EMBEDDED) {
            return rows(plan, specs, spec);
        }
        return rows(readFrom(plan, name));
    }

    private static TableName readFrom(Plan plan, String name) {
        return plan.snapshots().values().stream()
                .filter(each -> each.name().name().equals(name))
                .findFirst()
                .map(plan.deployability()::readFrom)
                .orElseThrow();
    }

    /** How many further columns the query of a model gives: of all columns of a table, those that it has now. */
    private int further(Plan plan, Map<String, ModelSpec> specs, String name) {
        ModelSpec spec = specs.get(name);
        if (spec.shape() != Shape.STAR || spec.parents().isEmpty()) {
            return new Stamped(specs, Map.of()).columns(name);
        }
        String parent = spec.parents().get(0);
        return specs.get(parent).kind() == Kind.EMBEDDED
                ? further(plan, specs, parent)
                : columns(readFrom(plan, parent)).orElseGet(() -> new Stamped(specs, Map.of()).columns(parent));
    }

    /** All rows that the query of a model gives, over all days. */
    private List<Row> rows(Plan plan, Map<String, ModelSpec> specs, ModelSpec spec) {
        if (spec.parents().isEmpty()) {
            return source(spec);
        }
        List<Row> first = read(plan, specs, spec.parents().get(0));
        List<Row> second =
                spec.parents().size() > 1 ? read(plan, specs, spec.parents().get(1)) : null;
        var joined = new ArrayList<Row>();
        for (Row row : first) {
            if (row.id() <= spec.above()) {
                continue;
            }
            if (second == null) {
                joined.add(row(spec, row, row.v() + spec.plus()));
            } else {
                second.stream()
                        .filter(row::sameKey)
                        .forEach(other -> joined.add(row(spec, row, row.v() + other.v() + spec.plus())));
            }
        }
        return spec.shape() == Shape.GROUPED ? grouped(joined) : joined;
    }

    private static Row row(ModelSpec spec, Row from, int v) {
        return spec.shape() == Shape.STAR ? from : new Row(from.day(), from.id(), v, spec.further(from.id()));
    }

    private static List<Row> source(ModelSpec spec) {
        int last = spec.kind() == Kind.SEED ? ModelSpec.SEED_DAYS : Days.parse(ModelSpec.LAST_DAY) + 1;
        var rows = new ArrayList<Row>();
        for (int day = 0; day < last; day++) {
            for (int id = spec.above() + 1; id <= ModelSpec.IDS; id++) {
                rows.add(new Row(day, id, id * 10 + spec.plus(), spec.further(id)));
            }
        }
        return spec.shape() == Shape.GROUPED && spec.kind() != Kind.SEED ? grouped(rows) : rows;
    }

    private static List<Row> grouped(List<Row> rows) {
        var sums = new TreeMap<Integer, Integer>();
        rows.forEach(row -> sums.merge(row.day(), row.v(), Integer::sum));
        return sums.entrySet().stream()
                .map(sum -> new Row(sum.getKey(), 0, sum.getValue(), List.of()))
                .toList();
    }
}
