package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Set;

/** Small questions about SQL expressions that are being put together. */
final class Expressions {
    private static final Set<String> OPERATOR_WORDS =
            Set.of("and", "or", "not", "is", "in", "between", "like", "ilike", "similar", "collate", "at");

    private Expressions() {}

    /** {@code expression}, in brackets if it has an operator of its own. */
    static String operand(String expression, Dialect dialect) {
        return isCompound(expression, dialect) ? "(" + expression + ")" : expression;
    }

    private static boolean isCompound(String expression, Dialect dialect) {
        int depth = 0;
        for (Token token : Lexer.withoutTrivia(Lexer.tokens(expression, dialect))) {
            depth += SqlText.nesting(token) + (token.is("CASE") ? 1 : 0) - (token.is("END") ? 1 : 0);
            boolean operator = token.kind() == Token.Kind.OPERATOR
                    && SqlText.nesting(token) == 0
                    && !Set.of(".", "::", ",").contains(token.text());
            boolean word = token.kind() == Token.Kind.WORD && OPERATOR_WORDS.contains(token.lower());
            if (depth == 0 && (operator || word)) {
                return true;
            }
        }
        return false;
    }

    /** The type that {@code dialect} calls its unlimited text. */
    static String textType(Dialect dialect) {
        return switch (dialect) {
            case TRINO -> "VARCHAR";
            case BIGQUERY, SPARK, DATABRICKS -> "STRING";
            case MYSQL -> "CHAR";
            case TSQL -> "VARCHAR(MAX)";
            case CLICKHOUSE -> "String";
            case REDSHIFT -> "VARCHAR(MAX)";
            default -> "TEXT";
        };
    }

    /** {@code parts} joined into one text. */
    static String concatenated(List<String> parts, Dialect dialect) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        boolean pipes = Set.of(Dialect.DUCKDB, Dialect.POSTGRES, Dialect.REDSHIFT, Dialect.SNOWFLAKE)
                .contains(dialect.kin());
        return pipes ? String.join(" || ", parts) : "CONCAT(" + String.join(", ", parts) + ")";
    }
}
