package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;

/** Follows every column of a query to the tables it comes from; gives up where that is not certain. Single use. */
final class OriginWalk {
    /** They may count positions somewhere inside. */
    private static final Pattern GROUPINGS = Pattern.compile("(?i)\\b(rollup|cube|grouping sets)\\b");

    private final PreparedText text;
    private final Dialect dialect;
    private final Function<TableName, Optional<List<Column>>> schemas;
    private final Map<TableName, Set<String>> read = new TreeMap<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private final Set<ColumnRef> deciding = new LinkedHashSet<>();
    private final Set<SelectItem<?>> edited;

    OriginWalk(PreparedText text, Dialect dialect, Function<TableName, Optional<List<Column>>> schemas) {
        this(text, dialect, schemas, Set.of());
    }

    /** @param edited select items whose columns are also made of {@link ColumnOrigins#EDIT}; compared by identity */
    OriginWalk(
            PreparedText text,
            Dialect dialect,
            Function<TableName, Optional<List<Column>>> schemas,
            Set<SelectItem<?>> edited) {
        this.text = text;
        this.dialect = dialect;
        this.schemas = schemas;
        this.edited = edited;
    }

    Optional<ColumnOrigins> of(Select tree) {
        try {
            Map<String, Set<ColumnRef>> outputs = query(tree, Map.of(), null);
            return Optional.of(new ColumnOrigins(outputs, read, deciding));
        } catch (OriginScope.UncertainException e) {
            return Optional.empty();
        }
    }

    /** What is certainly wrong with the columns that {@code tree} names, as far as it can be followed. */
    List<String> faults(Select tree) {
        of(tree);
        return List.copyOf(faults);
    }

    private Map<String, Set<ColumnRef>> query(
            Select tree, Map<String, Map<String, Set<ColumnRef>>> outer, OriginScope parent) {
        Map<String, Map<String, Set<ColumnRef>>> withs = withItems(tree, outer, parent);
        if (tree instanceof PlainSelect select) {
            return select(select, withs, parent);
        }
        if (tree instanceof ParenthesedSelect parenthesed) {
            return limited(tree, query(parenthesed.getSelect(), withs, parent));
        }
        if (tree instanceof SetOperationList list) {
            return limited(tree, setOperation(list, withs, parent));
        }
        if (tree instanceof Values values) {
            return valuesColumns(values, withs, parent);
        }
        throw new OriginScope.UncertainException();
    }

    /** Where only some of the rows are taken, any column may decide which. */
    private Map<String, Set<ColumnRef>> limited(Select tree, Map<String, Set<ColumnRef>> outputs) {
        if (tree.getLimit() != null || tree.getOffset() != null || tree.getFetch() != null) {
            outputs.values().forEach(deciding::addAll);
        }
        return outputs;
    }

    private Map<String, Map<String, Set<ColumnRef>>> withItems(
            Select tree, Map<String, Map<String, Set<ColumnRef>>> outer, OriginScope parent) {
        if (tree.getWithItemsList() == null) {
            return outer;
        }
        var known = new HashMap<>(outer);
        for (WithItem<?> item : tree.getWithItemsList()) {
            if (!(item.getParenthesedStatement() instanceof ParenthesedSelect select)) {
                throw new OriginScope.UncertainException();
            }
            String name = name(item.getAliasName());
            List<String> names = item.getWithItemList() == null
                    ? List.of()
                    : item.getWithItemList().stream()
                            .map(column -> name(column.getExpression().toString()))
                            .toList();
            if (item.isRecursive() && select.getSelect() instanceof SetOperationList list) {
                known.put(name, renamed(query(list.getSelect(0), known, parent), names));
            }
            known.put(name, renamed(query(select, known, parent), names));
            if (item.isRecursive()) {
                known.get(name).values().forEach(deciding::addAll);
            }
        }
        return known;
    }

    private Map<String, Set<ColumnRef>> setOperation(
            SetOperationList list, Map<String, Map<String, Set<ColumnRef>>> withs, OriginScope parent) {
        if (list.getOperations().stream()
                .anyMatch(operation ->
                        operation.toString().toLowerCase(Locale.ROOT).contains("by name"))) {
            throw new OriginScope.UncertainException();
        }
        var merged = new LinkedHashMap<String, Set<ColumnRef>>();
        query(list.getSelect(0), withs, parent)
                .forEach((name, origin) -> merged.put(name, new LinkedHashSet<>(origin)));
        List<Set<ColumnRef>> positions = new ArrayList<>(merged.values());
        for (Select select : list.getSelects().subList(1, list.getSelects().size())) {
            var columns = new ArrayList<>(query(select, withs, parent).values());
            if (columns.size() != positions.size()) {
                throw new OriginScope.UncertainException();
            }
            for (int i = 0; i < columns.size(); i++) {
                positions.get(i).addAll(columns.get(i));
            }
        }
        if (!list.getOperations().stream().allMatch(QueryComparison::keepsAllRows)) {
            merged.values().forEach(deciding::addAll);
        }
        return merged;
    }

    private Map<String, Set<ColumnRef>> valuesColumns(
            Values values, Map<String, Map<String, Set<ColumnRef>>> withs, OriginScope parent) {
        expression(values.getExpressions(), new OriginScope(parent, faults), withs);
        List<?> first = values.getExpressions().get(0) instanceof List<?> row ? row : values.getExpressions();
        var columns = new LinkedHashMap<String, Set<ColumnRef>>();
        for (int i = 0; i < first.size(); i++) {
            columns.put("col" + i, Set.of());
        }
        return columns;
    }

    private Map<String, Set<ColumnRef>> select(
            PlainSelect select, Map<String, Map<String, Set<ColumnRef>>> withs, OriginScope parent) {
        if (select.getLateralViews() != null) {
            throw new OriginScope.UncertainException();
        }
        var scope = new OriginScope(parent, faults);
        if (select.getFromItem() != null) {
            addSource(select.getFromItem(), scope, withs);
        }
        addJoins(select.getJoins(), scope, withs);
        var outputs = new LinkedHashMap<String, Set<ColumnRef>>();
        int position = 0;
        for (SelectItem<?> item :
                select.getSelectItems() == null ? List.<SelectItem<?>>of() : select.getSelectItems()) {
            if (item.getExpression() instanceof AllColumns star) {
                star(star, scope, withs).forEach((name, origin) -> put(outputs, name, origin));
            } else if (OutputNames.expandsToMany(item)) {
                throw new OriginScope.UncertainException();
            } else {
                Set<ColumnRef> origin = item.getExpression() instanceof DateUnitExpression unit
                        ? use(scope.unqualified(name(unit.toString())))
                        : expression(item.getExpression(), scope, withs);
                origin = edited.contains(item) ? both(origin, Set.of(ColumnOrigins.EDIT)) : origin;
                String name = OutputNames.of(item, dialect).orElse(OutputNames.generated(position));
                put(outputs, name, origin);
                if (item.getAlias() != null) {
                    scope.addAlias(name, origin);
                }
            }
            position = outputs.size();
        }
        clauses(select, scope, withs);
        boolean compared = select.getDistinct() != null && select.getDistinct().getOnSelectItems() == null;
        boolean grouping = select.getGroupBy() != null
                && GROUPINGS.matcher(select.getGroupBy().toString()).find();
        if (compared || grouping || QueryComparison.usesPositions(select)) {
            outputs.values().forEach(deciding::addAll);
        }
        return outputs;
    }

    private void clauses(PlainSelect select, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        SyntaxTree.forEachPart(select, part -> {
            boolean done = part instanceof FromItem || part instanceof SelectItem || part instanceof WithItem;
            if (part instanceof Join join && join.getOnExpressions() != null) {
                join.getOnExpressions().forEach(on -> deciding.addAll(expression(on, scope, withs)));
            } else if (!done && !(part instanceof Join)) {
                deciding.addAll(expression(part, scope, withs));
                deciding.addAll(scope.aliased(names(part)));
            }
        });
    }

    private static void put(Map<String, Set<ColumnRef>> outputs, String name, Set<ColumnRef> origin) {
        if (outputs.put(name, origin) != null) {
            throw new OriginScope.UncertainException();
        }
    }

    private Map<String, Set<ColumnRef>> star(
            AllColumns star, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        String qualifier =
                star instanceof AllTableColumns table ? name(table.getTable().getName()) : null;
        if (scope.sources().isEmpty()
                || star.toString().toLowerCase(Locale.ROOT).contains(" like ")) {
            throw new OriginScope.UncertainException();
        }
        var columns = new LinkedHashMap<String, Set<ColumnRef>>();
        for (OriginScope.Source source : scope.sources()) {
            if (qualifier == null || qualifier.equals(source.name())) {
                if (source.columns() == null) {
                    throw new OriginScope.UncertainException();
                }
                source.columns().forEach((name, origin) -> columns.merge(name, origin, OriginWalk::both));
            }
        }
        if (star.getExceptColumns() != null) {
            // leaving a column out still fails when the table has no such column
            star.getExceptColumns()
                    .forEach(column -> use(columns.getOrDefault(name(column.getColumnName()), Set.of())));
            star.getExceptColumns().forEach(column -> columns.remove(name(column.getColumnName())));
        }
        if (star.getReplaceExpressions() != null) {
            star.getReplaceExpressions().forEach(item -> OutputNames.of(item, dialect)
                    .ifPresent(name -> columns.put(name, expression(item.getExpression(), scope, withs))));
        }
        columns.values().forEach(this::use);
        return columns;
    }

    private void addJoins(List<Join> joins, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        for (Join join : joins == null ? List.<Join>of() : joins) {
            if (join.isNatural()) {
                throw new OriginScope.UncertainException();
            }
            addSource(join.getFromItem(), scope, withs);
            if (join.getUsingColumns() != null) {
                join.getUsingColumns().forEach(column -> useEverywhere(name(column.getColumnName()), scope));
                join.getUsingColumns().forEach(column -> scope.share(name(column.getColumnName())));
            }
        }
    }

    /** A column of USING is read from every FROM item that has it. */
    private void useEverywhere(String column, OriginScope scope) {
        for (OriginScope.Source source : scope.sources()) {
            Set<ColumnRef> origin = source.origin(column);
            boolean sure = source.columns() != null || scope.sources().size() == 2;
            if (!sure) {
                throw new OriginScope.UncertainException();
            }
            deciding.addAll(use(origin == null ? Set.of() : origin));
        }
    }

    /** The plain names in a clause: they may mean a column of the select list, whatever else has the name. */
    private Set<String> names(Object clause) {
        var names = new LinkedHashSet<String>();
        SyntaxTree.forEachPart(clause, part -> names.addAll(names(part)));
        if (clause instanceof net.sf.jsqlparser.schema.Column column && column.getTable() == null) {
            names.add(name(column.getColumnName()));
        }
        return names;
    }

    private void addSource(FromItem item, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        if (item.getPivot() != null || item.getUnPivot() != null) {
            throw new OriginScope.UncertainException();
        }
        Alias alias = item.getAlias();
        String name = alias == null ? null : name(alias.getName());
        List<String> names = alias == null || alias.getAliasColumns() == null
                ? List.of()
                : alias.getAliasColumns().stream()
                        .map(column -> name(column.name))
                        .toList();
        if (item instanceof Table table) {
            addTable(table, name, names, scope, withs);
        } else if (item instanceof ParenthesedFromItem group && alias == null) {
            addSource(group.getFromItem(), scope, withs);
            addJoins(group.getJoins(), scope, withs);
        } else if (item instanceof Select select) {
            scope.sources().add(new OriginScope.Source(name, null, renamed(query(select, withs, scope), names)));
        } else {
            functionSource(item, scope, withs);
            scope.sources().add(new OriginScope.Source(name, null, null));
        }
    }

    /** The settings of a function are named like columns, {@code read_csv('x', header = true)}, so that none is missed. */
    private void functionSource(FromItem item, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        Set<String> before = Set.copyOf(faults);
        try {
            deciding.addAll(expression(item, scope, withs));
        } finally {
            faults.retainAll(before);
        }
    }

    private void addTable(
            Table table,
            String alias,
            List<String> names,
            OriginScope scope,
            Map<String, Map<String, Set<ColumnRef>>> withs) {
        List<Token> parts = text.nameAt(SyntaxTree.begin(table));
        if (parts.isEmpty()) {
            scope.sources().add(new OriginScope.Source(alias, null, null)); // a file
            return;
        }
        TableName written = TreeWalk.tableName(parts, dialect);
        String name = alias == null ? written.name() : alias;
        if (written.schema() == null && withs.containsKey(written.name())) {
            scope.sources().add(new OriginScope.Source(name, null, renamed(withs.get(written.name()), names)));
            return;
        }
        read.computeIfAbsent(written, key -> new TreeSet<>());
        Map<String, Set<ColumnRef>> columns = null;
        Optional<List<Column>> known = schemas.apply(written);
        if (known.isPresent()) {
            columns = new LinkedHashMap<>();
            for (Column column : known.get()) {
                columns.put(column.name(), Set.of(new ColumnRef(written, column.name())));
            }
        }
        if (columns == null && !names.isEmpty()) {
            throw new OriginScope.UncertainException();
        }
        scope.sources().add(new OriginScope.Source(name, written, columns == null ? null : renamed(columns, names)));
    }

    private static Map<String, Set<ColumnRef>> renamed(Map<String, Set<ColumnRef>> columns, List<String> names) {
        if (names.isEmpty()) {
            return columns;
        }
        var renamed = new LinkedHashMap<String, Set<ColumnRef>>();
        int position = 0;
        for (Map.Entry<String, Set<ColumnRef>> column : columns.entrySet()) {
            renamed.put(position < names.size() ? names.get(position) : column.getKey(), column.getValue());
            position++;
        }
        return renamed;
    }

    /** What an expression is made of; every table column in it counts as read. */
    private Set<ColumnRef> expression(Object node, OriginScope scope, Map<String, Map<String, Set<ColumnRef>>> withs) {
        if (node instanceof net.sf.jsqlparser.schema.Column column) {
            return use(column(column, scope));
        }
        if (node instanceof Select select) {
            var origins = new LinkedHashSet<ColumnRef>();
            query(select, withs, scope).values().forEach(origins::addAll);
            return origins;
        }
        boolean counts = (node instanceof net.sf.jsqlparser.expression.Function function
                        && "count".equalsIgnoreCase(function.getName()))
                || (node instanceof AnalyticExpression analytic && "count".equalsIgnoreCase(analytic.getName()));
        if (node instanceof LambdaExpression || node instanceof AllColumns || node instanceof DateUnitExpression) {
            throw new OriginScope.UncertainException();
        }
        var origins = new LinkedHashSet<ColumnRef>();
        SyntaxTree.forEachPart(node, part -> {
            if (!(counts && isCountedStar(part))) {
                origins.addAll(expression(part, scope, withs));
            }
        });
        return origins;
    }

    /** The star of {@code count(*)}, alone or as the only argument. */
    private static boolean isCountedStar(Object part) {
        return (part instanceof AllColumns && !(part instanceof AllTableColumns))
                || (part instanceof List<?> arguments && arguments.size() == 1 && isCountedStar(arguments.get(0)));
    }

    private Set<ColumnRef> column(net.sf.jsqlparser.schema.Column column, OriginScope scope) {
        String name = name(column.getColumnName());
        if (column.getTable() == null || column.getTable().getName() == null) {
            return scope.unqualified(name);
        }
        if (column.getTable().getSchemaName() != null) {
            String schema = name(column.getTable().getSchemaName());
            boolean isTable = scope.sources().stream()
                    .anyMatch(source -> source.table() != null
                            && schema.equals(source.table().schema()));
            if (!isTable) {
                throw new OriginScope.UncertainException();
            }
        }
        return scope.qualified(name(column.getTable().getName()), name);
    }

    private Set<ColumnRef> use(Set<ColumnRef> origin) {
        origin.stream()
                .filter(reference -> !reference.equals(ColumnOrigins.EDIT))
                .forEach(reference -> read.computeIfAbsent(reference.table(), key -> new TreeSet<>())
                        .add(reference.column()));
        return origin;
    }

    private static Set<ColumnRef> both(Set<ColumnRef> left, Set<ColumnRef> right) {
        var union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }

    private String name(String written) {
        return OutputNames.normalized(written, dialect);
    }
}
