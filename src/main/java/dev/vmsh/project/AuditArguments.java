package dev.vmsh.project;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a built-in audit is called with, and the pieces of SQL that every audit is put together from. */
final class AuditArguments {
    private static final String CONDITION = "condition";

    private final String audit;
    private final Map<String, String> values;
    private final Dialect dialect;
    private final String thisModel;

    /**
     * @param values SQL text by name, macros expanded
     * @param thisModel what to read: a table, or a query in parentheses
     */
    AuditArguments(String audit, Map<String, String> values, Dialect dialect, String thisModel) {
        this.audit = audit;
        this.values = Map.copyOf(values);
        this.dialect = dialect;
        this.thisModel = thisModel;
    }

    /** @throws VmshException if a value is missing that must be given, or one is given that nothing is known about */
    void check(List<String> required, List<String> known) {
        for (String name : required) {
            if (!values.containsKey(name)) {
                throw new VmshException(
                        "Audit %s needs the argument %s".formatted(audit, name),
                        "Write %s(%s)"
                                .formatted(
                                        audit,
                                        required.stream()
                                                .map(each -> each + " := ...")
                                                .collect(Collectors.joining(", "))));
            }
        }
        for (String name : values.keySet().stream().sorted().toList()) {
            if (!known.contains(name)) {
                throw new VmshException(
                        "Audit %s has no argument %s".formatted(audit, name),
                        NearName.of(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("It takes " + String.join(", ", known)));
            }
        }
    }

    /** A value as written. */
    String text(String name) {
        return values.get(name).strip();
    }

    /** The same in parentheses, to be part of an expression. */
    String grouped(String name) {
        return "(" + text(name) + ")";
    }

    String textOr(String name, String otherwise) {
        return given(name) ? text(name) : otherwise;
    }

    /** Whether a value other than NULL is there. */
    boolean given(String name) {
        return values.containsKey(name) && !text(name).equalsIgnoreCase("null");
    }

    /** @throws VmshException if the value is neither true nor false */
    boolean flag(String name, boolean otherwise) {
        String value = textOr(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new VmshException(
                    "Argument %s of audit %s is %s".formatted(name, audit, value), "Write true or false");
        }
        return value.equals("true");
    }

    /** @throws VmshException if the value is not a whole number */
    long number(String name) {
        String value = text(name);
        if (!value.matches("\\d{1,18}")) {
            throw new VmshException(
                    "Argument %s of audit %s is %s".formatted(name, audit, value), "Write a whole number");
        }
        return Long.parseLong(value);
    }

    /**
     * The elements of {@code (a, b)}, {@code [a, b]} or of a single value.
     *
     * @throws VmshException if there are none
     */
    List<String> list(String name) {
        String text = text(name);
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        boolean enclosed = enclosed(tokens);
        var elements = new ArrayList<String>();
        int depth = 0;
        int from = enclosed ? tokens.get(0).end() : 0;
        for (Token token : tokens) {
            if (isOpening(token)) {
                depth++;
            } else if (isClosing(token)) {
                depth--;
            } else if (token.isOperator(",") && depth == (enclosed ? 1 : 0)) {
                elements.add(text.substring(from, token.start()).strip());
                from = token.end();
            }
        }
        int end = enclosed ? tokens.get(tokens.size() - 1).start() : text.length();
        elements.add(text.substring(from, end).strip());
        elements.removeIf(String::isEmpty);
        if (elements.isEmpty()) {
            throw new VmshException(
                    "Argument %s of audit %s is empty".formatted(name, audit), "Write %s := (a, b)".formatted(name));
        }
        return elements;
    }

    /** One predicate for each element, joined by {@code OR} or {@code AND}. */
    String each(String name, String operator, Function<String, String> predicate) {
        return list(name).stream().map(predicate).collect(Collectors.joining(" " + operator + " "));
    }

    /** {@code FROM ... WHERE <condition>} */
    String rows() {
        return "FROM %s AS \"_this\" WHERE %s".formatted(thisModel, "(" + textOr(CONDITION, "TRUE") + ")");
    }

    /** {@code FROM ...}, whatever the condition. */
    String allRows() {
        return "FROM %s AS \"_this\"".formatted(thisModel);
    }

    /** The rows that fail. */
    String where(String predicate) {
        return "SELECT * %s AND (%s)".formatted(rows(), predicate);
    }

    /** True where {@code value} lies outside of what min_v, max_v and inclusive say. */
    String outside(String value) {
        boolean inclusive = flag("inclusive", true);
        var sides = new ArrayList<String>();
        if (given("min_v")) {
            sides.add("%s %s %s".formatted(value, inclusive ? "<" : "<=", grouped("min_v")));
        }
        if (given("max_v")) {
            sides.add("%s %s %s".formatted(value, inclusive ? ">" : ">=", grouped("max_v")));
        }
        return sides.isEmpty() ? "FALSE" : String.join(" OR ", sides);
    }

    /** True where {@code value} contains a match of {@code pattern}, both SQL. */
    String matches(String value, String pattern) {
        if (dialect.kin() == Dialect.POSTGRES) {
            return "%s ~ %s".formatted(value, pattern);
        }
        return "%s(%s, %s)".formatted(dialect == Dialect.DUCKDB ? "REGEXP_MATCHES" : "REGEXP_LIKE", value, pattern);
    }

    private static boolean enclosed(List<Token> tokens) {
        if (tokens.size() < 2 || !isOpening(tokens.get(0))) {
            return false;
        }
        int depth = 0;
        for (int at = 0; at < tokens.size(); at++) {
            depth += isOpening(tokens.get(at)) ? 1 : isClosing(tokens.get(at)) ? -1 : 0;
            if (depth == 0) {
                return at == tokens.size() - 1;
            }
        }
        return false;
    }

    private static boolean isOpening(Token token) {
        return token.isOperator("(") || token.isOperator("[");
    }

    private static boolean isClosing(Token token) {
        return token.isOperator(")") || token.isOperator("]");
    }
}
