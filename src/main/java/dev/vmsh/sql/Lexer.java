package dev.vmsh.sql;

import dev.vmsh.sql.Token.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts SQL text into tokens. Never fails: what a text ends inside of is an {@link Kind#UNFINISHED} token, and a character that no
 * dialect knows is an operator of its own.
 */
public final class Lexer {
    private static final Set<Dialect> BACK_TICK_NAMES = EnumSet.of(
            Dialect.DUCKDB,
            Dialect.BIGQUERY,
            Dialect.DATABRICKS,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.MYSQL,
            Dialect.CLICKHOUSE,
            Dialect.SQLITE,
            Dialect.DRILL);
    private static final Set<Dialect> DOUBLE_QUOTED_STRINGS =
            EnumSet.of(Dialect.BIGQUERY, Dialect.DATABRICKS, Dialect.SPARK, Dialect.HIVE, Dialect.MYSQL);
    private static final Set<Dialect> BACKSLASH_ESCAPES = EnumSet.of(
            Dialect.BIGQUERY,
            Dialect.DATABRICKS,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.MYSQL,
            Dialect.CLICKHOUSE,
            Dialect.SNOWFLAKE,
            Dialect.REDSHIFT);
    private static final Set<Dialect> NESTED_COMMENTS = EnumSet.of(
            Dialect.DUCKDB,
            Dialect.POSTGRES,
            Dialect.REDSHIFT,
            Dialect.TSQL,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.DATABRICKS);
    private static final Set<Dialect> HASH_COMMENTS = EnumSet.of(Dialect.BIGQUERY, Dialect.MYSQL);

    /** Operators of more than one character, longest first. */
    private static final List<String> OPERATORS = List.of(
            "<=>", "->>", "#>>", "!~~*", "!~~", "!~*", "~~*", "<->", "<#>", "@@@", "::", ":=", "=>", "->", "#>", "#-",
            "//", "**", "||", "&&", "<=", ">=", "<>", "!=", "==", "<<", ">>", "@>", "<@", "@@", "@?", "@{", "?|", "?&",
            "!~", "~*", "~~", "^@", "|/");

    /** By the first character: most are brackets, commas and dots, and the list above need not be gone through for them. */
    private static final BitSet BEGINS_LONG_OPERATOR = new BitSet();

    static {
        OPERATORS.forEach(operator -> BEGINS_LONG_OPERATOR.set(operator.charAt(0)));
    }

    private final String text;
    private final Dialect dialect;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect.kin();
    }

    /** Every token of {@code text}, trivia included. */
    public static List<Token> tokens(String text, Dialect dialect) {
        return new Lexer(text, dialect).run();
    }

    /** The one token of {@code text} that begins at {@code offset}, which must be the beginning of a token. */
    static Token tokenAt(String text, int offset, Dialect dialect) {
        var lexer = new Lexer(text, dialect);
        lexer.at = offset;
        Kind kind = lexer.next();
        return new Token(kind, text.substring(offset, lexer.at), offset, lexer.at);
    }

    /** Whether a backslash in a string of {@code dialect} changes what follows it. */
    static boolean backslashEscapes(Dialect dialect) {
        return BACKSLASH_ESCAPES.contains(dialect.kin());
    }

    /** {@code tokens} without white space and comments. */
    public static List<Token> withoutTrivia(List<Token> tokens) {
        return tokens.stream().filter(token -> !token.trivia()).toList();
    }

    private List<Token> run() {
        while (at < text.length()) {
            int start = at;
            Kind kind = next();
            tokens.add(new Token(kind, text.substring(start, at), start, at));
        }
        return List.copyOf(tokens);
    }

    /** Moves past one token and says what it was. */
    private Kind next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
            return whitespace();
        }
        if (text.startsWith("--", at) || (c == '#' && HASH_COMMENTS.contains(dialect))) {
            return lineComment();
        }
        if (text.startsWith("/*", at)) {
            return blockComment();
        }
        if (text.startsWith("{#", at)) {
            return jinjaComment();
        }
        if (c == '\'') {
            return quoted('\'', BACKSLASH_ESCAPES.contains(dialect), Kind.STRING);
        }
        if (c == '"') {
            boolean string = DOUBLE_QUOTED_STRINGS.contains(dialect);
            return quoted('"', string, string ? Kind.STRING : Kind.QUOTED_NAME);
        }
        if (c == '`' && BACK_TICK_NAMES.contains(dialect)) {
            return quoted('`', false, Kind.QUOTED_NAME);
        }
        if (c == '[' && dialect == Dialect.TSQL) {
            return quoted(']', false, Kind.QUOTED_NAME);
        }
        if (c == '$') {
            return dollar();
        }
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)) && !afterName())) {
            return number();
        }
        if (isWordStart(c)) {
            return word();
        }
        return operator();
    }

    private Kind whitespace() {
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at))
                        || text.charAt(at) == '\u00a0'
                        || text.charAt(at) == '\ufeff')) {
            at++;
        }
        return Kind.WHITESPACE;
    }

    private Kind lineComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        return Kind.COMMENT;
    }

    /** Jinja's comments count in all SQL of a project. */
    private Kind jinjaComment() {
        int end = text.indexOf("#}", at);
        at = end < 0 ? text.length() : end + 2;
        return end < 0 ? Kind.UNFINISHED : Kind.COMMENT;
    }

    private Kind blockComment() {
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at) && (depth == 0 || NESTED_COMMENTS.contains(dialect))) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return Kind.COMMENT;
                }
            } else {
                at++;
            }
        }
        return Kind.UNFINISHED;
    }

    private Kind quoted(char close, boolean backslash, Kind kind) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && backslash) {
                at = Math.min(at + 2, text.length());
            } else if (c != close) {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == close) {
                at += 2;
            } else {
                at++;
                return kind;
            }
        }
        return Kind.UNFINISHED;
    }

    private Kind dollar() {
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean tag =
                end < text.length() && text.charAt(end) == '$' && (end == at + 1 || !isDigit(text.charAt(at + 1)));
        if (tag) {
            String mark = text.substring(at, end + 1);
            int close = text.indexOf(mark, end + 1);
            at = close < 0 ? text.length() : close + mark.length();
            return close < 0 ? Kind.UNFINISHED : Kind.STRING;
        }
        boolean named = end > at + 1;
        at = end;
        return named ? Kind.PARAMETER : Kind.OPERATOR;
    }

    private Kind number() {
        if (text.charAt(at) == '0' && at + 1 < text.length() && "xXbB".indexOf(text.charAt(at + 1)) >= 0) {
            at += 2;
            digits("0123456789abcdefABCDEF_");
            return Kind.NUMBER;
        }
        digits("0123456789_");
        if (at < text.length() && text.charAt(at) == '.' && !text.startsWith("..", at)) {
            at++;
            digits("0123456789_");
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int digit = at + 1;
            if (digit < text.length() && (text.charAt(digit) == '+' || text.charAt(digit) == '-')) {
                digit++;
            }
            if (digit < text.length() && isDigit(text.charAt(digit))) {
                at = digit;
                digits("0123456789_");
            }
        }
        return Kind.NUMBER;
    }

    private void digits(String allowed) {
        while (at < text.length() && allowed.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Kind word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        boolean quoteFollows = at < text.length() && text.charAt(at) == '\'';
        if (quoteFollows && word.length() == 1 && "eExXbBnNrR".contains(word)) {
            boolean raw = "rR".contains(word);
            return quoted('\'', !raw && ("eE".contains(word) || BACKSLASH_ESCAPES.contains(dialect)), Kind.STRING);
        }
        if ("uU".contains(word) && (text.startsWith("&'", at) || text.startsWith("&\"", at))) {
            at++;
            char quote = text.charAt(at);
            return quoted(quote, false, Kind.STRING);
        }
        return Kind.WORD;
    }

    private Kind operator() {
        char first = text.charAt(at);
        if (BEGINS_LONG_OPERATOR.get(first)) {
            for (String operator : OPERATORS) {
                if (text.startsWith(operator, at)) {
                    at += operator.length();
                    return Kind.OPERATOR;
                }
            }
        }
        at += Character.charCount(text.codePointAt(at));
        return Kind.OPERATOR;
    }

    /** Whether the token before ends right here and is a name, so that a dot goes on with it. */
    private boolean afterName() {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).isName();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || c == '$' || Character.isDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
