package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;

/**
 * Proves how far a change of a query, and of what it reads, reaches into its result. Select items that were edited are marked, all else of
 * the two texts must be the same; then every column that is made of a mark, or of a changed column of a table, is changed, unless one
 * decides which rows come out: then all is. Whatever cannot be followed counts as changed too. Single use.
 */
final class EffectFinder {
    /** Rows that come out differently at every try, of which the new result may have others than the old one. */
    private static final Set<String> VOLATILE =
            Set.of("random", "rand", "uuid", "gen_random_uuid", "nextval", "now", "setseed", "txid_current");

    private final Dialect dialect;
    private final Set<SelectItem<?>> edited = Collections.newSetFromMap(new IdentityHashMap<>());

    EffectFinder(Dialect dialect) {
        this.dialect = dialect;
    }

    /** One side of the comparison. */
    record Side(PreparedText text, Select tree, Function<TableName, Optional<List<Column>>> schemas) {}

    /**
     * @param same whether both texts are one, so that nothing was edited; else the trees are the finder's to change
     * @param sources what happened to the rows of each table read
     */
    Effect of(Side before, Side after, boolean same, Function<TableName, Effect> sources) {
        Optional<ColumnOrigins> was = new OriginWalk(before.text(), dialect, before.schemas()).of(before.tree());
        if (was.isEmpty() || !(same || edited(before.tree(), after.tree()))) {
            return Effect.ROWS;
        }
        return new OriginWalk(after.text(), dialect, after.schemas(), edited)
                .of(after.tree())
                .map(is -> effect(was.get(), is, sources))
                .orElse(Effect.ROWS);
    }

    // ---- the edit

    /** Marks what was edited in the second tree; the first is made like it there, and all else must be the same. */
    private boolean edited(Select before, Select after) {
        return mark(before, after, Columns.BY_NAME)
                && canonical(before).equals(canonical(after))
                && (edited.isEmpty() || !picksRows(after));
    }

    /** How what stands around a select tells its columns apart. */
    private enum Columns {
        /** The result's own: whoever reads it names them. */
        BY_NAME,
        /** By names, but maybe by new ones that are given to them in order. */
        BY_NAME_IN_ORDER,
        /** As the branch of a set operation. */
        BY_POSITION
    }

    /** Marks the items of {@code after} that differ; false if that is beyond proof. */
    private boolean mark(Object before, Object after, Columns columns) {
        if (before instanceof PlainSelect left
                && after instanceof PlainSelect right
                && !markItems(left, right, columns)) {
            return false;
        }
        Columns below = before instanceof SetOperationList
                ? Columns.BY_POSITION
                : before instanceof ParenthesedSelect ? columns : Columns.BY_NAME_IN_ORDER;
        List<Select> left = nearestSelects(before);
        List<Select> right = nearestSelects(after);
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            // What WITH names stands beside a branch, not in it.
            boolean inWith = left.get(i) instanceof ParenthesedSelect && isOfWith(before, left.get(i));
            if (!mark(left.get(i), right.get(i), inWith ? Columns.BY_NAME_IN_ORDER : below)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfWith(Object node, Select select) {
        return node instanceof Select outer
                && outer.getWithItemsList() != null
                && outer.getWithItemsList().stream().anyMatch(item -> item.getParenthesedStatement() == select);
    }

    /** Selects below {@code node}; those within an edited item do not matter. */
    private List<Select> nearestSelects(Object node) {
        var found = new ArrayList<Select>();
        SyntaxTree.forEachPart(node, part -> {
            if (part instanceof Select select) {
                found.add(select);
            } else if (!(part instanceof SelectItem<?> item && edited.contains(item))) {
                found.addAll(nearestSelects(part));
            }
        });
        return found;
    }

    private boolean markItems(PlainSelect before, PlainSelect after, Columns columns) {
        List<SelectItem<?>> olds = items(before);
        List<SelectItem<?>> news = items(after);
        List<String> was = olds.stream().map(this::canonical).toList();
        List<String> is = news.stream().map(this::canonical).toList();
        if (was.equals(is)) {
            return true;
        }
        if (columns == Columns.BY_POSITION && was.size() != is.size()) {
            return false;
        }
        boolean inOrder = columns != Columns.BY_NAME;
        var touched = new ArrayList<SelectItem<?>>();
        for (int i = 0; i < news.size(); i++) {
            boolean kept = inOrder ? i < was.size() && was.get(i).equals(is.get(i)) : was.contains(is.get(i));
            if (!kept) {
                edited.add(news.get(i));
                touched.add(news.get(i));
            }
        }
        for (int i = 0; i < olds.size(); i++) {
            boolean kept = inOrder ? i < is.size() && was.get(i).equals(is.get(i)) : is.contains(was.get(i));
            if (!kept) {
                touched.add(olds.get(i));
            }
        }
        List<SelectItem<?>> kept =
                news.stream().filter(item -> !edited.contains(item)).toList();
        boolean aggregated = after.getGroupBy() != null
                || kept.stream().anyMatch(item -> QueryComparison.calls(item, KnownFunctions.AGGREGATES));
        if (touched.stream().anyMatch(item -> mayMakeRows(item, aggregated))) {
            return false;
        }
        before.setSelectItems(new ArrayList<>(news));
        return true;
    }

    private static List<SelectItem<?>> items(PlainSelect select) {
        return select.getSelectItems() == null ? List.of() : select.getSelectItems();
    }

    /** Whether the number of rows may depend on the item; errs towards yes. */
    private static boolean mayMakeRows(SelectItem<?> item, boolean aggregated) {
        return item.getExpression() instanceof AllColumns
                || OutputNames.expandsToMany(item)
                || mayMakeRows((Object) item, aggregated);
    }

    private static boolean mayMakeRows(Object node, boolean aggregated) {
        if (node instanceof Select) {
            return false; // a subquery in a select list gives one value
        }
        String type = node.getClass().getSimpleName();
        boolean gathers = type.contains("Aggregate") || type.contains("GroupConcat");
        if (node instanceof AnalyticExpression analytic && analytic.getType() != AnalyticType.OVER) {
            gathers = true;
        }
        if (node instanceof net.sf.jsqlparser.expression.Function function) {
            String name = String.valueOf(function.getName()).toLowerCase(Locale.ROOT);
            gathers |= KnownFunctions.AGGREGATES.contains(name);
            if (!gathers && !KnownFunctions.SCALARS.contains(name)) {
                return true;
            }
        }
        if (gathers && !aggregated) {
            return true;
        }
        var found = new ArrayList<Object>();
        SyntaxTree.forEachPart(node, part -> {
            if (mayMakeRows(part, aggregated)) {
                found.add(part);
            }
        });
        return !found.isEmpty();
    }

    /** Whether computing the query once more may pick other rows. */
    private static boolean picksRows(Object node) {
        boolean picks = node instanceof Select select
                && (select.getLimit() != null || select.getOffset() != null || select.getFetch() != null);
        if (node instanceof PlainSelect select) {
            boolean first = select.getDistinct() != null && select.getDistinct().getOnSelectItems() != null;
            picks |= first || select.getQualify() != null || select.getTop() != null || select.getFirst() != null;
        }
        if (node instanceof Table table) {
            picks |= table.getSampleClause() != null;
        }
        if (picks || QueryComparison.calls(node, VOLATILE)) {
            return true;
        }
        var found = new ArrayList<Object>();
        SyntaxTree.forEachPart(node, part -> {
            if (picksRows(part)) {
                found.add(part);
            }
        });
        return !found.isEmpty();
    }

    private String canonical(Object node) {
        return new Canonicalizer(dialect).text(node);
    }

    // ---- what it reaches

    private static Effect effect(ColumnOrigins was, ColumnOrigins is, Function<TableName, Effect> sources) {
        var changed = new HashSet<ColumnRef>();
        changed.add(ColumnOrigins.EDIT);
        for (TableName table : is.read().keySet()) {
            Effect source = sources.apply(table);
            if (source instanceof Effect.Rows) {
                return Effect.ROWS;
            }
            if (source instanceof Effect.Columns columns) {
                columns.names().forEach(name -> changed.add(new ColumnRef(table, name)));
            }
        }
        if (!was.deciding().equals(is.deciding()) || is.deciding().stream().anyMatch(changed::contains)) {
            return Effect.ROWS;
        }
        var names = new LinkedHashSet<String>();
        is.outputs().forEach((name, origin) -> {
            Set<ColumnRef> before = was.outputs().get(name);
            boolean other = before != null && !before.equals(origin);
            if (other || origin.stream().anyMatch(changed::contains)) {
                names.add(name);
            }
        });
        for (Map.Entry<String, Set<ColumnRef>> gone : was.outputs().entrySet()) {
            if (!is.outputs().containsKey(gone.getKey())) {
                names.add(gone.getKey());
            }
        }
        return names.isEmpty() ? Effect.NOTHING : new Effect.Columns(names);
    }
}
