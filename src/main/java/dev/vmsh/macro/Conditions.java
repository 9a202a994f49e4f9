package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions that are decided while macros are expanded, without a database. */
final class Conditions {
    private Conditions() {}

    /** Whether {@code expression} holds: false, zero, NULL and the empty string do not, anything else does. */
    static boolean isTrue(String expression, MacroCall call) {
        return !expression.isBlank() && isTrue(value(expression, call));
    }

    /** The value of {@code expression} as SQL; empty for NULL. */
    static String evaluated(String expression, MacroCall call) {
        Object value = value(expression, call);
        return value == null ? "" : sql(value, call.dialect(), true);
    }

    /** The value of {@code expression} as SQL, or the expression itself if only the database could compute it. */
    static String evaluatedIfPossible(String expression, Dialect dialect) {
        try {
            Object value = new ExpressionParser(expression, dialect).parse().value();
            return value == null ? "" : sql(value, dialect, true);
        } catch (EvaluationException forTheDatabase) {
            return expression;
        }
    }

    static boolean isTrue(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof BigDecimal number) {
            return number.signum() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return value != null;
    }

    private static Object value(String expression, MacroCall call) {
        try {
            return new ExpressionParser(expression, call.dialect()).parse().value();
        } catch (EvaluationException notEvaluated) {
            throw call.wrong(
                    "'%s' cannot be evaluated: %s".formatted(expression, notEvaluated.getMessage()),
                    "Conditions are decided before the database sees them: use comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE,"
                            + " CAST, arithmetic, CONCAT, LOWER, UPPER, SUBSTRING, COALESCE");
        }
    }

    private static String sql(Object value, Dialect dialect, boolean outermost) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Boolean bool) {
            return bool ? "TRUE" : "FALSE";
        }
        if (value instanceof String text) {
            return outermost ? text : SqlText.literal(text, dialect);
        }
        if (value instanceof LocalDate date) {
            return "CAST('" + date + "' AS DATE)";
        }
        if (value instanceof LocalDateTime time) {
            return "CAST('" + TimeVariables.text(time) + "' AS TIMESTAMP)";
        }
        if (value instanceof List<?> items) {
            return items.stream().map(item -> sql(item, dialect, false)).collect(Collectors.joining(", ", "(", ")"));
        }
        return value == null ? "NULL" : value.toString();
    }
}
