package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Compares what two environments have of the same models. Which tables those are, the pointers tell; models that share one table are
 * known to be the same without reading it. Several pairs are compared at the same time, as many as the gateways allow. Single use.
 */
final class ModelTableDiff {
    private final Connections connections;
    private final TableDiffRequest request;
    private final Side source;
    private final Side target;
    private final DiffSessions sessions;
    private final boolean together;
    private final Map<TableName, Pointer> before;
    private final Map<TableName, Pointer> after;
    private final Set<TableName> known;

    private final Map<TableName, Supplier<TableDiffReport>> comparisons = new LinkedHashMap<>();
    private final List<TableDiffReport> unread = new ArrayList<>();
    private final List<TableName> shared = new ArrayList<>();
    private final List<TableName> sourceOnly = new ArrayList<>();
    private final List<TableName> targetOnly = new ArrayList<>();
    private final List<TableName> withoutTable = new ArrayList<>();

    /**
     * One of the environments.
     *
     * @param label what people call it
     */
    record Side(String label, String gateway, Environment environment) {}

    /** Two tables that must be read. */
    private record Comparison(Pointer left, Pointer right, List<String> keys, TablePair pair) {
        TableName model() {
            return right.model();
        }
    }

    ModelTableDiff(Connections connections, TableDiffRequest request, Side source, Side target, DiffSessions sessions) {
        this.connections = connections;
        this.request = request;
        this.source = source;
        this.target = target;
        this.sessions = sessions;
        this.together = new TablePair(connections, source.gateway(), target.gateway()).together();
        this.before = source.environment().byModel();
        this.after = target.environment().byModel();
        this.known = new TreeSet<>(before.keySet());
        this.known.addAll(after.keySet());
    }

    TableDiffResult run() {
        List<String> models = request.models();
        var named = new ComparableModels(connections, target.gateway(), known, source.label(), target.label());
        Optional<TableName> single = models.size() == 1 ? named.named(models.get(0)) : Optional.empty();
        Set<TableName> chosen = single.map(Set::of).orElseGet(() -> models.isEmpty() ? known : named.chosen(models));
        single.ifPresent(this::checkComparable);
        chosen.forEach(model -> place(model, single.isPresent()));
        var made = new Comparisons(sessions);
        made.make(
                comparisons,
                Math.min(connections.concurrentTasks(source.gateway()), connections.concurrentTasks(target.gateway())));
        if (single.isPresent() && made.failures().containsKey(single.get())) {
            throw made.failures().get(single.get());
        }
        var reports = new TreeMap<>(made.reports());
        unread.forEach(report -> reports.put(report.model().orElseThrow(), report));
        return new TableDiffResult(
                source.label(),
                target.label(),
                single.isPresent(),
                List.copyOf(reports.values()),
                shared,
                sourceOnly,
                targetOnly,
                withoutTable,
                made.failures(),
                notes());
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        for (Side side : List.of(source, target)) {
            if (!side.environment().finalized()) {
                notes.add(
                        "the last plan of %s was not finished: its views may still show the tables of the one before; 'plan %s' takes it up"
                                .formatted(side.label(), side.environment().name()));
            }
        }
        return notes;
    }

    private void checkComparable(TableName model) {
        for (Side side : List.of(source, target)) {
            Pointer pointer = side.environment()
                    .pointer(model)
                    .orElseThrow(() -> new UsageException(
                            "%s has no model %s".formatted(side.label(), model),
                            "Only %s has it; type 'diff %s' to see what else differs"
                                    .formatted(
                                            side.equals(source) ? target.label() : source.label(),
                                            side.environment().name())));
            if (pointer.table() == null) {
                throw new UsageException(
                        "%s has no table in %s: it is %s".formatted(model, side.label(), pointer.kind()),
                        "Compare a model that reads it");
            }
        }
    }

    /** Says of a model what there is to compare. */
    private void place(TableName model, boolean asked) {
        Pointer left = before.get(model);
        Pointer right = after.get(model);
        if (left == null) {
            targetOnly.add(model);
        } else if (right == null) {
            sourceOnly.add(model);
        } else if (left.snapshot().equals(right.snapshot()) && left.table() == null && right.table() == null) {
            shared.add(model);
        } else if (left.table() == null || right.table() == null) {
            withoutTable.add(model);
        } else if (together && left.table().equals(right.table())) {
            shared.add(model);
            if (asked) {
                unread.add(TableDiffer.oneTable(
                        source.label(),
                        target.label(),
                        left.table(),
                        model,
                        request.options().on()));
            }
        } else {
            Comparison comparison = comparison(left, right);
            comparisons.put(model, () -> compare(comparison));
        }
    }

    private Comparison comparison(Pointer left, Pointer right) {
        Optional<Model> model = project().model(right.model()).or(() -> recorded(right));
        List<String> keys = !request.options().on().isEmpty()
                ? request.options().on()
                : model.map(ModelTableDiff::ownKey).orElse(List.of());
        String home = target.gateway();
        String own = new Warehouses(connections, home).gatewayOf(right.table());
        return new Comparison(
                left,
                right,
                keys,
                together && !own.equals(home)
                        ? new TablePair(connections, own, own)
                        : new TablePair(connections, source.gateway(), target.gateway()));
    }

    private TableDiffReport compare(Comparison comparison) {
        TablePair pair = comparison.pair();
        try (var one = sessions.open(connections.engine(pair.source()));
                var another = pair.together() ? null : sessions.open(connections.engine(pair.target()))) {
            EngineSession other = another == null ? one.session() : another.session();
            return pair.compare(
                    one.session(),
                    other,
                    side(source, comparison.left(), one.session()),
                    side(target, comparison.right(), other),
                    Optional.of(comparison.model()),
                    comparison.keys(),
                    request.options());
        }
    }

    private static TableSide side(Side side, Pointer pointer, EngineSession session) {
        List<Column> columns = session.columns(pointer.table())
                .orElseThrow(() -> new VmshException(
                        "the table %s, which %s reads for %s, is not there"
                                .formatted(pointer.table(), side.label(), pointer.model()),
                        "Build it again: plan %s --restate-model %s"
                                .formatted(side.environment().name(), pointer.model())));
        return TableSide.of(side.label(), pointer.table(), columns);
    }

    /** As SQLMesh takes it: all grains together. Without any, what rows of the kind are merged by. */
    static List<String> ownKey(Model model) {
        List<List<String>> grains = model.properties().grains();
        if (!grains.isEmpty()) {
            return grains.stream().flatMap(List::stream).distinct().toList();
        }
        return model.kind() instanceof Kind.IncrementalByUniqueKey keyed ? keyed.uniqueKey() : List.of();
    }

    /** The model as it was planned, for one that the project no longer has. */
    private Optional<Model> recorded(Pointer pointer) {
        return connections.state(target.gateway()).snapshots(List.of(pointer.snapshot())).values().stream()
                .map(snapshot -> snapshot.model())
                .findFirst();
    }

    private Project project() {
        return connections.project(target.gateway());
    }
}
