package dev.vmsh.work;

import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns the changed models of a plan gain, lose, and give another type. What a table has is asked of the engine; what a query
 * that was never run will have, the engine says too, without running it.
 */
public final class ColumnChanges {
    private static final Duration DAY = Duration.ofDays(1);

    private final Connections connections;

    public ColumnChanges(Connections connections) {
        this.connections = connections;
    }

    /** By model, in the plan's order; without those whose columns stay as they are. */
    public Map<TableName, SchemaDiff> of(String gateway, Plan plan) {
        var found = new LinkedHashMap<TableName, SchemaDiff>();
        try (EngineSession session = connections.engine(gateway).open()) {
            var asked = new Asked(gateway, plan, session);
            for (Change change : plan.changes()) {
                if (change.type() == ChangeType.METADATA) {
                    continue;
                }
                SchemaDiff columns = SchemaDiff.between(asked.before(change), asked.after(change));
                if (!columns.same()) {
                    found.put(change.model(), columns);
                }
            }
        }
        return found;
    }

    private final class Asked {
        private final String gateway;
        private final Plan plan;
        private final EngineSession session;
        private final Map<TableName, Pointer> base;
        private final Map<TableName, Pointer> next;
        private final Set<TableName> unbuilt = new TreeSet<>();

        Asked(String gateway, Plan plan, EngineSession session) {
            this.gateway = gateway;
            this.plan = plan;
            this.session = session;
            this.base = plan.base().map(Environment::byModel).orElse(Map.of());
            this.next = plan.next().byModel();
            plan.newSnapshots().forEach(id -> unbuilt.add(id.model()));
        }

        List<Column> before(Change change) {
            return Optional.ofNullable(base.get(change.model()))
                    .map(Pointer::table)
                    .flatMap(session::columns)
                    .orElseGet(() -> told(change.before()));
        }

        List<Column> after(Change change) {
            if (change.after() == null) {
                return List.of();
            }
            Optional<List<Column>> built = unbuilt.contains(change.model())
                    ? Optional.empty()
                    : Optional.ofNullable(next.get(change.model()))
                            .map(Pointer::table)
                            .flatMap(session::columns);
            return built.orElseGet(() -> described(change.after()));
        }

        private List<Column> described(Snapshot after) {
            Model model = after.model();
            if (model.kind() instanceof Kind.Seed || model.statements().query() == null) {
                return told(after);
            }
            Instant now = plan.executionTime();
            var rules = new PointerReads.Rules(
                    PointerReads.Unplanned.INLINE,
                    unbuilt,
                    new Interval(now.minus(DAY), now),
                    now,
                    plan.environment().toString());
            var reads = new PointerReads(
                    connections.project(gateway),
                    plan.base(),
                    connections.renderer(gateway),
                    connections.engine(gateway).defaultCatalog(),
                    rules);
            try {
                return session.describe(reads.query(model, "evaluating"));
            } catch (EngineException cannotBeAskedYet) {
                return told(after);
            } catch (VmshException notRendered) {
                return told(after);
            }
        }

        /** What the model's text alone tells; a type that it does not tell is taken to be the one that was there. */
        private List<Column> told(Snapshot snapshot) {
            if (snapshot == null) {
                return List.of();
            }
            Model model = snapshot.model();
            List<Column> declared = model.properties().columns();
            List<Column> columns = declared.isEmpty() ? model.facts().columns().orElse(List.of()) : declared;
            List<Column> known = Optional.ofNullable(base.get(model.name()))
                    .map(Pointer::table)
                    .flatMap(session::columns)
                    .orElse(List.of());
            var typed = new ArrayList<Column>();
            for (Column column : columns) {
                String type = known.stream()
                        .filter(each -> each.name().equals(column.name()))
                        .map(Column::type)
                        .findFirst()
                        .orElse("type not known");
                typed.add(column.type() == null ? new Column(column.name(), Objects.requireNonNull(type)) : column);
            }
            return typed;
        }
    }
}
