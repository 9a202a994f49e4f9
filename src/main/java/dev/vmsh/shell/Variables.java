package dev.vmsh.shell;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Map;

/**
 * Puts variables into text as psql does: {@code :name} as it is, {@code :'name'} as a string literal, {@code :"name"} as a quoted
 * identifier. What stands in strings and comments, {@code x::int}, {@code a[1:n]} of an unknown {@code n}, and every name without a value
 * are left alone. Pure.
 */
final class Variables {
    private Variables() {}

    /** As in SQL, anywhere. */
    static String inSql(String text, Map<String, String> values) {
        return replace(text, values, true);
    }

    /** As in a command: not in the middle of a word, for {@code table_diff dev:prod} names two environments. */
    static String inCommand(String line, Map<String, String> values) {
        return replace(line, values, false);
    }

    private static String replace(String text, Map<String, String> values, boolean afterNames) {
        if (values.isEmpty() || text.indexOf(':') < 0) {
            return text;
        }
        List<Token> tokens = Lexer.tokens(text, Dialect.DUCKDB);
        var out = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            boolean mayBegin = afterNames || i == 0 || !tokens.get(i - 1).isName();
            String value = token.isOperator(":") && next != null && mayBegin ? value(next, values) : null;
            out.append(value == null ? token.text() : value);
            i += value == null ? 0 : 1;
        }
        return out.toString();
    }

    /** What {@code :} and {@code name} become together; null if they stay. */
    private static String value(Token name, Map<String, String> values) {
        return switch (name.kind()) {
            case WORD -> values.get(name.text());
            case STRING -> {
                String value = name.text().startsWith("'") ? values.get(inner(name)) : null;
                yield value == null ? null : "'" + value.replace("'", "''") + "'";
            }
            case QUOTED_NAME -> {
                String value = values.get(inner(name));
                yield value == null ? null : TableName.quote(value);
            }
            default -> null;
        };
    }

    private static String inner(Token quoted) {
        return quoted.text().substring(1, quoted.text().length() - 1);
    }
}
