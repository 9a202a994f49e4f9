package dev.vmsh.sql;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/**
 * Gives texts that differ only in spelling the same text: white space, comments, keyword case, redundant parentheses, and words that
 * may be left out. Changes the tree that it is given.
 */
final class Canonicalizer {
    /** Name and version; raised when the form changes, so that old and new forms are never taken for one another. */
    static final String PREFIX = "jsql5.4/1:";

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    /** Words that mean something other than a column of that name when they stand alone without quotes. */
    private static final Set<String> SPECIAL = Set.of(
            "all",
            "and",
            "any",
            "array",
            "as",
            "asc",
            "between",
            "by",
            "case",
            "cast",
            "cross",
            "current_catalog",
            "current_date",
            "current_role",
            "current_schema",
            "current_time",
            "current_timestamp",
            "current_user",
            "date",
            "default",
            "desc",
            "distinct",
            "else",
            "end",
            "except",
            "exists",
            "extract",
            "false",
            "filter",
            "for",
            "from",
            "full",
            "group",
            "grouping",
            "having",
            "if",
            "in",
            "inner",
            "intersect",
            "interval",
            "into",
            "is",
            "join",
            "lateral",
            "left",
            "like",
            "limit",
            "localtime",
            "localtimestamp",
            "map",
            "natural",
            "not",
            "null",
            "offset",
            "on",
            "only",
            "or",
            "order",
            "outer",
            "over",
            "partition",
            "position",
            "qualify",
            "right",
            "row",
            "rows",
            "select",
            "session_user",
            "set",
            "some",
            "struct",
            "substring",
            "table",
            "then",
            "time",
            "timestamp",
            "trim",
            "true",
            "union",
            "unique",
            "unnest",
            "user",
            "using",
            "values",
            "when",
            "where",
            "window",
            "with",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "week",
            "quarter");

    private final Dialect dialect;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    Canonicalizer(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The canonical form of a query or a part of one, without the prefix. */
    String text(Object tree) {
        simplify(tree);
        return tokens(tree.toString());
    }

    private String tokens(String printed) {
        var out = new ArrayList<String>();
        for (Token token : Lexer.withoutTrivia(Lexer.tokens(printed, dialect))) {
            out.add(canonical(token));
        }
        return String.join(" ", out);
    }

    private String canonical(Token token) {
        if (token.kind() == Token.Kind.WORD) {
            return token.lower();
        }
        if (token.kind() == Token.Kind.QUOTED_NAME) {
            String name = token.normalized(dialect);
            boolean plain = PLAIN.matcher(name).matches()
                    && !SPECIAL.contains(name)
                    && dialect.normalize(name, false).equals(name);
            return plain ? name : TableName.quote(name);
        }
        return token.isOperator("!=") ? "<>" : token.text();
    }

    private void simplify(Object node) {
        if (!seen.add(node)) {
            return;
        }
        dropOptionalWords(node);
        for (Field field : SyntaxTree.fields(node)) {
            Object value = SyntaxTree.get(field, node);
            if (value instanceof ParenthesedExpressionList<?> list
                    && field.getType().isAssignableFrom(Expression.class)) {
                SyntaxTree.set(field, node, unwrap(list, node));
            }
        }
        if (node instanceof Function function && function.getParameters() != null) {
            if (function.getParameters() instanceof ParenthesedExpressionList<?> only && only.size() == 1) {
                function.setParameters(new ExpressionList<>(List.of(only.get(0))));
            }
            unwrapElements(function.getParameters(), function);
        }
        if (node instanceof Join join && join.getOnExpressions() != null) {
            var on = new ArrayList<Expression>(join.getOnExpressions());
            unwrapElements(on, join);
            join.setOnExpressions(on);
        }
        if (node instanceof ExpressionList<?> list && !(node instanceof ParenthesedExpressionList<?>)) {
            unwrapElements(list, null);
        }
        SyntaxTree.forEachPart(node, this::simplify);
    }

    private static void dropOptionalWords(Object node) {
        if (node instanceof Alias alias) {
            alias.setUseAs(false);
        } else if (node instanceof OrderByElement order && order.isAsc()) {
            order.setAscDescPresent(false);
        } else if (node instanceof Join join) {
            join.setInner(false);
            if (join.isLeft() || join.isRight() || join.isFull()) {
                join.setOuter(false);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void unwrapElements(List<?> list, Object parent) {
        var elements = (List<Object>) list;
        elements.replaceAll(
                element -> element instanceof ParenthesedExpressionList<?> inner ? unwrap(inner, parent) : element);
    }

    /** What is in the parentheses, if {@code parent} means the same without them; else the parentheses, nested ones made one. */
    private static Expression unwrap(ParenthesedExpressionList<?> list, Object parent) {
        Expression inner = list;
        while (inner instanceof ParenthesedExpressionList<?> wrapped
                && wrapped.size() == 1
                && wrapped.get(0) instanceof ParenthesedExpressionList<?> next) {
            inner = next;
        }
        var innermost = (ParenthesedExpressionList<?>) inner;
        if (innermost.size() != 1 || innermost.get(0) instanceof Select) {
            return innermost.size() == 1 ? innermost : list;
        }
        Expression content = innermost.get(0);
        return redundant(content, parent) ? content : innermost;
    }

    private static boolean redundant(Expression content, Object parent) {
        if (parent instanceof PlainSelect
                || parent instanceof SelectItem
                || parent instanceof Join
                || parent instanceof Function
                || parent instanceof WhenClause
                || parent instanceof OrderByElement) {
            return true;
        }
        boolean atom = content instanceof Column
                || content instanceof LongValue
                || content instanceof StringValue
                || content instanceof Function
                || content instanceof CaseExpression;
        if (parent instanceof AndExpression || parent instanceof OrExpression) {
            boolean test = content instanceof ComparisonOperator
                    || content instanceof IsNullExpression
                    || content instanceof InExpression
                    || content instanceof LikeExpression;
            return atom || test || (parent instanceof OrExpression && content instanceof AndExpression);
        }
        if (parent instanceof InExpression) {
            return false;
        }
        return atom
                && (parent instanceof BinaryExpression
                        || parent instanceof IsNullExpression
                        || parent instanceof CaseExpression)
                && !(content instanceof AnalyticExpression);
    }
}
