package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.stream.Collectors;

/** Text as its tokens: without comments and white space, words in lower case. What is compared where nothing better is understood. */
public final class TokenText {
    private TokenText() {}

    public static String of(String text, Dialect dialect) {
        return Lexer.withoutTrivia(Lexer.tokens(text, dialect)).stream()
                .map(token -> token.kind() == Token.Kind.WORD ? token.lower() : token.text())
                .collect(Collectors.joining(" "));
    }

    /** A Jinja template without its comments and with single spaces. */
    public static String ofJinja(String template) {
        return template.replaceAll("(?s)\\{#.*?#\\}", " ").strip().replaceAll("\\s+", " ");
    }

    /** Whether a macro function is called anywhere: {@code @NAME(}. */
    static boolean callsMacro(String text, Dialect dialect) {
        if (text.indexOf('@') < 0) {
            return false;
        }
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).isOperator("@")
                    && tokens.get(i + 1).isName()
                    && tokens.get(i + 2).isOperator("(")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code text} is a {@code @DEF} statement. */
    static boolean isDefinition(String text, Dialect dialect) {
        if (text.indexOf('@') < 0) {
            return false;
        }
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        return tokens.size() > 2
                && tokens.get(0).isOperator("@")
                && tokens.get(1).is("def");
    }
}
