package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Macro marks that the lexer read as the end of an operator: {@code a<@x} is a comparison with a variable, and only if there is no such
 * variable the operator {@code <@}.
 */
final class Marks {
    private static final Set<String> OPERATORS = Set.of("<@", "^@");

    private Marks() {}

    /** {@code tokens} with such operators cut in two. */
    static List<Token> separated(List<Token> tokens, Predicate<String> isVariable) {
        if (tokens.stream().noneMatch(Marks::endsInMark)) {
            return tokens;
        }
        var out = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean braces = i + 2 < tokens.size() && tokens.get(i + 1).isOperator("{");
            int name = braces ? i + 2 : i + 1;
            boolean variable = endsInMark(token)
                    && name < tokens.size()
                    && tokens.get(name).kind() == Token.Kind.WORD
                    && isVariable.test(tokens.get(name).text());
            if (!variable) {
                out.add(token);
                continue;
            }
            int cut = token.start() + 1;
            out.add(new Token(Token.Kind.OPERATOR, token.text().substring(0, 1), token.start(), cut));
            out.add(new Token(Token.Kind.OPERATOR, braces ? "@{" : "@", cut, braces ? cut + 2 : cut + 1));
            i += braces ? 1 : 0;
        }
        return out;
    }

    private static boolean endsInMark(Token token) {
        return token.kind() == Token.Kind.OPERATOR && OPERATORS.contains(token.text());
    }
}
