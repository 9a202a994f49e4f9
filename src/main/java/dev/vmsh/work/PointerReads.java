package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the names of models become when a local query is shown or run in an environment: the tables that the environment points at, and
 * for EMBEDDED models their query in parentheses. For one thread.
 */
final class PointerReads implements Function<TableName, Optional<Replacement>> {
    private final Project project;
    private final Map<TableName, Pointer> pointers;
    private final ModelRenderer renderer;
    private final String defaultCatalog;
    private final Rules rules;
    private final Deque<TableName> inlining = new ArrayDeque<>();

    /** What becomes of a model that the environment has not. */
    enum Unplanned {
        KEEP_NAME,
        /** Its query stands for it. */
        INLINE
    }

    /**
     * @param inline models whose query is put in even if they have a table
     * @param range what the date variables of incremental models describe
     * @param environment its name, for messages
     */
    record Rules(Unplanned unplanned, Set<TableName> inline, Interval range, Instant execution, String environment) {}

    PointerReads(
            Project project,
            Optional<Environment> environment,
            ModelRenderer renderer,
            String defaultCatalog,
            Rules rules) {
        this.project = project;
        this.pointers = environment.map(Environment::byModel).orElse(Map.of());
        this.renderer = renderer;
        this.defaultCatalog = defaultCatalog;
        this.rules = rules;
    }

    /** The query of {@code model} with what it reads replaced. */
    String query(Model model, String stage) {
        TableName own = Optional.ofNullable(pointers.get(model.name()))
                .map(Pointer::table)
                .orElse(model.name());
        boolean timeless = model.kind() instanceof Kind.Full
                || model.kind() instanceof Kind.View
                || model.kind() instanceof Kind.Embedded;
        inlining.push(model.name());
        try {
            return renderer.query(
                    model, new RenderRequest(stage, timeless ? null : rules.range(), rules.execution(), own, this));
        } finally {
            inlining.pop();
        }
    }

    @Override
    public Optional<Replacement> apply(TableName written) {
        TableName name = written.relativeTo(defaultCatalog);
        Optional<Model> local = project.model(name);
        Pointer pointer = pointers.get(name);
        boolean wanted = rules.inline().contains(name)
                && !inlining.contains(name)
                && local.filter(model -> model.statements().query() != null).isPresent();
        if (pointer != null && pointer.table() != null && !wanted) {
            return name.equals(pointer.table())
                    ? Optional.empty()
                    : Optional.of(new Replacement.Table(pointer.table()));
        }
        if (local.isEmpty() || local.get().kind() instanceof Kind.External) {
            return Optional.empty();
        }
        boolean embedded = local.get().kind() instanceof Kind.Embedded;
        if (!embedded && !wanted && rules.unplanned() == Unplanned.KEEP_NAME) {
            return Optional.empty();
        }
        if (inlining.contains(name) || local.get().statements().query() == null) {
            throw new UsageException(
                    "%s is not in the environment %s, and no query can stand for it"
                            .formatted(name, rules.environment()),
                    "Type 'plan %s' first".formatted(rules.environment()));
        }
        return Optional.of(new Replacement.Subquery(query(local.get(), "evaluating")));
    }
}
