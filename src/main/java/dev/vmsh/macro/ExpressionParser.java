package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
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
    private static final Set<String> OPERATOR_WORDS =
            Set.of("and", "or", "not", "is", "in", "like", "ilike", "between", "then", "when", "else", "end", "as");
    private static final Set<String> COMPARISONS = Set.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");

    private final Dialect dialect;
    private final TokenCursor tokens;
    private int depth;

    ExpressionParser(String expression, Dialect dialect) {
        this.dialect = dialect;
        this.tokens = new TokenCursor(expression, dialect);
    }

    Node parse() {
        Node whole = or();
        if (!tokens.atEnd()) {
            throw new EvaluationException("'" + tokens.peek().text() + "' is not supported here");
        }
        return whole;
    }

    private Node or() {
        if (++depth > DEEPEST) {
            throw new EvaluationException("it is nested too deep");
        }
        Node left = and();
        while (tokens.accept("OR")) {
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
        while (tokens.accept("AND")) {
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
        while (tokens.accept("NOT")) {
            negated = !negated;
            any = true;
        }
        Node operand = comparison();
        boolean flip = negated;
        return any ? () -> Conditions.isTrue(operand.value()) != flip : operand;
    }

    private Node comparison() {
        int start = tokens.mark();
        Node left = additive();
        while (true) {
            Node first = left;
            if (tokens.isNext(ExpressionParser::isComparison)) {
                String operator = tokens.take().text();
                Node second = additive();
                String sql = tokens.textSince(start);
                left = () -> Operations.compare(operator, first.value(), second.value(), sql);
            } else if (tokens.accept("IS")) {
                boolean negated = tokens.accept("NOT");
                Node second = additive();
                left = () -> Operations.same(first.value(), second.value()) != negated;
            } else {
                int mark = tokens.mark();
                boolean negated = tokens.accept("NOT");
                Node predicate = predicate(first, start);
                if (predicate == null) {
                    tokens.backTo(mark);
                    return left;
                }
                left = negated ? () -> !Conditions.isTrue(predicate.value()) : predicate;
            }
        }
    }

    /** IN, BETWEEN or LIKE after {@code operand}; null if none of them follows. */
    private Node predicate(Node operand, int start) {
        if (tokens.accept("IN")) {
            tokens.expect("(");
            List<Node> items = list(")");
            return () -> items.stream().anyMatch(item -> Operations.same(operand.value(), item.value()));
        }
        if (tokens.accept("BETWEEN")) {
            Node low = additive();
            if (!tokens.accept("AND")) {
                throw new EvaluationException("BETWEEN lacks its AND");
            }
            Node high = additive();
            String sql = tokens.textSince(start);
            return () -> {
                Object above = Operations.compare(">=", operand.value(), low.value(), sql);
                return Conditions.isTrue(above) ? Operations.compare("<=", operand.value(), high.value(), sql) : above;
            };
        }
        boolean anyCase = tokens.accept("ILIKE");
        if (anyCase || tokens.accept("LIKE")) {
            Node pattern = additive();
            String sql = tokens.textSince(start);
            return () -> Operations.like(operand.value(), pattern.value(), anyCase, sql);
        }
        return null;
    }

    private Node additive() {
        int start = tokens.mark();
        Node left = multiplicative();
        while (tokens.isNext("+") || tokens.isNext("-")) {
            left = arithmetic(left, tokens.take().text(), multiplicative(), start);
        }
        return left;
    }

    private Node multiplicative() {
        int start = tokens.mark();
        Node left = unary();
        while (tokens.isNext("*") || tokens.isNext("/") || tokens.isNext("%")) {
            left = arithmetic(left, tokens.take().text(), unary(), start);
        }
        return left;
    }

    private Node arithmetic(Node left, String operator, Node right, int start) {
        String sql = tokens.textSince(start);
        return () -> Operations.arithmetic(operator, left.value(), right.value(), sql);
    }

    private Node unary() {
        int start = tokens.mark();
        int minuses = 0;
        while (tokens.isNext("-") || tokens.isNext("+")) {
            minuses += tokens.take().isOperator("-") ? 1 : 0;
        }
        Node operand = cast();
        if (minuses % 2 == 0) {
            return operand;
        }
        String sql = tokens.textSince(start);
        return () -> Operations.arithmetic("-", BigDecimal.ZERO, operand.value(), sql);
    }

    private Node cast() {
        int start = tokens.mark();
        Node operand = primary();
        while (tokens.acceptOperator("::")) {
            operand = castNode(operand, type(), start);
        }
        return operand;
    }

    private Node castNode(Node operand, String type, int start) {
        String sql = tokens.textSince(start);
        return () -> Operations.cast(operand.value(), type, sql);
    }

    private Node primary() {
        int start = tokens.mark();
        Token token = tokens.take();
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
        if (token.is("ARRAY") && tokens.acceptOperator("[")) {
            return listNode(list("]"));
        }
        boolean typed =
                (token.is("DATE") || token.is("TIMESTAMP")) && tokens.isNext(next -> next.kind() == Token.Kind.STRING);
        if (typed) {
            return castNode(primary(), token.text(), start);
        }
        if (tokens.acceptOperator("(")) {
            return function(token, start);
        }
        while (tokens.isNext(".") && tokens.isSecond(Token::isName)) {
            tokens.take();
            tokens.take();
        }
        var column = new Unevaluated(tokens.textSince(start));
        return () -> column;
    }

    private Node function(Token name, int start) {
        if (name.is("CAST") || name.is("TRY_CAST")) {
            Node operand = or();
            if (!tokens.accept("AS")) {
                throw new EvaluationException("CAST lacks its AS");
            }
            String type = type();
            tokens.expect(")");
            return castNode(operand, type, start);
        }
        List<Node> arguments = list(")");
        String sql = tokens.textSince(start);
        return () -> Operations.function(
                name.lower(), arguments.stream().map(Node::value).collect(Collectors.toList()), sql);
    }

    private Node caseNode() {
        Node subject = tokens.isNext(next -> next.is("WHEN")) ? null : or();
        var conditions = new ArrayList<Node>();
        var results = new ArrayList<Node>();
        while (tokens.accept("WHEN")) {
            Node when = or();
            conditions.add(subject == null ? when : () -> Operations.same(subject.value(), when.value()));
            if (!tokens.accept("THEN")) {
                throw new EvaluationException("CASE lacks a THEN");
            }
            results.add(or());
        }
        Node otherwise = tokens.accept("ELSE") ? or() : () -> null;
        if (!tokens.accept("END")) {
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
        String type = null;
        while (tokens.isNext(ExpressionParser::isTypeWord)) {
            String word = tokens.take().lower();
            type = type == null ? word : type;
        }
        if (type == null) {
            throw new EvaluationException("a cast lacks its type");
        }
        if (tokens.acceptOperator("(")) {
            list(")");
        }
        return type;
    }

    private static boolean isTypeWord(Token token) {
        return token.kind() == Token.Kind.WORD && !OPERATOR_WORDS.contains(token.lower());
    }

    private static boolean isComparison(Token token) {
        return token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text());
    }

    /** Expressions up to {@code close}, which is passed. */
    private List<Node> list(String close) {
        var items = new ArrayList<Node>();
        if (tokens.acceptOperator(close)) {
            return items;
        }
        do {
            items.add(or());
        } while (tokens.acceptOperator(","));
        tokens.expect(close);
        return items;
    }

    private static Node listNode(List<Node> items) {
        return () -> items.stream().map(Node::value).collect(Collectors.toList());
    }
}
