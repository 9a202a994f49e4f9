package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.piped.PipeOperator;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;

/**
 * Tells how one query became another: takes the added select items out of the new one, and what is left must be the old one. Adding a
 * column counts as harmless only where it cannot change which rows come out.
 */
final class QueryComparison {
    private final Dialect dialect;
    private final Function<PreparedText, Optional<DuckDbUnderstanding>> viaFallback;
    private final List<String> added = new ArrayList<>();

    QueryComparison(Dialect dialect, Function<PreparedText, Optional<DuckDbUnderstanding>> viaFallback) {
        this.dialect = dialect;
        this.viaFallback = viaFallback;
    }

    /** Adding the columns is not harmless, or something else changed. Carries the reason. */
    private static final class Different extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Different(String reason) {
            super(reason, null, false, false);
        }
    }

    QueryChange compare(ReadQuery before, ReadQuery after) {
        if (before.canonical().equals(after.canonical())) {
            return new QueryChange.Same();
        }
        if (!before.prepared().hints().equals(after.prepared().hints())) {
            return new QueryChange.Other("a hint changed");
        }
        if (before.understanding() instanceof JSqlUnderstanding left
                && after.understanding() instanceof JSqlUnderstanding right) {
            return compare(left.fresh(), right.fresh());
        }
        return viaDuckDb(before, after);
    }

    /** Both as DuckDB sees them, when one of them is beyond the first parser. */
    private QueryChange viaDuckDb(ReadQuery before, ReadQuery after) {
        Optional<DuckDbUnderstanding> left = duckDb(before);
        Optional<DuckDbUnderstanding> right = duckDb(after);
        if (left.isEmpty() || right.isEmpty()) {
            return new QueryChange.Other("the query changed in a way that cannot be analysed");
        }
        return new DuckDbComparison().compare(left.get(), right.get());
    }

    private Optional<DuckDbUnderstanding> duckDb(ReadQuery query) {
        return query.understanding() instanceof DuckDbUnderstanding known
                ? Optional.of(known)
                : viaFallback.apply(query.prepared());
    }

    private QueryChange compare(Select before, Select after) {
        try {
            match(before, after);
            if (!canonical(before).equals(canonical(after))) {
                return new QueryChange.Other(new ChangeReason(this::canonical).of(before, after));
            }
            refuseWhereStarsSpread(after);
            return new QueryChange.AddedColumns(added);
        } catch (Different e) {
            return new QueryChange.Other(e.getMessage());
        }
    }

    /** Takes added items out of {@code after}, here and further in; fails at the first difference that is not an added item. */
    private void match(Object before, Object after) {
        if (before instanceof PlainSelect left && after instanceof PlainSelect right) {
            matchItems(left, right);
        }
        if (before instanceof SetOperationList left && after instanceof SetOperationList right) {
            int known = added.size();
            matchParts(left, right);
            if (added.size() > known && !left.getOperations().stream().allMatch(QueryComparison::keepsAllRows)) {
                throw new Different("columns added under a set operation that compares rows");
            }
            return;
        }
        matchParts(before, after);
    }

    private void matchParts(Object before, Object after) {
        List<Select> left = nearestSelects(before);
        List<Select> right = nearestSelects(after);
        if (left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                match(left.get(i), right.get(i));
            }
        }
    }

    private static List<Select> nearestSelects(Object node) {
        var found = new ArrayList<Select>();
        SyntaxTree.forEachPart(node, part -> {
            if (part instanceof Select select) {
                found.add(select);
            } else {
                found.addAll(nearestSelects(part));
            }
        });
        return found;
    }

    static boolean keepsAllRows(SetOperation operation) {
        String text = operation.toString().toUpperCase(Locale.ROOT).strip();
        return text.equals("UNION ALL");
    }

    private void matchItems(PlainSelect before, PlainSelect after) {
        List<SelectItem<?>> olds = before.getSelectItems() == null ? List.of() : before.getSelectItems();
        List<SelectItem<?>> news = after.getSelectItems() == null ? List.of() : after.getSelectItems();
        if (news.size() <= olds.size()) {
            return;
        }
        var kept = new ArrayList<SelectItem<?>>();
        var extra = new ArrayList<SelectItem<?>>();
        int next = 0;
        for (SelectItem<?> item : news) {
            if (next < olds.size() && canonical(item).equals(canonical(olds.get(next)))) {
                kept.add(item);
                next++;
            } else {
                extra.add(item);
            }
        }
        if (next < olds.size()) {
            return; // the canonical texts will differ, and the reason is found there
        }
        refuseWhereRowsDepend(after, kept, extra);
        int position = 0;
        for (SelectItem<?> item : extra) {
            added.add(OutputNames.of(item, dialect).orElse(OutputNames.generated(olds.size() + position)));
            position++;
        }
        after.setSelectItems(kept);
    }

    private void refuseWhereRowsDepend(PlainSelect select, List<SelectItem<?>> kept, List<SelectItem<?>> extra) {
        if (select.getDistinct() != null && select.getDistinct().getOnSelectItems() == null) {
            throw new Different("columns added to SELECT DISTINCT");
        }
        for (SelectItem<?> item : extra) {
            if (item.getExpression() instanceof AllColumns || OutputNames.expandsToMany(item)) {
                throw new Different("a star was added");
            }
            if (calls(item, KnownFunctions.ROW_MAKERS)) {
                throw new Different("an added column makes rows");
            }
        }
        boolean grouped =
                select.getGroupBy() != null || kept.stream().anyMatch(item -> calls(item, KnownFunctions.AGGREGATES));
        if (!grouped && extra.stream().anyMatch(item -> calls(item, KnownFunctions.AGGREGATES))) {
            throw new Different("an added column aggregates");
        }
        if (usesPositions(select)) {
            throw new Different("columns added where GROUP BY or ORDER BY counts positions or takes all");
        }
        Set<String> used = plainColumnsOfClauses(select);
        for (SelectItem<?> item : extra) {
            Optional<String> name = OutputNames.of(item, dialect);
            if (item.getAlias() != null
                    && name.isPresent()
                    && used.contains(name.get())
                    && !isColumn(item, name.get())) {
                throw new Different("the added column " + name.get() + " hides a name that the query uses");
            }
        }
    }

    private boolean isColumn(SelectItem<?> item, String name) {
        return item.getExpression() instanceof Column column
                && OutputNames.normalized(column.getColumnName(), dialect).equals(name);
    }

    /** Whether the part calls one of {@code names} outside a subquery, other than over a window. */
    static boolean calls(Object node, Set<String> names) {
        if (node instanceof Select) {
            return false;
        }
        boolean windowed = node instanceof AnalyticExpression analytic
                && analytic.getType() == net.sf.jsqlparser.expression.AnalyticType.OVER;
        if (node instanceof AnalyticExpression analytic && !windowed && names.contains(lower(analytic.getName()))) {
            return true;
        }
        if (node instanceof net.sf.jsqlparser.expression.Function function
                && names.contains(lower(function.getName()))) {
            return true;
        }
        var found = new ArrayList<Object>();
        SyntaxTree.forEachPart(node, part -> {
            if (calls(part, names)) {
                found.add(part);
            }
        });
        return !found.isEmpty();
    }

    private static String lower(String name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    static boolean usesPositions(PlainSelect select) {
        GroupByElement group = select.getGroupBy();
        boolean grouped = group != null
                && (group.toString().strip().toUpperCase(Locale.ROOT).equals("GROUP BY ALL")
                        || (group.getGroupByExpressionList() != null
                                && group.getGroupByExpressionList().stream().anyMatch(LongValue.class::isInstance)));
        return grouped || ordersByPosition(select.getOrderByElements());
    }

    private static boolean ordersByPosition(List<OrderByElement> elements) {
        return elements != null
                && elements.stream()
                        .anyMatch(element -> element.getExpression() instanceof LongValue
                                || element.getExpression().toString().equalsIgnoreCase("all"));
    }

    private Set<String> plainColumnsOfClauses(PlainSelect select) {
        var names = new java.util.HashSet<String>();
        var clauses = new ArrayList<Object>();
        clauses.add(select.getWhere());
        clauses.add(select.getHaving());
        clauses.add(select.getQualify());
        clauses.add(select.getGroupBy());
        if (select.getOrderByElements() != null) {
            clauses.addAll(select.getOrderByElements());
        }
        if (select.getDistinct() != null) {
            clauses.add(select.getDistinct());
        }
        clauses.stream().filter(java.util.Objects::nonNull).forEach(clause -> collectColumns(clause, names));
        return names;
    }

    private void collectColumns(Object node, Set<String> names) {
        if (node instanceof Column column) {
            if (column.getTable() == null) {
                names.add(OutputNames.normalized(column.getColumnName(), dialect));
            }
            return;
        }
        SyntaxTree.forEachPart(node, part -> collectColumns(part, names));
    }

    /** A column added further in comes out through a star; there it must not be compared, joined on, or pivoted by. */
    private static void refuseWhereStarsSpread(Object node) {
        if (node instanceof PlainSelect select && hasStar(select) && select.getDistinct() != null) {
            throw new Different("columns added below SELECT DISTINCT *");
        }
        if (node instanceof SetOperationList list
                && !list.getOperations().stream().allMatch(QueryComparison::keepsAllRows)
                && list.getSelects().stream().anyMatch(select -> OutputNames.firstSelect(select)
                        .map(QueryComparison::hasStar)
                        .orElse(false))) {
            throw new Different("columns added below a set operation that compares rows");
        }
        if (node instanceof Join join && join.isNatural()) {
            throw new Different("columns added in a query with NATURAL JOIN");
        }
        if (node instanceof PipeOperator) {
            throw new Different("columns added in a query with pipes");
        }
        if (node.getClass().getSimpleName().contains("Pivot")) {
            throw new Different("columns added in a query with PIVOT");
        }
        if (node instanceof PlainSelect select && hasStar(select) && usesPositions(select)) {
            throw new Different("columns added below a star where GROUP BY or ORDER BY counts positions or takes all");
        }
        SyntaxTree.forEachPart(node, QueryComparison::refuseWhereStarsSpread);
    }

    private static boolean hasStar(PlainSelect select) {
        return select.getSelectItems() != null
                && select.getSelectItems().stream().anyMatch(item -> item.getExpression() instanceof AllColumns);
    }

    private String canonical(Object node) {
        return new Canonicalizer(dialect).text(node);
    }
}
