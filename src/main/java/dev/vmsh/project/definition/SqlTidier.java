package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import dev.vmsh.sql.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts keywords into capitals and takes white space from line ends. Strings, names and what macros are given stay. */
final class SqlTidier {
    /** Words that are keywords wherever they stand alone: no engine takes them for a column. */
    private static final Set<String> RESERVED = Set.of(
            "all",
            "and",
            "as",
            "asc",
            "case",
            "cast",
            "desc",
            "distinct",
            "else",
            "end",
            "except",
            "false",
            "from",
            "group",
            "having",
            "in",
            "intersect",
            "into",
            "limit",
            "not",
            "null",
            "offset",
            "on",
            "or",
            "order",
            "select",
            "then",
            "true",
            "union",
            "using",
            "when",
            "where",
            "with",
            "qualify",
            "lateral",
            "between",
            "like",
            "ilike",
            "is",
            "join");

    /** Words that are keywords before one of certain words. */
    private static final Set<String> JOINS =
            Set.of("left", "right", "full", "inner", "outer", "cross", "natural", "semi", "anti", "asof");

    private final List<Token> tokens;
    private final boolean keywords;
    private int macroDepth;

    private SqlTidier(List<Token> tokens, boolean keywords) {
        this.tokens = tokens;
        this.keywords = keywords;
    }

    /** @param keywords whether keywords are put into capitals */
    static String tidy(String sql, Dialect dialect, boolean keywords) {
        return new SqlTidier(Lexer.tokens(sql, dialect), keywords).run();
    }

    private String run() {
        var out = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            followMacros(at);
            if (token.kind() == Kind.WHITESPACE) {
                out.append(withoutLineEnds(token.text()));
            } else if (token.kind() == Kind.COMMENT) {
                out.append(
                        token.text().startsWith("/*")
                                ? token.text()
                                : token.text().stripTrailing());
            } else {
                out.append(
                        keywords && macroDepth == 0 && isKeyword(at)
                                ? token.text().toUpperCase(Locale.ROOT)
                                : token.text());
            }
        }
        return out.toString();
    }

    static String withoutLineEnds(String space) {
        int line = space.lastIndexOf('\n');
        return line < 0 ? space : space.replaceAll("[^\\n]*\\n", "\n");
    }

    /** Counts the parentheses of the macro call that is open, if one is. */
    private void followMacros(int at) {
        Token token = tokens.get(at);
        if (macroDepth > 0) {
            macroDepth += Value.opens(token.text()) ? 1 : Value.closes(token.text()) ? -1 : 0;
        } else if (token.isOperator("@{")) {
            macroDepth = 1;
        } else if (token.isOperator("(")) {
            boolean call =
                    at > 1 && tokens.get(at - 1).isName() && tokens.get(at - 2).isOperator("@");
            macroDepth = call ? 1 : 0;
        }
    }

    private boolean isKeyword(int at) {
        Token token = tokens.get(at);
        if (token.kind() != Kind.WORD || isPartOfName(at)) {
            return false;
        }
        String word = token.lower();
        String before = near(at, -1);
        String after = near(at, 1);
        if (before.equals("as") || after.equals(":") || after.equals(":=") || after.equals("=>")) {
            return false; // an alias, a key or the name of an argument
        }
        return RESERVED.contains(word)
                || (word.equals("by") && Set.of("group", "order", "partition").contains(before))
                || (word.equals("partition") && after.equals("by"))
                || (word.equals("over") && after.equals("("))
                || (word.equals("recursive") && before.equals("with"))
                || (JOINS.contains(word) && (after.equals("join") || JOINS.contains(after)));
    }

    private boolean isPartOfName(int at) {
        boolean behind = at > 0
                && (tokens.get(at - 1).isOperator(".") || tokens.get(at - 1).isOperator("@"));
        return behind || (at + 1 < tokens.size() && tokens.get(at + 1).isOperator("."));
    }

    /** The next token in a direction that is no trivia, lower case; empty if there is none. */
    private String near(int at, int step) {
        for (int i = at + step; i >= 0 && i < tokens.size(); i += step) {
            if (!tokens.get(i).trivia()) {
                return tokens.get(i).lower();
            }
        }
        return "";
    }
}
