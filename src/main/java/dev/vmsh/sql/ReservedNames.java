package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that are words of SQL, where nothing but a name can stand: {@code to.id}, {@code orders AS order}, {@code JOIN group}. SQLMesh puts
 * every name into quotes, so that its projects have such names; engines and parsers take them only in quotes. Some are words to the first
 * parser alone: {@code final}, {@code returns}.
 */
final class ReservedNames {
    private static final Set<String> WORDS = Set.of(
            "all",
            "analyse",
            "analyze",
            "and",
            "any",
            "asc",
            "authorization",
            "both",
            "check",
            "collate",
            "column",
            "constraint",
            "create",
            "cross",
            "csv",
            "current",
            "default",
            "deferrable",
            "desc",
            "do",
            "else",
            "end",
            "except",
            "fetch",
            "final",
            "for",
            "force",
            "foreign",
            "freeze",
            "full",
            "grant",
            "group",
            "having",
            "import",
            "in",
            "initially",
            "inner",
            "intersect",
            "into",
            "is",
            "isnull",
            "join",
            "leading",
            "left",
            "like",
            "limit",
            "minus",
            "natural",
            "notnull",
            "offset",
            "on",
            "or",
            "order",
            "outer",
            "overlaps",
            "placing",
            "primary",
            "prior",
            "references",
            "returning",
            "returns",
            "right",
            "sample",
            "similar",
            "some",
            "statement",
            "symmetric",
            "then",
            "to",
            "trailing",
            "unbounded",
            "union",
            "unique",
            "unknown",
            "use",
            "user",
            "using",
            "variadic",
            "verbose",
            "when",
            "where",
            "window");

    private static final Pattern WORD = Pattern.compile("\\w++");

    /** Words that a name may stand behind. */
    private static final Set<String> BEFORE_NAMES = Set.of("as", "from", "join", "with", "recursive");

    private ReservedNames() {}

    /** {@code sql} with such names in quotes. */
    static String quoted(String sql, Dialect dialect) {
        if (!mayHaveOne(sql)) {
            return sql;
        }
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, dialect));
        var edits = new ArrayList<Rewritten.Edit>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.WORD && WORDS.contains(token.lower()) && isName(tokens, i)) {
                edits.add(new Rewritten.Edit(token.start(), token.end(), dialect.quote(token.normalized(dialect))));
            }
        }
        return edits.isEmpty() ? sql : Renamer.apply(sql, edits).sql();
    }

    /** Whether there may be such a name: true for some texts without one, since looking at tokens costs too much for every text. */
    private static boolean mayHaveOne(String sql) {
        Matcher words = WORD.matcher(sql);
        boolean behind = false;
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            if (WORDS.contains(word) && (behind || nextIs('.', sql, words.end()) || lastIs(',', sql, words.start()))) {
                return true;
            }
            behind = BEFORE_NAMES.contains(word);
        }
        return false;
    }

    private static boolean nextIs(char wanted, String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        return at < sql.length() && sql.charAt(at) == wanted;
    }

    private static boolean lastIs(char wanted, String sql, int before) {
        int at = before - 1;
        while (at >= 0 && Character.isWhitespace(sql.charAt(at))) {
            at--;
        }
        return at >= 0 && sql.charAt(at) == wanted;
    }

    private static boolean isName(List<Token> tokens, int i) {
        Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
        boolean qualifies = next != null
                && next.isOperator(".")
                && (i == 0 || !tokens.get(i - 1).isOperator("."));
        if (qualifies || i == 0) {
            return qualifies;
        }
        Token before = tokens.get(i - 1);
        boolean distinct = i > 1 && tokens.get(i - 2).is("distinct");
        boolean table = (before.is("from") && !distinct) || before.is("join");
        return before.is("as") || table || isCommonTable(tokens, i);
    }

    /** {@code WITH name AS (} and {@code , name AS (}; other lists go on with something else. */
    private static boolean isCommonTable(List<Token> tokens, int i) {
        Token before = tokens.get(i - 1);
        boolean named = i + 1 < tokens.size() && tokens.get(i + 1).is("as");
        if (!named || before.is("with") || before.is("recursive")) {
            return named;
        }
        return before.isOperator(",")
                && i + 2 < tokens.size()
                && tokens.get(i + 2).isOperator("(");
    }
}
