package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Macro values written as SQL, and SQL read back as macro values. */
final class Values {
    private Values() {}

    /** {@code value} as an SQL expression. */
    static String sql(MacroValue value, Dialect dialect) {
        if (value instanceof MacroValue.Text text) {
            return SqlText.literal(text.value(), dialect);
        }
        if (value instanceof MacroValue.Number number) {
            return number.value().toPlainString();
        }
        if (value instanceof MacroValue.Bool bool) {
            return bool.value() ? "TRUE" : "FALSE";
        }
        if (value instanceof MacroValue.Sql sql) {
            return sql.text();
        }
        if (value instanceof MacroValue.Sequence sequence) {
            return "(" + list(sequence.items(), dialect) + ")";
        }
        if (value instanceof MacroValue.Mapping mapping) {
            return map(mapping, dialect);
        }
        if (value instanceof MacroValue.Lambda lambda) {
            return "(" + String.join(", ", lambda.parameters()) + ") -> " + lambda.body();
        }
        return "NULL";
    }

    /** {@code value} as bare text: a string without its quotes, a plain name without its quotes, else its SQL. */
    static String bareText(MacroValue value, Dialect dialect) {
        if (value instanceof MacroValue.Text text) {
            return text.value();
        }
        if (value instanceof MacroValue.Sql sql) {
            List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql.text(), dialect));
            return tokens.size() == 1 && tokens.get(0).isName() ? tokens.get(0).identifier() : sql.text();
        }
        return sql(value, dialect);
    }

    /** The identifier that {@code sql} stands for: a string as it is, a name as the dialect compares it. */
    static String identifier(String sql, Dialect dialect) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, dialect));
        return tokens.size() == 1 && tokens.get(0).isName()
                ? tokens.get(0).normalized(dialect)
                : bareText(read(sql, dialect), dialect);
    }

    /** What the SQL expression {@code text} is: a literal becomes its value, anything else stands for itself. */
    static MacroValue read(String text, Dialect dialect) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        if (tokens.size() == 2 && tokens.get(0).isOperator("-") && isDecimal(tokens.get(1))) {
            return new MacroValue.Number(new BigDecimal(tokens.get(1).text()).negate());
        }
        if (tokens.size() != 1) {
            return new MacroValue.Sql(text.strip());
        }
        Token token = tokens.get(0);
        if (token.kind() == Token.Kind.STRING) {
            return new MacroValue.Text(SqlText.unquoted(token, dialect));
        }
        if (isDecimal(token)) {
            return new MacroValue.Number(new BigDecimal(token.text()));
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return new MacroValue.Bool(token.is("TRUE"));
        }
        return token.is("NULL") ? MacroValue.NULL : new MacroValue.Sql(token.text());
    }

    /** Whether {@code token} is a number that is written in decimal digits, with an exponent short enough to write out. */
    static boolean isDecimal(Token token) {
        return token.kind() == Token.Kind.NUMBER && token.text().matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    }

    private static String list(List<MacroValue> items, Dialect dialect) {
        return items.stream().map(item -> sql(item, dialect)).collect(Collectors.joining(", "));
    }

    private static String map(MacroValue.Mapping mapping, Dialect dialect) {
        String keys = mapping.entries().keySet().stream()
                .map(key -> SqlText.literal(key, dialect))
                .collect(Collectors.joining(", "));
        String values = list(List.copyOf(mapping.entries().values()), dialect);
        String open = dialect == Dialect.DUCKDB ? "[" : "ARRAY[";
        return "MAP(" + open + keys + "], " + open + values + "])";
    }
}
