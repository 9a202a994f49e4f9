package dev.vmsh.work;

import dev.vmsh.diff.TableDiffOptions;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineException;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.interval.TimeLength;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the old and the new query of each model that a plan changes, over a short time, and compares their rows. Of what else changed, the
 * queries are put in on both sides; everything else is read from the tables of the plan's base. Writes nothing but temporary tables of
 * its own session.
 */
public final class ImpactRunner {
    private static final String BEFORE = "vmsh_impact_before";
    private static final String AFTER = "vmsh_impact_after";

    private final Connections connections;

    public ImpactRunner(Connections connections) {
        this.connections = connections;
    }

    /**
     * In the plan's order; models whose rows cannot change, and those that have no query, are left out.
     *
     * @param last how much time, back from the last that the base has computed
     */
    public List<Impact> of(String gateway, Plan plan, TimeLength last, DiffSessions sessions) {
        Optional<Environment> base = plan.base();
        if (base.isEmpty()) {
            return List.of();
        }
        var asked = new Asked(gateway, plan, base.get(), last);
        var impacts = new ArrayList<Impact>();
        for (Change change : plan.changes()) {
            boolean queried = change.type() != ChangeType.METADATA
                    && change.before() != null
                    && change.after() != null
                    && change.before().model().statements().query() != null
                    && change.after().model().statements().query() != null;
            if (queried) {
                impacts.add(asked.impact(change, sessions));
            }
        }
        return impacts;
    }

    private final class Asked {
        private final String gateway;
        private final Plan plan;
        private final Environment base;
        private final Interval slice;
        private final Project local;
        private final Project before;
        private final Set<TableName> changed = new TreeSet<>();

        Asked(String gateway, Plan plan, Environment base, TimeLength last) {
            this.gateway = gateway;
            this.plan = plan;
            this.base = base;
            this.local = connections.project(gateway);
            this.before = new RecordedProject(connections.state(gateway)).of(base, local);
            Instant end = lastComputed();
            this.slice = new Interval(last.before(end), end);
            for (Change change : plan.changes()) {
                if (change.type() != ChangeType.METADATA) {
                    changed.add(change.model());
                }
            }
        }

        /** The latest end of what the base has of the models that change; now if none of them knows time. */
        private Instant lastComputed() {
            var tables = new ArrayList<TableName>();
            Map<TableName, Pointer> pointers = base.byModel();
            plan.changes().stream()
                    .filter(change ->
                            change.after() != null && timed(change.after().model()))
                    .map(change -> pointers.get(change.model()))
                    .filter(Objects::nonNull)
                    .map(Pointer::table)
                    .filter(Objects::nonNull)
                    .forEach(tables::add);
            return connections.state(gateway).intervals(tables).values().stream()
                    .map(IntervalSet::hull)
                    .flatMap(Optional::stream)
                    .map(Interval::end)
                    .max(Instant::compareTo)
                    .orElse(plan.executionTime());
        }

        private static boolean timed(Model model) {
            return model.kind().incremental().isPresent();
        }

        /** Whether the time bounds what is read: of the model itself, or of something whose query is put in. */
        private boolean sliced(Change change) {
            var seen = new TreeSet<TableName>();
            var queue = new ArrayDeque<TableName>();
            queue.add(change.model());
            while (!queue.isEmpty()) {
                TableName name = queue.remove();
                Optional<Model> model = changed.contains(name) ? local.model(name) : Optional.empty();
                if (model.isEmpty() || !seen.add(name)) {
                    continue;
                }
                if (timed(model.get())) {
                    return true;
                }
                queue.addAll(model.get().facts().dependencies());
            }
            return false;
        }

        Impact impact(Change change, DiffSessions sessions) {
            Optional<Interval> looked = sliced(change) ? Optional.of(slice) : Optional.empty();
            try {
                return new Impact(change.model(), looked, Optional.of(compare(change, sessions)), Optional.empty());
            } catch (EngineException e) {
                if (e.kind() == EngineException.Cause.CANCELLED || sessions.cancelled()) {
                    throw e;
                }
                return new Impact(change.model(), looked, Optional.empty(), Optional.of(e));
            } catch (VmshException e) {
                return new Impact(change.model(), looked, Optional.empty(), Optional.of(e));
            }
        }

        private TableDiffReport compare(Change change, DiffSessions sessions) {
            Model after = change.after().model();
            String own = Objects.requireNonNullElse(after.properties().gateway(), gateway);
            String old = reads(own, before).query(change.before().model(), "evaluating");
            String now = reads(own, local).query(after, "evaluating");
            try (var held = sessions.open(connections.engine(own))) {
                var questions =
                        DiffQuestions.of(held.session(), connections.engine(own).dialect());
                TableSide source = side(base.name().toString(), change.model(), old, BEFORE, questions);
                TableSide target = side("new", change.model(), now, AFTER, questions);
                List<String> keys = ModelTableDiff.ownKey(after);
                boolean keyed = has(source, keys) && has(target, keys);
                return TableDiffer.compare(
                        questions,
                        questions.dialect(),
                        source,
                        target,
                        Optional.of(change.model()),
                        keyed ? keys : List.of(),
                        TableDiffOptions.EXACT);
            }
        }

        /** A key that is an expression is asked of the engine; a column that one side has not makes the whole row the key. */
        private static boolean has(TableSide side, List<String> keys) {
            List<String> names = side.columns().stream().map(Column::name).toList();
            return keys.stream().allMatch(key -> names.contains(key) || !key.matches("\\w+"));
        }

        private TableSide side(String label, TableName model, String query, String table, DiffQuestions questions) {
            List<Column> columns = questions.describe(query);
            return questions.keep(table, query)
                    ? new TableSide(label, model, table, columns)
                    : TableSide.query(label, model, query, columns);
        }

        private PointerReads reads(String own, Project project) {
            return new PointerReads(
                    project,
                    Optional.of(base),
                    connections.renderer(own),
                    connections.engine(own).defaultCatalog(),
                    new PointerReads.Rules(
                            PointerReads.Unplanned.INLINE,
                            changed,
                            slice,
                            plan.executionTime(),
                            plan.environment().toString()));
        }
    }
}
