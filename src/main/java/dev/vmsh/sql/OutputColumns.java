package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.piped.FromQuery;
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

/** The columns that a query gives, from its select lists and what is known of the tables it reads. Single use. */
final class OutputColumns {
    private final PreparedText text;
    private final Dialect dialect;
    private final Function<TableName, Optional<List<Column>>> schemas;

    OutputColumns(PreparedText text, Dialect dialect, Function<TableName, Optional<List<Column>>> schemas) {
        this.text = text;
        this.dialect = dialect;
        this.schemas = schemas;
    }

    /**
     * One FROM item.
     *
     * @param name what qualifies its columns; null if nothing does
     * @param columns empty if not known
     */
    private record Source(String name, Optional<List<Column>> columns) {}

    Optional<List<Column>> of(Select tree) {
        return columns(tree, Map.of());
    }

    private Optional<List<Column>> columns(Select tree, Map<String, Optional<List<Column>>> outer) {
        Map<String, Optional<List<Column>>> withs = withItems(tree, outer);
        if (tree instanceof PlainSelect select) {
            return selectColumns(select, withs);
        }
        if (tree instanceof SetOperationList list) {
            boolean byName = list.getOperations().stream()
                    .anyMatch(operation ->
                            operation.toString().toLowerCase(Locale.ROOT).contains("by name"));
            return byName ? Optional.empty() : columns(list.getSelect(0), withs);
        }
        if (tree instanceof ParenthesedSelect parenthesed) {
            return columns(parenthesed.getSelect(), withs);
        }
        if (tree instanceof FromQuery from) {
            return fromColumns(from, withs);
        }
        return tree instanceof Values values ? valuesColumns(values) : Optional.empty();
    }

    private Map<String, Optional<List<Column>>> withItems(Select tree, Map<String, Optional<List<Column>>> outer) {
        if (tree.getWithItemsList() == null) {
            return outer;
        }
        var known = new HashMap<>(outer);
        for (WithItem<?> item : tree.getWithItemsList()) {
            String name = OutputNames.normalized(item.getAliasName(), dialect);
            known.remove(name);
            Optional<List<Column>> columns = item.getParenthesedStatement() instanceof ParenthesedSelect select
                    ? withColumns(select, item, name, known)
                    : Optional.empty();
            known.put(name, renamed(columns, withNames(item)));
        }
        return known;
    }

    /** A recursive WITH sees itself with the columns of its first part. */
    private Optional<List<Column>> withColumns(
            ParenthesedSelect select, WithItem<?> item, String name, Map<String, Optional<List<Column>>> known) {
        var visible = new HashMap<>(known);
        if (item.isRecursive()) {
            visible.put(name, Optional.empty());
        }
        return columns(select, visible);
    }

    private List<String> withNames(WithItem<?> item) {
        return item.getWithItemList() == null
                ? List.of()
                : item.getWithItemList().stream()
                        .map(column ->
                                OutputNames.normalized(column.getExpression().toString(), dialect))
                        .toList();
    }

    /** {@code FROM t} alone is {@code SELECT * FROM t}. */
    private Optional<List<Column>> fromColumns(FromQuery from, Map<String, Optional<List<Column>>> withs) {
        boolean alone = from.getJoins() == null
                && from.getLateralViews() == null
                && (from.getPipeOperators() == null || from.getPipeOperators().isEmpty());
        var sources = new ArrayList<Source>();
        if (alone) {
            addSource(from.getFromItem(), withs, sources);
        }
        return sources.size() == 1 ? sources.get(0).columns() : Optional.empty();
    }

    private Optional<List<Column>> valuesColumns(Values values) {
        ExpressionList<?> rows = values.getExpressions();
        if (rows == null || rows.isEmpty()) {
            return Optional.empty();
        }
        List<?> first = rows.get(0) instanceof ExpressionList<?> row ? row : rows;
        var columns = new ArrayList<Column>();
        for (int i = 0; i < first.size(); i++) {
            columns.add(new Column("col" + i, type((Expression) first.get(i), List.of())));
        }
        return Optional.of(columns);
    }

    private Optional<List<Column>> selectColumns(PlainSelect select, Map<String, Optional<List<Column>>> withs) {
        List<Source> sources = sources(select, withs);
        Set<String> merged = mergedColumns(select);
        var columns = new ArrayList<Column>();
        List<SelectItem<?>> items = select.getSelectItems() == null ? List.of() : select.getSelectItems();
        for (SelectItem<?> item : items) {
            if (item.getExpression() instanceof AllColumns star) {
                Optional<List<Column>> expanded = star(star, sources, merged, select);
                if (expanded.isEmpty()) {
                    return Optional.empty();
                }
                columns.addAll(expanded.get());
            } else if (OutputNames.expandsToMany(item)) {
                return Optional.empty();
            } else {
                String name = OutputNames.of(item, dialect).orElse(OutputNames.generated(columns.size()));
                columns.add(new Column(name, type(item.getExpression(), sources)));
            }
        }
        return Optional.of(columns);
    }

    private Optional<List<Column>> star(AllColumns star, List<Source> sources, Set<String> merged, PlainSelect select) {
        List<Source> meant = sources;
        if (star instanceof AllTableColumns qualified) {
            String name = OutputNames.normalized(qualified.getTable().getName(), dialect);
            meant = sources.stream()
                    .filter(source -> name.equals(source.name()))
                    .toList();
        } else if (select.getJoins() != null && select.getJoins().stream().anyMatch(Join::isNatural)) {
            return Optional.empty();
        }
        if (meant.isEmpty() || star.toString().toLowerCase(Locale.ROOT).contains("like")) {
            return Optional.empty();
        }
        var excluded = new java.util.HashSet<String>();
        if (star.getExceptColumns() != null) {
            star.getExceptColumns()
                    .forEach(column -> excluded.add(OutputNames.normalized(column.getColumnName(), dialect)));
        }
        var replaced = new HashMap<String, Expression>();
        if (star.getReplaceExpressions() != null) {
            star.getReplaceExpressions().forEach(item -> OutputNames.of(item, dialect)
                    .ifPresent(name -> replaced.put(name, item.getExpression())));
        }
        boolean mergesApply = !(star instanceof AllTableColumns);
        var seen = new java.util.HashSet<String>();
        var columns = new ArrayList<Column>();
        for (Source source : meant) {
            if (source.columns().isEmpty()) {
                return Optional.empty();
            }
            for (Column column : source.columns().get()) {
                boolean repeated = mergesApply && merged.contains(column.name()) && !seen.add(column.name());
                if (!repeated && !excluded.contains(column.name())) {
                    Expression replacement = replaced.get(column.name());
                    columns.add(replacement == null ? column : new Column(column.name(), type(replacement, sources)));
                }
            }
        }
        return Optional.of(columns);
    }

    /** The columns of JOIN ... USING, which a star gives once. */
    private Set<String> mergedColumns(PlainSelect select) {
        var merged = new java.util.HashSet<String>();
        if (select.getJoins() != null) {
            for (Join join : select.getJoins()) {
                if (join.getUsingColumns() != null) {
                    join.getUsingColumns()
                            .forEach(column -> merged.add(OutputNames.normalized(column.getColumnName(), dialect)));
                }
            }
        }
        return merged;
    }

    private List<Source> sources(PlainSelect select, Map<String, Optional<List<Column>>> withs) {
        var sources = new ArrayList<Source>();
        if (select.getFromItem() != null) {
            addSource(select.getFromItem(), withs, sources);
        }
        addJoins(select.getJoins(), withs, sources);
        if (select.getLateralViews() != null) {
            select.getLateralViews().forEach(view -> sources.add(new Source(null, Optional.empty())));
        }
        return sources;
    }

    private void addJoins(List<Join> joins, Map<String, Optional<List<Column>>> withs, List<Source> sources) {
        if (joins != null) {
            for (Join join : joins) {
                if (!join.isSemi()) {
                    addSource(join.getFromItem(), withs, sources);
                }
            }
        }
    }

    private void addSource(FromItem item, Map<String, Optional<List<Column>>> withs, List<Source> sources) {
        Alias alias = item.getAlias();
        String name = alias == null ? null : OutputNames.normalized(alias.getName(), dialect);
        List<String> names = columnNames(alias);
        if (item.getPivot() != null || item.getUnPivot() != null) {
            sources.add(new Source(name, Optional.empty()));
        } else if (item instanceof Table table) {
            TableName written = tableName(table);
            Optional<List<Column>> columns = written.schema() == null && withs.containsKey(written.name())
                    ? withs.get(written.name())
                    : schemas.apply(written);
            sources.add(new Source(name == null ? written.name() : name, renamed(columns, names)));
        } else if (item instanceof ParenthesedFromItem group && alias == null) {
            addSource(group.getFromItem(), withs, sources);
            addJoins(group.getJoins(), withs, sources);
        } else if (item instanceof Select select) {
            sources.add(new Source(name, renamed(columns(select, withs), names)));
        } else {
            sources.add(new Source(name, Optional.empty()));
        }
    }

    private TableName tableName(Table table) {
        List<Token> parts = text.nameAt(SyntaxTree.begin(table));
        return parts.isEmpty() ? new TableName(null, null, table.getName()) : TreeWalk.tableName(parts, dialect);
    }

    private List<String> columnNames(Alias alias) {
        return alias == null || alias.getAliasColumns() == null
                ? List.of()
                : alias.getAliasColumns().stream()
                        .map(column -> OutputNames.normalized(column.name, dialect))
                        .toList();
    }

    private static Optional<List<Column>> renamed(Optional<List<Column>> columns, List<String> names) {
        if (names.isEmpty() || columns.isEmpty()) {
            return columns; // the names may be fewer than the columns
        }
        var renamed = new ArrayList<Column>(columns.get());
        for (int i = 0; i < names.size() && i < renamed.size(); i++) {
            renamed.set(i, new Column(names.get(i), renamed.get(i).type()));
        }
        return Optional.of(renamed);
    }

    /** The type of an expression where it is plain to see; null otherwise. */
    private String type(Expression expression, List<Source> sources) {
        if (expression instanceof CastExpression cast && cast.getColDataType() != null) {
            return cast.getColDataType()
                    .toString()
                    .toUpperCase(Locale.ROOT)
                    .replace(" (", "(")
                    .replace(", ", ",");
        }
        if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return type(list.get(0), sources);
        }
        if (expression instanceof LongValue value) {
            return value.getBigIntegerValue().bitLength() < Integer.SIZE ? "INTEGER" : "BIGINT";
        }
        if (expression instanceof StringValue) {
            return "VARCHAR";
        }
        if (expression instanceof DoubleValue value
                && value.toString().toLowerCase(Locale.ROOT).contains("e")) {
            return "DOUBLE";
        }
        if (expression instanceof DateTimeLiteralExpression literal) {
            return literal.getType().name();
        }
        if (expression instanceof ComparisonOperator
                || expression instanceof AndExpression
                || expression instanceof OrExpression) {
            return "BOOLEAN";
        }
        if (expression instanceof net.sf.jsqlparser.expression.Function function
                && "count".equalsIgnoreCase(function.getName())) {
            return "BIGINT";
        }
        if (expression instanceof AnalyticExpression analytic
                && Set.of("count", "row_number", "rank", "dense_rank")
                        .contains(String.valueOf(analytic.getName()).toLowerCase(Locale.ROOT))) {
            return "BIGINT";
        }
        return expression instanceof net.sf.jsqlparser.schema.Column column ? columnType(column, sources) : null;
    }

    private String columnType(net.sf.jsqlparser.schema.Column column, List<Source> sources) {
        String name = OutputNames.normalized(column.getColumnName(), dialect);
        String qualifier = column.getTable() == null || column.getTable().getName() == null
                ? null
                : OutputNames.normalized(column.getTable().getName(), dialect);
        var types = new LinkedHashMap<String, String>();
        for (Source source : sources) {
            boolean visible = qualifier == null || qualifier.equals(source.name());
            if (visible && source.columns().isEmpty()) {
                return null;
            }
            if (visible) {
                source.columns().get().stream()
                        .filter(candidate -> candidate.name().equals(name) && candidate.type() != null)
                        .forEach(candidate -> types.put(candidate.type(), name));
            }
        }
        return types.size() == 1 ? types.keySet().iterator().next() : null;
    }
}
