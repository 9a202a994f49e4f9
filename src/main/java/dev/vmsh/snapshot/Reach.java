package dev.vmsh.snapshot;

import dev.vmsh.macro.TimeVariables;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Effect;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the changes of a project do to the rows of each model, as far as it can be proved from the queries: which columns get other values,
 * and whether there may be other rows. To be told of the models parents first. For one thread.
 */
final class Reach {
    private static final Pattern VARIABLE = Pattern.compile("@(\\{)?(\\w+)");

    private final Function<Model, SqlReader> readers;
    /** What was found out before. */
    private final Map<Question, Effect> answers;

    private final Map<TableName, Effect> effects = new HashMap<>();
    private final Map<TableName, List<Column>> columnsBefore = new HashMap<>();
    private final Map<TableName, List<Column>> columnsAfter = new HashMap<>();

    /** One model, with or without its edit, under what its parents' rows became. */
    private record Question(TableName model, boolean edited, Map<TableName, Effect> parents) {}

    /** @param base the models that the changes are relative to */
    Reach(Map<TableName, Snapshot> base, Map<TableName, Snapshot> local, Function<Model, SqlReader> readers) {
        this.readers = readers;
        this.answers = new HashMap<>();
        base.forEach((name, snapshot) -> note(columnsBefore, snapshot.model()));
        local.forEach((name, snapshot) -> note(columnsAfter, snapshot.model()));
    }

    /** Of the same models, with nothing told yet. */
    private Reach(Reach other) {
        this.readers = other.readers;
        this.answers = other.answers;
        this.columnsBefore.putAll(other.columnsBefore);
        this.columnsAfter.putAll(other.columnsAfter);
    }

    /** Another one for the same models, of which nothing has been told. */
    Reach beside() {
        return new Reach(this);
    }

    private static void note(Map<TableName, List<Column>> columns, Model model) {
        model.facts().columns().ifPresent(all -> columns.put(model.name(), all));
    }

    /** What happens to the rows of a model that has been told of; nothing if it has not. */
    Effect of(TableName model) {
        return effects.getOrDefault(model, Effect.NOTHING);
    }

    void tell(TableName model, Effect effect) {
        effects.put(model, effect);
    }

    /** What the changes of what a model reads do to its rows. */
    Effect inherited(Model model, Set<TableName> parents) {
        return through(model, model, parents);
    }

    /**
     * What the edit of a model and the changes of what it reads do to its rows.
     *
     * @param parents the models it reads
     */
    Effect through(Model before, Model after, Set<TableName> parents) {
        if (parents.stream().anyMatch(parent -> of(parent) instanceof Effect.Rows)) {
            return Effect.ROWS;
        }
        boolean same = before.equals(after)
                || (Facets.data(before).equals(Facets.data(after))
                        && before.facts().canonicalQuery().equals(after.facts().canonicalQuery()));
        boolean parentsStand = parents.stream().allMatch(parent -> of(parent) instanceof Effect.Nothing);
        if (same && parentsStand) {
            return Effect.NOTHING;
        }
        if (after.kind() instanceof Kind.Seed is && before.kind() instanceof Kind.Seed was) {
            return SeedEffect.between(before, was.file(), after, is.file());
        }
        var changed = new HashMap<TableName, Effect>();
        parents.forEach(parent -> changed.put(parent, of(parent)));
        var question = new Question(after.name(), !same, changed);
        Effect known = answers.get(question);
        if (known == null) {
            known = bounded(after, queries(same ? after : before, after, parents));
            answers.put(question, known);
        }
        return known;
    }

    private Effect queries(Model before, Model after, Set<TableName> parents) {
        String was = text(before);
        String is = text(after);
        boolean onlyQuery = after.facts().canonicalBefore().isEmpty()
                && after.facts().canonicalAfter().isEmpty()
                && !after.facts().dependsOnSelf()
                && (before.equals(after) || Facets.data(before).equals(Facets.data(after)));
        if (was == null || is == null || !onlyQuery) {
            return Effect.ROWS;
        }
        String catalog = after.defaultCatalog();
        try {
            SqlReader reader = readers.apply(after);
            Query query = reader.query(is);
            var read = new TreeSet<TableName>();
            query.tables().forEach(table -> read.add(table.relativeTo(catalog)));
            if (!read.containsAll(parents)) {
                return Effect.ROWS; // it is read in a way that the query does not show
            }
            return reader.effect(
                    was.equals(is) ? query : reader.query(was),
                    query,
                    table -> Optional.ofNullable(columnsBefore.get(table.relativeTo(catalog))),
                    table -> Optional.ofNullable(columnsAfter.get(table.relativeTo(catalog))),
                    table -> of(table.relativeTo(catalog)));
        } catch (SqlException beyondTheParser) {
            return Effect.ROWS;
        }
    }

    /**
     * The query of a model with its date variables left standing, so that none of their uses looks like another; null if a macro may
     * choose between queries.
     */
    private static String text(Model model) {
        String canonical = model.facts().canonicalQuery();
        if (model.statements().query() == null
                || canonical.startsWith("tokens: ")
                || canonical.contains("\nwritten: ")) {
            return null;
        }
        String written = model.statements().query().text();
        boolean usesTime = false;
        boolean usesOthers = false;
        Matcher variables = VARIABLE.matcher(written);
        while (variables.find()) {
            boolean time = variables.group(1) == null && TimeVariables.isTimeVariable(variables.group(2));
            usesTime |= time;
            usesOthers |= !time;
        }
        if (!usesTime) {
            return model.facts().query();
        }
        return usesOthers ? null : VARIABLE.matcher(written).replaceAll("'\\$$2'");
    }

    /** The same, where what the kind does with the rows does not make more of it. */
    private static Effect bounded(Model model, Effect effect) {
        if (!(effect instanceof Effect.Columns columns)) {
            return effect;
        }
        boolean plain = model.kind() instanceof Kind.Full
                || model.kind() instanceof Kind.View
                || model.kind() instanceof Kind.Embedded
                || (model.kind() instanceof Kind.IncrementalByTimeRange byTime
                        && !columns.names().contains(byTime.timeColumn().name()));
        return plain ? effect : Effect.ROWS;
    }
}
