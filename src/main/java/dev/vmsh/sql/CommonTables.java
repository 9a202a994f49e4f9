package dev.vmsh.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that a query's outermost WITH names, each as a query of its own. Found by tokens alone, so that it does not matter which
 * parser understands the rest.
 */
public final class CommonTables {
    private final String text;
    private final Dialect dialect;
    private final List<Token> tokens;
    private int at;

    private CommonTables(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
        this.tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
    }

    /**
     * For each table of the outermost WITH of {@code query}, in order, a query that gives its rows; by normalised name. Empty if there
     * is no WITH at the beginning.
     */
    public static Map<String, String> of(String query, Dialect dialect) {
        return new CommonTables(query, dialect).read();
    }

    /** Whether the rows of {@code query} have an order: there is an ORDER BY outside all parentheses. */
    public static boolean ordered(String query, Dialect dialect) {
        int depth = 0;
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(query, dialect));
        for (int i = 0; i + 1 < tokens.size(); i++) {
            depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
            if (depth == 0 && tokens.get(i).is("order") && tokens.get(i + 1).is("by")) {
                return true;
            }
        }
        return false;
    }

    private Map<String, String> read() {
        var tables = new LinkedHashMap<String, String>();
        if (!skip("with")) {
            return tables;
        }
        skip("recursive");
        while (at < tokens.size() && tokens.get(at).isName()) {
            Token name = tokens.get(at);
            int end = endOfDefinition();
            if (end < 0) {
                return tables;
            }
            String definitions = text.substring(0, end);
            tables.put(name.normalized(dialect), definitions + "\nSELECT * FROM " + name.text());
            if (at >= tokens.size() || !tokens.get(at).isOperator(",")) {
                break;
            }
            at++;
        }
        return tables;
    }

    private boolean skip(String word) {
        boolean there = at < tokens.size() && tokens.get(at).is(word);
        at += there ? 1 : 0;
        return there;
    }

    /**
     * Moves past {@code name (columns) AS MATERIALIZED (query)}.
     *
     * @return the offset after it; -1 if it is not one
     */
    private int endOfDefinition() {
        at++;
        boolean named = false;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            named |= token.is("as");
            if (token.isOperator("(")) {
                int end = endOfParentheses();
                if (named || end < 0) {
                    return end;
                }
            } else {
                at++;
            }
        }
        return -1;
    }

    private int endOfParentheses() {
        int depth = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            at++;
            depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
            if (depth == 0) {
                return token.end();
            }
        }
        return -1;
    }
}
