package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;

/** What the columns of a query are called: the rule that SQLMesh names tables' columns by, which engines do not all share. */
final class OutputNames {
    private OutputNames() {}

    /** The name of an item's column, normalised; empty if nothing in the item names it. */
    static Optional<String> of(SelectItem<?> item, Dialect dialect) {
        if (item.getAlias() != null) {
            return Optional.of(normalized(item.getAlias().getName(), dialect));
        }
        return of(item.getExpression(), dialect);
    }

    private static Optional<String> of(Expression expression, Dialect dialect) {
        if (expression instanceof Column column) {
            return Optional.of(normalized(column.getColumnName(), dialect));
        }
        if (expression instanceof DateUnitExpression unit) {
            return Optional.of(dialect.normalize(unit.getType().name(), false));
        }
        if (expression instanceof CastExpression cast && cast.getLeftExpression() != null) {
            return of(cast.getLeftExpression(), dialect);
        }
        if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return of(list.get(0), dialect);
        }
        return Optional.empty();
    }

    /** The name of the {@code position}th column, from 0, when nothing else names it. */
    static String generated(int position) {
        return "_col_" + position;
    }

    /**
     * Insertions of {@code AS name} in the outermost select list, where engines would make up a name of their own.
     *
     * @param target the dialect in which they are written
     */
    static List<Rewritten.Edit> edits(PreparedText text, Select tree, Dialect dialect, Dialect target) {
        Optional<PlainSelect> first = firstSelect(tree);
        var edits = new ArrayList<Rewritten.Edit>();
        if (first.isEmpty() || first.get().getSelectItems() == null) {
            return edits;
        }
        List<SelectItem<?>> items = first.get().getSelectItems();
        for (int position = 0; position < items.size(); position++) {
            SelectItem<?> item = items.get(position);
            boolean named = item.getAlias() != null || item.getExpression() instanceof Column;
            if (!named && !(item.getExpression() instanceof AllColumns) && !expandsToMany(item)) {
                String name = of(item, dialect).orElse(generated(position));
                int end = end(text, item);
                edits.add(new Rewritten.Edit(end, end, " AS " + target.quote(name)));
            }
        }
        return edits;
    }

    /** The SELECT whose items name the columns: of a set operation, the first. */
    static Optional<PlainSelect> firstSelect(Select tree) {
        if (tree instanceof PlainSelect select) {
            return Optional.of(select);
        }
        if (tree instanceof ParenthesedSelect parenthesed) {
            return firstSelect(parenthesed.getSelect());
        }
        return tree instanceof SetOperationList list ? firstSelect(list.getSelect(0)) : Optional.empty();
    }

    /** DuckDB's {@code COLUMNS(...)} stands for any number of columns, and {@code s.*} for a struct's. */
    static boolean expandsToMany(SelectItem<?> item) {
        String text = item.toString();
        return Lexer.tokens(text, Dialect.DUCKDB).stream().anyMatch(token -> token.is("columns"))
                && text.toLowerCase(java.util.Locale.ROOT).contains("columns(");
    }

    private static int end(PreparedText text, SelectItem<?> item) {
        int end = item.getASTNode().jjtGetLastToken().absoluteEnd - 1;
        while (end > 0 && Character.isWhitespace(text.blanked().charAt(end - 1))) {
            end--;
        }
        return end;
    }

    static String normalized(String written, Dialect dialect) {
        return Lexer.tokenAt(written, 0, dialect).normalized(dialect);
    }
}
