package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How strings and names are spelled in a dialect, and how text is cut at its commas. */
final class SqlText {
    private static final Pattern SAFE_NAME = Pattern.compile("[_a-zA-Z][a-zA-Z0-9_]*");
    private static final Set<Dialect> BACK_TICKS =
            EnumSet.of(Dialect.BIGQUERY, Dialect.DATABRICKS, Dialect.SPARK, Dialect.MYSQL);
    private static final Set<Dialect> BACKSLASH_ESCAPES = EnumSet.of(
            Dialect.BIGQUERY, Dialect.DATABRICKS, Dialect.SPARK, Dialect.MYSQL, Dialect.CLICKHOUSE, Dialect.SNOWFLAKE);

    private SqlText() {}

    /** {@code text} as a string literal. */
    static String literal(String text, Dialect dialect) {
        if (BACKSLASH_ESCAPES.contains(dialect.kin())) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** What a string token says. */
    static String unquoted(Token string, Dialect dialect) {
        String text = string.text();
        if (text.startsWith("$")) {
            int mark = text.indexOf('$', 1) + 1;
            return text.substring(mark, text.length() - mark);
        }
        int open = text.indexOf('\'');
        char quote = '\'';
        if (open < 0 || (text.indexOf('"') >= 0 && text.indexOf('"') < open)) {
            open = text.indexOf('"');
            quote = '"';
        }
        String inner = text.substring(open + 1, text.length() - 1);
        boolean escaped = BACKSLASH_ESCAPES.contains(dialect.kin()) || text.startsWith("E") || text.startsWith("e");
        return escaped ? withoutBackslashes(inner, quote) : inner.replace("" + quote + quote, "" + quote);
    }

    private static String withoutBackslashes(String inner, char quote) {
        var out = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean pair = i + 1 < inner.length();
            if (c == '\\' && pair) {
                char next = inner.charAt(++i);
                switch (next) {
                    case 'n' -> out.append('\n');
                    case 't' -> out.append('\t');
                    case 'r' -> out.append('\r');
                    default -> out.append(next);
                }
            } else {
                if (c == quote && pair && inner.charAt(i + 1) == quote) {
                    i++;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** {@code identifier} in the dialect's quotes. */
    static String quotedName(String identifier, Dialect dialect) {
        String quote = nameQuote(dialect);
        return quote + identifier.replace(quote, quote + quote) + quote;
    }

    /** {@code identifier} as it is, or in quotes if it cannot stand without them. */
    static String name(String identifier, Dialect dialect) {
        return isSafeName(identifier) ? identifier : quotedName(identifier, dialect);
    }

    static boolean isSafeName(String identifier) {
        return SAFE_NAME.matcher(identifier).matches();
    }

    private static String nameQuote(Dialect dialect) {
        return BACK_TICKS.contains(dialect.kin()) ? "`" : "\"";
    }

    /** A comment or white space as every engine knows it: Jinja's comments, which count in SQL too, become SQL's. */
    static String trivia(Token token) {
        String text = token.text();
        return text.startsWith("{#")
                ? "/*" + text.substring(2, text.length() - 2).replace("*/", "* /") + "*/"
                : text;
    }

    /** The tokens without white space and comments at both ends. */
    static List<Token> trimmed(List<Token> tokens) {
        int from = 0;
        int to = tokens.size();
        while (from < to && tokens.get(from).trivia()) {
            from++;
        }
        while (to > from && tokens.get(to - 1).trivia()) {
            to--;
        }
        return tokens.subList(from, to);
    }

    /** The text of {@code tokens}, as written. */
    static String join(List<Token> tokens) {
        var out = new StringBuilder();
        tokens.forEach(token -> out.append(token.text()));
        return out.toString();
    }

    /** {@code tokens} cut at the commas that stand in no bracket, each part trimmed; nothing gives no part. */
    static List<List<Token>> splitAtCommas(List<Token> tokens) {
        var parts = new ArrayList<List<Token>>();
        if (trimmed(tokens).isEmpty()) {
            return parts;
        }
        int depth = 0;
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += nesting(token);
            if (depth == 0 && token.isOperator(",")) {
                parts.add(trimmed(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        parts.add(trimmed(tokens.subList(start, tokens.size())));
        return parts;
    }

    /** {@code text} cut at the commas that stand in no bracket. */
    static List<String> splitAtCommas(String text, Dialect dialect) {
        return splitAtCommas(Lexer.tokens(text, dialect)).stream()
                .map(SqlText::join)
                .toList();
    }

    /** 1 for a bracket that opens, -1 for one that closes, else 0. */
    static int nesting(Token token) {
        if (token.kind() != Token.Kind.OPERATOR) {
            return 0;
        }
        return switch (token.text()) {
            case "(", "[", "{", "@{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    /** Index of the bracket that closes the one at {@code open}; -1 if none does. */
    static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += nesting(tokens.get(i));
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the first token from {@code from} on that is not white space or a comment; the size if there is none. */
    static int significant(List<Token> tokens, int from) {
        int i = from;
        while (i < tokens.size() && tokens.get(i).trivia()) {
            i++;
        }
        return i;
    }
}
