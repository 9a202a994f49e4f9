package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a parser's reading of a text may be believed. JSqlParser misreads some texts without an error: what it would print for
 * its tree must be, token by token, what it was given.
 */
final class TokenGuard {
    private static final Set<String> OPTIONAL = Set.of("AS", "INNER", "OUTER", "ASC", "(", ")", ";");
    private static final Set<Dialect> COLON_PATHS = Set.of(Dialect.SNOWFLAKE, Dialect.DATABRICKS);

    private TokenGuard() {}

    /** Whether the text has something that the parser is known to misread, or refuses. */
    static boolean suspicious(List<Token> tokens, Dialect dialect) {
        int brackets = 0;
        Token before = null;
        for (Token token : tokens) {
            if (token.isOperator("//") || token.kind() == Token.Kind.UNFINISHED) {
                return true;
            }
            if (token.kind() == Token.Kind.QUOTED_NAME && token.text().indexOf('.') >= 0) {
                return true;
            }
            if (token.isOperator("[") || token.isOperator("{")) {
                brackets++;
            } else if (token.isOperator("]") || token.isOperator("}")) {
                brackets--;
            } else if (token.isOperator(":")
                    && brackets == 0
                    && before != null
                    && before.isName()
                    && !COLON_PATHS.contains(dialect)) {
                return true;
            }
            before = token;
        }
        return false;
    }

    /** Whether {@code printed}, made from a tree, says the same as the {@code tokens} that the tree was made from. */
    static boolean faithful(List<Token> tokens, String printed, Dialect dialect) {
        return essence(tokens).equals(essence(Lexer.withoutTrivia(Lexer.tokens(printed, dialect))));
    }

    private static List<String> essence(List<Token> tokens) {
        var words = new ArrayList<String>(tokens.size());
        for (Token token : tokens) {
            String word = token.kind() == Token.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : token.text();
            if (!OPTIONAL.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
