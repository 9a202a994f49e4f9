package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private final List<Comparison> comparisons = new ArrayList<>();
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
        Optional<TableName> single = models.size() == 1 ? named(models.get(0)) : Optional.empty();
        Set<TableName> chosen = single.map(Set::of).orElseGet(() -> models.isEmpty() ? known : chosen(models));
        single.ifPresent(this::checkComparable);
        chosen.forEach(model -> place(model, single.isPresent()));
        var reports = new TreeMap<TableName, TableDiffReport>();
        var failures = new TreeMap<TableName, VmshException>();
        unread.forEach(report -> reports.put(report.model().orElseThrow(), report));
        compareAll(reports, failures);
        if (single.isPresent() && !failures.isEmpty()) {
            throw failures.get(single.get());
        }
        return new TableDiffResult(
                source.label(),
                target.label(),
                single.isPresent(),
                List.copyOf(reports.values()),
                shared,
                sourceOnly,
                targetOnly,
                withoutTable,
                failures,
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

    /** Several at a time; what fails does not keep the others from being compared. */
    private void compareAll(Map<TableName, TableDiffReport> reports, Map<TableName, VmshException> failures) {
        int tasks = Math.min(
                comparisons.size(),
                Math.min(connections.concurrentTasks(source.gateway()), connections.concurrentTasks(target.gateway())));
        if (tasks <= 1) {
            for (Comparison comparison : comparisons) {
                settle(comparison.model(), () -> compare(comparison), reports, failures);
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(tasks, task -> {
            var thread = new Thread(task, "table-diff");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new LinkedHashMap<TableName, Future<TableDiffReport>>();
            comparisons.forEach(comparison -> running.put(comparison.model(), pool.submit(() -> compare(comparison))));
            running.forEach((model, future) -> settle(model, () -> result(future), reports, failures));
        } finally {
            pool.shutdownNow();
        }
    }

    private void settle(
            TableName model,
            Supplier<TableDiffReport> work,
            Map<TableName, TableDiffReport> reports,
            Map<TableName, VmshException> failures) {
        try {
            reports.put(model, work.get());
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.CANCELLED || sessions.cancelled()) {
                throw e;
            }
            failures.put(model, e);
        } catch (VmshException e) {
            failures.put(model, e);
        }
    }

    private static TableDiffReport result(Future<TableDiffReport> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Set<TableName> chosen(List<String> expressions) {
        var chosen = new TreeSet<TableName>();
        for (String expression : expressions) {
            Optional<TableName> one = named(expression);
            if (one.isPresent()) {
                chosen.add(one.get());
            } else {
                chosen.addAll(selected(expression));
            }
        }
        return chosen;
    }

    private Set<TableName> selected(String expression) {
        Set<TableName> selected = Selector.select(List.of(expression), project());
        selected.retainAll(known);
        if (selected.isEmpty()) {
            List<String> names = known.stream().map(TableName::toString).toList();
            throw new UsageException(
                    "%s matches no model of %s or %s".formatted(expression, source.label(), target.label()),
                    NearName.of(expression, names)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("See 'models'; a selector is a name, a pattern like *orders*, tag:NAME or +NAME+"));
        }
        return selected;
    }

    /** The model that {@code typed} names: whole, or by its last part if no other model ends like it. */
    private Optional<TableName> named(String typed) {
        TableName name;
        try {
            name = connections
                    .reader(target.gateway())
                    .tableName(typed)
                    .relativeTo(connections.engine(target.gateway()).defaultCatalog());
        } catch (SqlException aSelector) {
            return Optional.empty();
        }
        if (known.contains(name)) {
            return Optional.of(name);
        }
        List<TableName> same = known.stream()
                .filter(model -> name.schema() == null && model.name().equals(name.name()))
                .toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
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
            comparisons.add(comparison(left, right));
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
