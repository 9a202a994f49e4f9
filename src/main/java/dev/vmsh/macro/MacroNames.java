package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a text refers to, found without expanding it: for completion, highlighting and lineage. Sorted, in lower case.
 *
 * @param variables {@code @x}, {@code @{x}}, {@code @VAR('x')} and {@code @BLUEPRINT_VAR('x')}, also in template strings and names;
 *     lambda parameters that are written with {@code @} are among them
 * @param functions what is called: {@code @f(…)}, whether it exists or not
 */
public record MacroNames(Set<String> variables, Set<String> functions) {
    private static final Pattern IN_TEXT = Pattern.compile("@\\{?([_a-zA-Z][_a-zA-Z0-9]*)");

    public MacroNames {
        variables = Set.copyOf(variables);
        functions = Set.copyOf(functions);
    }

    /** Never fails: what is half-written is read as far as it goes. */
    public static MacroNames in(String sql, Dialect dialect) {
        var variables = new TreeSet<String>();
        var functions = new TreeSet<String>();
        if (MacroExpander.mayContainMacros(sql)) {
            List<Token> tokens = Lexer.tokens(sql, dialect);
            for (int i = 0; i < tokens.size(); i++) {
                read(tokens, i, dialect, variables, functions);
            }
        }
        return new MacroNames(variables, functions);
    }

    /** Every macro that can be called without defining it, upper case, for completion and help. */
    public static List<String> builtIn() {
        return MacroFunctions.names().stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** How a built-in macro is called, such as {@code @EVAL(expression)}, for help; empty if there is none of that name. */
    public static Optional<String> usage(String name) {
        return MacroFunctions.usage(name.toLowerCase(Locale.ROOT));
    }

    private static void read(
            List<Token> tokens, int at, Dialect dialect, Set<String> variables, Set<String> functions) {
        Token token = tokens.get(at);
        Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
        boolean mark = token.isOperator("@") || token.isOperator("@{");
        if (token.kind() == Token.Kind.QUOTED_NAME) {
            addFromText(token.text(), variables);
        } else if (mark && next != null && next.kind() == Token.Kind.STRING) {
            addFromText(SqlText.unquoted(next, dialect), variables);
        } else if (mark && next != null && next.kind() == Token.Kind.WORD) {
            int open = SqlText.significant(tokens, at + 2);
            boolean called = token.isOperator("@")
                    && open < tokens.size()
                    && tokens.get(open).isOperator("(");
            (called ? functions : variables).add(next.lower());
            if (called) {
                addFromFirstString(tokens, open, next.lower(), dialect, variables);
            }
        }
    }

    private static void addFromFirstString(
            List<Token> tokens, int open, String function, Dialect dialect, Set<String> variables) {
        int first = SqlText.significant(tokens, open + 1);
        if (first >= tokens.size() || tokens.get(first).kind() != Token.Kind.STRING) {
            return;
        }
        String text = SqlText.unquoted(tokens.get(first), dialect);
        if (function.equals("var") || function.equals("blueprint_var")) {
            variables.add(text.toLowerCase(Locale.ROOT));
        } else if (function.equals("sql")) {
            addFromText(text, variables);
        }
    }

    private static void addFromText(String text, Set<String> variables) {
        Matcher names = IN_TEXT.matcher(text);
        while (names.find()) {
            variables.add(names.group(1).toLowerCase(Locale.ROOT));
        }
    }
}
