package dev.vmsh.shell.render;

import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffJson;
import dev.vmsh.environment.Environment;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalText;
import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Chains;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan, for people and for programs. */
public final class PlanReport {
    /** Longer lists show their ends only. */
    private static final int SHOWN = 10;

    private PlanReport() {}

    // ---- for programs: the names of the fields are a contract

    /**
     * What {@code diff} answers.
     *
     * @param columns changes of columns by model, told with each change; null to leave them out
     */
    public static Map<String, Object> diff(Plan plan, Map<TableName, SchemaDiff> columns) {
        var value = new LinkedHashMap<String, Object>();
        value.put("environment", plan.environment().identifier());
        value.put("base", plan.base().map(base -> base.name().identifier()).orElse(null));
        value.put("changes", changes(plan, columns));
        return value;
    }

    /** What {@code plan --explain} answers. */
    public static Map<String, Object> explained(Plan plan) {
        var value = new LinkedHashMap<String, Object>();
        value.put("environment", plan.environment().identifier());
        value.put("plan_id", plan.planId());
        value.put("base", plan.base().map(base -> base.name().identifier()).orElse(null));
        value.put("changes", changes(plan, null));
        value.put("backfill", plan.backfill().stream().map(PlanReport::backfill).toList());
        var views = new LinkedHashMap<String, Object>();
        views.put("create", names(plan.views().create()));
        views.put("update", names(plan.views().update()));
        views.put("drop", names(plan.views().drop()));
        value.put("views", views);
        value.put("notices", plan.notices());
        return value;
    }

    private static List<Object> changes(Plan plan, Map<TableName, SchemaDiff> columns) {
        var changes = new ArrayList<Object>();
        var chains = new Chains(plan.changes());
        for (Change change : plan.changes()) {
            var value = new LinkedHashMap<String, Object>();
            value.put("model", change.model().toString());
            value.put("change", change.type().id());
            value.put(
                    "category",
                    change.category() == null ? null : change.category().name());
            value.put("because", because(change));
            value.put(
                    "chain", chains.to(change).stream().map(TableName::toString).toList());
            value.put("reason", String.join("; ", change.reasons()));
            value.put("metadata", change.type() == ChangeType.METADATA ? change.reasons() : change.besideRows());
            value.put("forward_only", change.after() != null && change.after().forwardOnly());
            if (columns != null) {
                value.put("columns", TableDiffJson.schema(columns.getOrDefault(change.model(), SchemaDiff.NONE)));
            }
            changes.add(value);
        }
        return changes;
    }

    private static List<String> because(Change change) {
        return change.causes().isEmpty()
                ? change.reasons()
                : change.causes().stream().map(TableName::toString).toList();
    }

    private static Map<String, Object> backfill(Backfill backfill) {
        var value = new LinkedHashMap<String, Object>();
        value.put("model", backfill.model().toString());
        value.put("table", backfill.table().toString());
        value.put("kind", backfill.type().id());
        value.put(
                "intervals",
                backfill.intervals().intervals().stream()
                        .map(PlanReport::interval)
                        .toList());
        value.put("preview", backfill.preview());
        value.put("batches", backfill.batches().size());
        return value;
    }

    private static Map<String, Object> interval(Interval interval) {
        var value = new LinkedHashMap<String, Object>();
        value.put("from", interval.start());
        value.put("to", interval.end());
        return value;
    }

    private static List<String> names(List<View> views) {
        return views.stream().map(view -> view.view().toString()).toList();
    }

    // ---- for people

    /** What would change, in short. */
    public static String text(Plan plan) {
        return text(plan, false);
    }

    /** @param whole whether long lists are shown to their end */
    public static String text(Plan plan, boolean whole) {
        var out = new StringBuilder();
        out.append(header(plan)).append('\n');
        if (!plan.changes().isEmpty()) {
            out.append('\n').append(changeTree(plan, whole).text());
        }
        if (!plan.restated().isEmpty()) {
            out.append("\nModels computed again:\n");
            plan.restated().keySet().stream()
                    .sorted()
                    .forEach(name -> out.append("  ").append(name).append('\n'));
        }
        if (!plan.backfill().isEmpty()) {
            out.append('\n').append(backfillTree(plan).text());
        }
        String views = views(plan);
        if (!views.isEmpty()) {
            out.append('\n').append(views).append('\n');
        }
        plan.notices().forEach(notice -> out.append("\nnote: ").append(notice).append('\n'));
        return out.toString();
    }

    /** What differs, without what would be done about it. */
    public static String differences(Plan plan) {
        if (plan.changes().isEmpty()) {
            return "No differences.\n";
        }
        String base =
                plan.base().map(environment -> environment.name().identifier()).orElse("nothing");
        return "Differences from %s:\n\n%s"
                .formatted(base, changeTree(plan, false).text());
    }

    private static String header(Plan plan) {
        if (plan.isEmpty()) {
            return "No changes: the files match environment %s.".formatted(plan.environment());
        }
        if (plan.base().isEmpty()) {
            return "New environment %s.".formatted(plan.environment());
        }
        Environment base = plan.base().get();
        if (plan.isNew()) {
            return "New environment %s, made from %s.".formatted(plan.environment(), base.name());
        }
        if (!base.finalized()) {
            return "Environment %s: an earlier plan was not finished; this one takes it up."
                    .formatted(plan.environment());
        }
        return plan.changes().isEmpty()
                ? "Environment %s: no model changed.".formatted(plan.environment())
                : "Differences from environment %s:".formatted(base.name());
    }

    private static Tree changeTree(Plan plan, boolean whole) {
        var groups = new ArrayList<Tree>();
        var chains = new Chains(plan.changes());
        for (ChangeType type : ChangeType.values()) {
            List<Tree> changes = plan.changes().stream()
                    .filter(change -> change.type() == type)
                    .map(change -> Tree.leaf(line(change, chains)))
                    .toList();
            if (!changes.isEmpty()) {
                boolean edited = type == ChangeType.DIRECTLY_MODIFIED || type == ChangeType.METADATA;
                groups.add(new Tree(title(type) + ":", whole || edited ? changes : shortened(changes)));
            }
        }
        return new Tree("Models:", groups);
    }

    private static String title(ChangeType type) {
        return type == ChangeType.METADATA
                ? "Metadata updated"
                : capital(type.id().replace('_', ' '));
    }

    private static String line(Change change, Chains chains) {
        var out = new StringBuilder(change.model().toString());
        if (change.type() == ChangeType.ADDED || change.type() == ChangeType.REMOVED) {
            return out.toString();
        }
        String category = change.category() == null ? "not decided" : label(change.category());
        boolean forwardOnly = change.after() != null && change.after().forwardOnly();
        out.append("  (")
                .append(category)
                .append(forwardOnly ? ", forward-only" : "")
                .append(')');
        String reason = reason(change, chains);
        return reason.isEmpty()
                ? out.toString()
                : out.append("  ").append(reason).toString();
    }

    /** {@code <- staging.orders <- raw.orders: column amount changed}: the way back to the edit, and what it was. */
    private static String reason(Change change, Chains chains) {
        List<TableName> chain = chains.to(change);
        var own = new ArrayList<>(change.reasons());
        if (chain.size() > 1) {
            own.removeIf(reason -> reason.startsWith("reads ") && !reason.startsWith("reads none "));
        }
        own.addAll(change.besideRows());
        if (chain.size() < 2) {
            return String.join("; ", own);
        }
        var way = new StringBuilder(own.isEmpty() ? "" : String.join("; ", own) + "  ");
        for (int i = chain.size() - 2; i >= 0; i--) {
            way.append("<- ").append(chain.get(i)).append(i > 0 ? " " : ": ");
        }
        way.append(String.join("; ", chains.of(chain.get(0)).reasons()));
        int others = change.causes().size() - 1;
        return way + (others > 0 ? "; and %s more".formatted(Phrases.count(others, "edit")) : "");
    }

    /** {@code Non-breaking}, {@code Indirect breaking}. */
    public static String label(ChangeCategory category) {
        return capital(
                category.name().toLowerCase(Locale.ROOT).replace("non_", "non-").replace('_', ' '));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static List<Tree> shortened(List<Tree> all) {
        if (all.size() <= SHOWN) {
            return all;
        }
        return List.of(all.get(0), Tree.leaf("... %d more ...".formatted(all.size() - 2)), all.get(all.size() - 1));
    }

    private static Tree backfillTree(Plan plan) {
        List<Tree> models = plan.backfill().stream()
                .map(backfill -> Tree.leaf("%s: [%s]%s"
                        .formatted(backfill.model(), what(backfill), backfill.preview() ? " (preview)" : "")))
                .toList();
        return new Tree("Models needing backfill:", models);
    }

    private static String what(Backfill backfill) {
        if (backfill.type() == Backfill.Type.INTERVALS) {
            IntervalUnit unit = backfill.snapshot().model().schedule().unit();
            return IntervalText.of(backfill.intervals(), unit);
        }
        if (backfill.type() == Backfill.Type.VIEW) {
            return "recreate view";
        }
        return backfill.type() == Backfill.Type.SEED ? "load seed" : "full refresh";
    }

    private static String views(Plan plan) {
        var parts = new LinkedHashMap<String, Integer>();
        parts.put("created", plan.views().create().size());
        parts.put("updated", plan.views().update().size());
        parts.put("dropped", plan.views().drop().size());
        String text = parts.entrySet().stream()
                .filter(part -> part.getValue() > 0)
                .map(part -> part.getValue() + " " + part.getKey())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "Views: " + text + ".";
    }
}
