package dev.vmsh.shell.render;

import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Model;

/** How the queries of a plan's models differ from what the environment has, as text. */
public final class SourceDiff {
    private SourceDiff() {}

    /**
     * A unified diff for each model whose query differs, each after a blank line; empty if none does.
     *
     * @param rendered whether the queries are compared with their macros expanded rather than as written
     */
    public static String of(Plan plan, boolean rendered) {
        var out = new StringBuilder();
        for (Change change : plan.changes()) {
            if (change.before() != null && change.after() != null) {
                String diff = TextDiff.unified(
                        change.model() + " before", source(change.before().model(), rendered),
                        change.model() + " now", source(change.after().model(), rendered));
                if (!diff.isEmpty()) {
                    out.append('\n').append(diff);
                }
            }
        }
        return out.toString();
    }

    private static String source(Model model, boolean rendered) {
        if (rendered || model.statements().query() == null) {
            return model.facts().query();
        }
        return model.statements().query().text();
    }
}
