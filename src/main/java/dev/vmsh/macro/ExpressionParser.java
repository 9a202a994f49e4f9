package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads an expression into a tree that computes itself. Values are {@link BigDecimal}, String, Boolean, {@code LocalDate},
 * {@code LocalDateTime}, List, null for NULL, and {@link Unevaluated} for what only the database knows.
 */
final class ExpressionParser {
    /** A part of an expression. Computed only when asked, so that {@code FALSE AND …} never looks at its right side. */
    interface Node {
        /**
         * Its value.
         *
         * @throws EvaluationException if the database would be needed
         */
        Object value();
    }

    /** Something that stands for itself: a column, or an expression over one. */
    record Unevaluated(String sql) {
        @Override
        public String toString() {
            return sql;
        }
    }

    private static final int DEEPEST = 200;
    private static final Set<String> COMPARISONS = Set.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");

    private final Dialect dialect;
    private final List<Token> tokens;
    private int at;
    private int depth;

    ExpressionParser(String expression, Dialect dialect) {
        this.dialect = dialect;
        this.tokens = Lexer.withoutTrivia(Lexer.tokens(expression, dialect));
    }

    Node parse() {
        Node whole = or();
        if (at < tokens.size()) {
            throw new EvaluationException("'" + tokens.get(at).text() + "' is not supported here");
        }
        return whole;
    }

    private Node or() {
        if (++depth > DEEPEST) {
            throw new EvaluationException("it is nested too deep");
        }
        Node left = and();
        while (accept("OR")) {
            Node first = left;
            Node second = and();
            left = () -> {
                Object value = first.value();
                return Conditions.isTrue(value) ? value : second.value();
            };
        }
        depth--;
        return left;
    }

    private Node and() {
        Node left = not();
        while (accept("AND")) {
            Node first = left;
            Node second = not();
            left = () -> {
                Object value = first.value();
                return Conditions.isTrue(value) ? second.value() : value;
            };
        }
        return left;
    }

    private Node not() {
        boolean negated = false;
        boolean any = false;
        while (accept("NOT")) {
            negated = !negated;
            any = true;
        }
        Node operand = comparison();
        boolean flip = negated;
        return any ? () -> Conditions.isTrue(operand.value()) != flip : operand;
    }

    private Node comparison() {
        int start = at;
        Node left = additive();
        while (true) {
            Node first = left;
            if (at < tokens.size()
                    && tokens.get(at).kind() == Token.Kind.OPERATOR
                    && COMPARISONS.contains(tokens.get(at).text())) {
                String operator = tokens.get(at++).text();
                Node second = additive();
                String sql = sqlSince(start);
                left = () -> Operations.compare(operator, first.value(), second.value(), sql);
            } else if (accept("IS")) {
                boolean negated = accept("NOT");
                Node second = additive();
                left = () -> Operations.same(first.value(), second.value()) != negated;
            } else {
                int mark = at;
                boolean negated = accept("NOT");
                Node predicate = predicate(first, start);
                if (predicate == null) {
                    at = mark;
                    return left;
                }
                left = negated ? () -> !Conditions.isTrue(predicate.value()) : predicate;
            }
        }
    }

    /** IN, BETWEEN or LIKE after {@code operand}; null if none of them follows. */
    private Node predicate(Node operand, int start) {
        if (accept("IN")) {
            expect("(");
            List<Node> items = list(")");
            return () -> items.stream().anyMatch(item -> Operations.same(operand.value(), item.value()));
        }
        if (accept("BETWEEN")) {
            Node low = additive();
            if (!accept("AND")) {
                throw new EvaluationException("BETWEEN lacks its AND");
            }
            Node high = additive();
            String sql = sqlSince(start);
            return () -> {
                Object above = Operations.compare(">=", operand.value(), low.value(), sql);
                return Conditions.isTrue(above) ? Operations.compare("<=", operand.value(), high.value(), sql) : above;
            };
        }
        boolean anyCase = at < tokens.size() && tokens.get(at).is("ILIKE");
        if (anyCase || (at < tokens.size() && tokens.get(at).is("LIKE"))) {
            at++;
            Node pattern = additive();
            String sql = sqlSince(start);
            return () -> Operations.like(operand.value(), pattern.value(), anyCase, sql);
        }
        return null;
    }

    private Node additive() {
        int start = at;
        Node left = multiplicative();
        while (at < tokens.size() && (isNext("+") || isNext("-"))) {
            left = arithmetic(left, tokens.get(at++).text(), multiplicative(), start);
        }
        return left;
    }

    private Node multiplicative() {
        int start = at;
        Node left = unary();
        while (at < tokens.size() && (isNext("*") || isNext("/") || isNext("%"))) {
            left = arithmetic(left, tokens.get(at++).text(), unary(), start);
        }
        return left;
    }

    private Node arithmetic(Node left, String operator, Node right, int start) {
        String sql = sqlSince(start);
        return () -> Operations.arithmetic(operator, left.value(), right.value(), sql);
    }

    private Node unary() {
        int start = at;
        int minuses = 0;
        while (isNext("-") || isNext("+")) {
            minuses += isNext("-") ? 1 : 0;
            at++;
        }
        Node operand = cast();
        if (minuses % 2 == 0) {
            return operand;
        }
        String sql = sqlSince(start);
        return () -> Operations.arithmetic("-", BigDecimal.ZERO, operand.value(), sql);
    }

    private Node cast() {
        int start = at;
        Node operand = primary();
        while (isNext("::")) {
            at++;
            operand = castNode(operand, type(), start);
        }
        return operand;
    }

    private Node castNode(Node operand, String type, int start) {
        String sql = sqlSince(start);
        return () -> Operations.cast(operand.value(), type, sql);
    }

    private Node primary() {
        if (at >= tokens.size()) {
            throw new EvaluationException("it ends too early");
        }
        int start = at;
        Token token = tokens.get(at++);
        if (token.kind() == Token.Kind.STRING) {
            String text = SqlText.unquoted(token, dialect);
            return () -> text;
        }
        if (Values.isDecimal(token)) {
            var number = new BigDecimal(token.text());
            return () -> number;
        }
        if (token.isOperator("(")) {
            List<Node> items = list(")");
            return items.size() == 1 ? items.get(0) : listNode(items);
        }
        if (token.isOperator("[")) {
            return listNode(list("]"));
        }
        if (token.isName()) {
            return named(token, start);
        }
        throw new EvaluationException("'" + token.text() + "' is not supported here");
    }

    private Node named(Token token, int start) {
        if (token.is("TRUE") || token.is("FALSE")) {
            boolean value = token.is("TRUE");
            return () -> value;
        }
        if (token.is("NULL")) {
            return () -> null;
        }
        if (token.is("CASE")) {
            return caseNode();
        }
        if (token.is("ARRAY") && isNext("[")) {
            at++;
            return listNode(list("]"));
        }
        boolean typed = (token.is("DATE") || token.is("TIMESTAMP"))
                && at < tokens.size()
                && tokens.get(at).kind() == Token.Kind.STRING;
        if (typed) {
            return castNode(primary(), token.text(), start);
        }
        if (isNext("(")) {
            at++;
            return function(token, start);
        }
        while (isNext(".") && at + 1 < tokens.size() && tokens.get(at + 1).isName()) {
            at += 2;
        }
        var column = new Unevaluated(sqlSince(start));
        return () -> column;
    }

    private Node function(Token name, int start) {
        if (name.is("CAST") || name.is("TRY_CAST")) {
            Node operand = or();
            if (!accept("AS")) {
                throw new EvaluationException("CAST lacks its AS");
            }
            String type = type();
            expect(")");
            return castNode(operand, type, start);
        }
        List<Node> arguments = list(")");
        String sql = sqlSince(start);
        return () -> Operations.function(
                name.lower(), arguments.stream().map(Node::value).collect(Collectors.toList()), sql);
    }

    private Node caseNode() {
        Node subject = at < tokens.size() && tokens.get(at).is("WHEN") ? null : or();
        var conditions = new ArrayList<Node>();
        var results = new ArrayList<Node>();
        while (accept("WHEN")) {
            Node when = or();
            conditions.add(subject == null ? when : () -> Operations.same(subject.value(), when.value()));
            if (!accept("THEN")) {
                throw new EvaluationException("CASE lacks a THEN");
            }
            results.add(or());
        }
        Node otherwise = accept("ELSE") ? or() : () -> null;
        if (!accept("END")) {
            throw new EvaluationException("CASE lacks its END");
        }
        return () -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (Conditions.isTrue(conditions.get(i).value())) {
                    return results.get(i).value();
                }
            }
            return otherwise.value();
        };
    }

    /** A type's name, with what is in brackets after it. */
    private String type() {
        int start = at;
        while (at < tokens.size() && (tokens.get(at).kind() == Token.Kind.WORD) && !isOperatorWord(tokens.get(at))) {
            at++;
        }
        if (at == start) {
            throw new EvaluationException("a cast lacks its type");
        }
        String type = tokens.get(start).lower();
        if (isNext("(")) {
            at++;
            list(")");
        }
        return type;
    }

    private static boolean isOperatorWord(Token token) {
        return Set.of("and", "or", "not", "is", "in", "like", "ilike", "between", "then", "when", "else", "end", "as")
                .contains(token.lower());
    }

    /** Expressions up to {@code close}, which is passed. */
    private List<Node> list(String close) {
        var items = new ArrayList<Node>();
        if (isNext(close)) {
            at++;
            return items;
        }
        do {
            items.add(or());
        } while (acceptOperator(","));
        expect(close);
        return items;
    }

    private static Node listNode(List<Node> items) {
        return () -> items.stream().map(Node::value).collect(Collectors.toList());
    }

    private boolean accept(String word) {
        if (at < tokens.size() && tokens.get(at).is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean acceptOperator(String operator) {
        if (isNext(operator)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String operator) {
        if (!acceptOperator(operator)) {
            throw new EvaluationException("'" + operator + "' is missing");
        }
    }

    private boolean isNext(String operator) {
        return at < tokens.size() && tokens.get(at).isOperator(operator);
    }

    /** The text from the token at {@code start} on, with one space where there was any. */
    private String sqlSince(int start) {
        var out = new StringBuilder();
        for (int i = start; i < at; i++) {
            if (i > start && tokens.get(i).start() > tokens.get(i - 1).end()) {
                out.append(' ');
            }
            out.append(tokens.get(i).text());
        }
        return out.toString();
    }
}
