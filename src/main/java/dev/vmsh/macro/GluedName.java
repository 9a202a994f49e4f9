package dev.vmsh.macro;

import dev.vmsh.sql.Token;
import java.util.List;
import java.util.function.Function;

/**
 * {@code a_@{x}}, {@code @{x}_b}, {@code a_@x}: pieces without space between them that make one name.
 *
 * @param from the first token
 * @param end the token after the last one
 * @param parts how many pieces there are
 * @param marks how many of them are variables
 */
record GluedName(List<Token> tokens, int from, int end, int parts, int marks) {
    /** How many tokens a variable in braces has. */
    static final int BRACED = 3;

    private static final int MARKED = 2;

    /** The pieces from the token at {@code from} on; none if a name cannot begin there. */
    static GluedName at(List<Token> tokens, int from) {
        int end = from;
        int parts = 0;
        int marks = 0;
        while (end < tokens.size()) {
            int length = length(tokens, end, end > from);
            if (length == 0) {
                break;
            }
            marks += length > 1 ? 1 : 0;
            parts++;
            end += length;
        }
        return new GluedName(tokens, from, end, parts, marks);
    }

    /** Whether it begins with an at sign and a brace. */
    boolean braced() {
        return tokens.get(from).isOperator("@{");
    }

    /** @param value what a variable's name stands for */
    String text(Function<Token, String> value) {
        var name = new StringBuilder();
        int length;
        for (int i = from; i < end; i += length) {
            length = length(tokens, i, i > from);
            name.append(length == 1 ? tokens.get(i).text() : value.apply(tokens.get(i + 1)));
        }
        return name.toString();
    }

    /** How many tokens the piece at {@code index} has; 0 if there is none. */
    private static int length(List<Token> tokens, int index, boolean inside) {
        Token token = tokens.get(index);
        if (token.kind() == Token.Kind.WORD || (inside && token.kind() == Token.Kind.NUMBER)) {
            return 1;
        }
        if (token.isOperator("@") && isWord(tokens, index + 1)) {
            return MARKED;
        }
        boolean braces = token.isOperator("@{")
                && isWord(tokens, index + 1)
                && index + 2 < tokens.size()
                && tokens.get(index + 2).isOperator("}");
        return braces ? BRACED : 0;
    }

    private static boolean isWord(List<Token> tokens, int index) {
        return index < tokens.size() && tokens.get(index).kind() == Token.Kind.WORD;
    }
}
