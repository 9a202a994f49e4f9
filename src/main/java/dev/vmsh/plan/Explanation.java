package dev.vmsh.plan;

import dev.vmsh.environment.Environment;
import dev.vmsh.project.Dag;
import dev.vmsh.project.Model;
import dev.vmsh.project.SqlText;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.sql.TableName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a plan rebuilds a model, or why it does not.
 *
 * @param chain from the model whose files changed to this one, along a shortest way; empty if nothing of it changed
 * @param rebuilt whether rows are computed
 * @param reason what changed, and where
 * @param avoid what would spare the work; null if nothing would
 */
public record Explanation(TableName model, List<TableName> chain, boolean rebuilt, String reason, String avoid) {
    public Explanation {
        chain = List.copyOf(chain);
    }

    /** @param dag of the plan's models */
    public static Explanation of(Plan plan, Dag dag, TableName model) {
        return new Finder(plan, dag, model).find();
    }

    private static final class Finder {
        private final Plan plan;
        private final Dag dag;
        private final TableName model;
        private final Map<TableName, Change> changes = new HashMap<>();
        private final Set<TableName> computed = new HashSet<>();

        Finder(Plan plan, Dag dag, TableName model) {
            this.plan = plan;
            this.dag = dag;
            this.model = model;
            plan.changes().forEach(change -> changes.put(change.model(), change));
            plan.backfill().forEach(backfill -> computed.add(backfill.model()));
        }

        Explanation find() {
            boolean rebuilt = computed.contains(model);
            Change change = changes.get(model);
            if (change == null) {
                return rebuilt
                        ? new Explanation(model, List.of(), true, "some of its intervals were never computed", null)
                        : new Explanation(
                                model,
                                List.of(),
                                false,
                                "nothing of it is rebuilt: %s has this version"
                                        .formatted(plan.base()
                                                .map(Environment::name)
                                                .orElse(plan.environment())),
                                null);
            }
            List<TableName> chain = chain(change);
            Change edit = changes.getOrDefault(chain.get(0), change);
            String reason = reason(edit);
            if (!rebuilt && change.type() != ChangeType.REMOVED) {
                reason += change.undecided()
                        ? "; its category is not decided"
                        : "; its rows are there already and stay" + because(change, edit);
            }
            return new Explanation(model, chain, rebuilt, reason, rebuilt ? avoid(edit, change) : null);
        }

        private List<TableName> chain(Change change) {
            return change.causes().stream()
                    .filter(cause ->
                            changes.containsKey(cause) && changes.get(cause).type() != ChangeType.INDIRECTLY_MODIFIED)
                    .sorted()
                    .map(cause -> dag.chain(cause, model))
                    .filter(chain -> !chain.isEmpty())
                    .min(Comparator.comparingInt(List::size))
                    .orElse(List.of(model));
        }

        private static String because(Change change, Change edit) {
            boolean own = !change.equals(edit) && change.category() == ChangeCategory.INDIRECT_NON_BREAKING;
            return own ? ": it " + String.join("; ", change.reasons()) : "";
        }

        private static String reason(Change edit) {
            String what =
                    edit.reasons().isEmpty() ? edit.type().id().replace('_', ' ') : String.join("; ", edit.reasons());
            return edit.after() == null ? what : "%s (%s)".formatted(what, place(edit));
        }

        /** Where the edit is: the first line of the query that differs, else the model's beginning. */
        private static String place(Change edit) {
            Model after = edit.after().model();
            Optional<SqlText> now = Optional.ofNullable(after.statements().query());
            Optional<SqlText> before = Optional.ofNullable(edit.before())
                    .map(snapshot -> snapshot.model().statements().query());
            int line = after.line();
            if (now.isPresent()
                    && before.isPresent()
                    && !now.get().text().equals(before.get().text())) {
                List<String> lines = now.get().text().lines().toList();
                List<String> old = before.get().text().lines().toList();
                int same = 0;
                while (same < lines.size()
                        && same < old.size()
                        && lines.get(same).equals(old.get(same))) {
                    same++;
                }
                line = now.get().line() + Math.min(same, lines.size() - 1);
            }
            return after.file() + ":" + line;
        }

        private String avoid(Change edit, Change change) {
            if (edit.type() == ChangeType.ADDED || change.type() == ChangeType.ADDED) {
                return null;
            }
            if (edit.category() == ChangeCategory.BREAKING) {
                long spared = dag.downstream(List.of(edit.model())).stream()
                        .filter(computed::contains)
                        .filter(name -> changes.containsKey(name)
                                && changes.get(name).causes().equals(List.of(edit.model())))
                        .count();
                if (spared > 0) {
                    return "a non-breaking change would skip %d model%s (plan --non-breaking %s)"
                            .formatted(spared, spared == 1 ? "" : "s", edit.model());
                }
            }
            return "a forward-only plan would keep the rows that are there (plan --forward-only)";
        }
    }
}
