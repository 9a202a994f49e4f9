package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffRequest;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.Engine;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what two environments have of the same models. Which tables those are, the pointers tell; models that share one table are
 * known to be the same without reading it. Single use.
 */
final class ModelTableDiff {
    private final Connections connections;
    private final String gateway;
    private final TableDiffRequest request;
    private final Environment source;
    private final Environment target;
    private final Map<TableName, Pointer> before;
    private final Map<TableName, Pointer> after;
    private final Set<TableName> known;

    private final List<TableDiffReport> reports = new ArrayList<>();
    private final List<TableName> shared = new ArrayList<>();
    private final List<TableName> sourceOnly = new ArrayList<>();
    private final List<TableName> targetOnly = new ArrayList<>();
    private final List<TableName> withoutTable = new ArrayList<>();

    ModelTableDiff(
            Connections connections, String gateway, TableDiffRequest request, Environment source, Environment target) {
        this.connections = connections;
        this.gateway = gateway;
        this.request = request;
        this.source = source;
        this.target = target;
        this.before = source.byModel();
        this.after = target.byModel();
        this.known = new TreeSet<>(before.keySet());
        this.known.addAll(after.keySet());
    }

    TableDiffResult run(EngineSession session) {
        List<String> models = request.models();
        Optional<TableName> single = models.size() == 1 ? named(models.get(0)) : Optional.empty();
        Set<TableName> chosen = single.map(Set::of).orElseGet(() -> models.isEmpty() ? known : chosen(models));
        single.ifPresent(this::checkComparable);
        chosen.forEach(model -> compare(model, single.isPresent(), session));
        return new TableDiffResult(
                source.name().toString(),
                target.name().toString(),
                single.isPresent(),
                reports,
                shared,
                sourceOnly,
                targetOnly,
                withoutTable);
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
                    "%s matches no model of %s or %s".formatted(expression, source.name(), target.name()),
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
                    .reader(gateway)
                    .tableName(typed)
                    .relativeTo(connections.engine(gateway).defaultCatalog());
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
        for (Environment side : List.of(source, target)) {
            Pointer pointer = side.pointer(model)
                    .orElseThrow(() -> new UsageException(
                            "%s has no model %s".formatted(side.name(), model),
                            "Only %s has it; type 'diff %s' to see what else differs"
                                    .formatted(side.equals(source) ? target.name() : source.name(), side.name())));
            if (pointer.table() == null) {
                throw new UsageException(
                        "%s has no table in %s: it is %s".formatted(model, side.name(), pointer.kind()),
                        "Compare a model that reads it");
            }
        }
    }

    private void compare(TableName model, boolean asked, EngineSession session) {
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
        } else if (left.table().equals(right.table())) {
            shared.add(model);
            if (asked) {
                reports.add(TableDiffer.oneTable(
                        source.name().toString(),
                        target.name().toString(),
                        left.table(),
                        model,
                        request.options().on()));
            }
        } else {
            reports.add(compareTables(left, right, session));
        }
    }

    private TableDiffReport compareTables(Pointer left, Pointer right, EngineSession session) {
        TableName name = right.model();
        boolean given = !request.options().on().isEmpty();
        Optional<Model> model = project().model(name).or(() -> recorded(right));
        List<String> keys = given
                ? request.options().on()
                : model.map(ModelTableDiff::ownKey).orElse(List.of());
        String own = model.map(each -> each.properties().gateway()).orElse(null);
        if (own == null
                || connections
                        .gateway(own)
                        .name()
                        .equals(connections.gateway(gateway).name())) {
            return compareTables(left, right, keys, connections.engine(gateway), session);
        }
        Engine engine = connections.engine(own);
        try (EngineSession elsewhere = engine.open()) {
            return compareTables(left, right, keys, engine, elsewhere);
        }
    }

    private TableDiffReport compareTables(
            Pointer left, Pointer right, List<String> keys, Engine engine, EngineSession session) {
        return TableDiffer.compare(
                new DiffQuestions(session),
                engine.dialect(),
                side(source, left, session),
                side(target, right, session),
                Optional.of(right.model()),
                keys,
                request.options());
    }

    private static TableSide side(Environment environment, Pointer pointer, EngineSession session) {
        List<Column> columns = session.columns(pointer.table())
                .orElseThrow(() -> new VmshException(
                        "the table %s, which %s reads for %s, is not there"
                                .formatted(pointer.table(), environment.name(), pointer.model()),
                        "Build it again: plan %s --restate-model %s".formatted(environment.name(), pointer.model())));
        return TableSide.of(environment.name().toString(), pointer.table(), columns);
    }

    /** As SQLMesh takes it: all grains together. Without any, what rows of the kind are merged by. */
    private static List<String> ownKey(Model model) {
        List<List<String>> grains = model.properties().grains();
        if (!grains.isEmpty()) {
            return grains.stream().flatMap(List::stream).distinct().toList();
        }
        return model.kind() instanceof Kind.IncrementalByUniqueKey keyed ? keyed.uniqueKey() : List.of();
    }

    /** The model as it was planned, for one that the project no longer has. */
    private Optional<Model> recorded(Pointer pointer) {
        return connections.state(gateway).snapshots(List.of(pointer.snapshot())).values().stream()
                .map(snapshot -> snapshot.model())
                .findFirst();
    }

    private Project project() {
        return connections.project(gateway);
    }
}
