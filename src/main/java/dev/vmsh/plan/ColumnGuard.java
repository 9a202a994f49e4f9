package dev.vmsh.plan;

import dev.vmsh.plan.PlanRequest.Selection;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds forward-only changes to what their models allow to be done to a table in place, before anything is done. Looks at the names of
 * columns; types are only known to the engine, which looks again when it changes the table.
 */
final class ColumnGuard {
    private final Selection selection;
    private final Project project;

    ColumnGuard(Selection selection, Project project) {
        this.selection = selection;
        this.project = project;
    }

    /**
     * @return what the user should know
     * @throws VmshException if a change is not allowed
     */
    List<String> check(List<Change> changes) {
        var warnings = new ArrayList<String>();
        for (Change change : changes) {
            boolean inPlace = change.type() == ChangeType.DIRECTLY_MODIFIED
                    && change.before() != null
                    && change.after().forwardOnly();
            if (inPlace) {
                List<String> was = columns(change.before().model());
                List<String> is = columns(change.after().model());
                if (!was.isEmpty() && !is.isEmpty()) {
                    check(change.after().model(), "destructive", without(was, is), warnings);
                    check(change.after().model(), "additive", without(is, was), warnings);
                }
            }
        }
        return warnings;
    }

    private void check(Model model, String sort, List<String> columns, List<String> warnings) {
        if (columns.isEmpty()) {
            return;
        }
        boolean destructive = sort.equals("destructive");
        String what = "%s %s %s"
                .formatted(
                        model.name(),
                        destructive ? "would lose" : "would gain",
                        (columns.size() == 1 ? "column " : "columns ") + String.join(", ", columns));
        OnChange policy = model.kind()
                .incremental()
                .map(destructive ? Kind.Incremental::onDestructiveChange : Kind.Incremental::onAdditiveChange)
                .orElse(OnChange.ALLOW);
        List<String> exempt = destructive ? selection.allowDestructive() : selection.allowAdditive();
        Set<TableName> allowed = exempt.isEmpty() ? Set.of() : Selector.select(exempt, project);
        if (policy == OnChange.ERROR && !allowed.contains(model.name())) {
            throw new VmshException(
                    "%s:%d: %s in place, which its kind forbids".formatted(model.file(), model.line(), what),
                    "Run plan with --allow-%1$s-model %2$s, or set on_%1$s_change in its kind"
                            .formatted(sort, model.name()));
        }
        if (policy == OnChange.WARN && !allowed.contains(model.name())) {
            warnings.add(what + " in place");
        }
    }

    private static List<String> columns(Model model) {
        return model.facts().columns().orElse(List.of()).stream()
                .map(Column::name)
                .toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(name -> !some.contains(name)).toList();
    }
}
