package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A MODEL or AUDIT block, found but not read.
 *
 * @param list the parentheses and what they hold
 * @param offset where the word MODEL or AUDIT stands in its file
 * @param comment what the comments before it and at its beginning say; null if there are none
 */
record Head(Value list, int offset, String comment) {
    /**
     * The block that {@code part} is; empty if it is not one.
     *
     * @param keyword {@code MODEL} or {@code AUDIT}
     * @throws DefinitionException if it begins like one but is not closed, or is followed by something else than a semicolon
     */
    static Optional<Head> read(String keyword, FilePart part, Source source, Dialect dialect) {
        if (part.form() != FilePart.Form.SQL) {
            return Optional.empty();
        }
        List<Token> all = shifted(Lexer.tokens(part.text(), dialect), part.offset());
        List<Token> tokens = Lexer.withoutTrivia(all);
        if (tokens.size() < 2 || !tokens.get(0).is(keyword) || !tokens.get(1).isOperator("(")) {
            return Optional.empty();
        }
        int close = Value.closing(tokens, 1);
        if (close < 0) {
            throw new DefinitionException(
                    tokens.get(0).start(),
                    "The parentheses of this %s block are not closed".formatted(keyword),
                    "Write ); after its last property");
        }
        if (close < tokens.size() - 1) {
            throw new DefinitionException(
                    tokens.get(close).start(),
                    "This %s block must end with a semicolon".formatted(keyword),
                    "Write ); instead of )");
        }
        Value list = Value.written(source.text(), dialect, tokens.subList(1, tokens.size()));
        return Optional.of(new Head(list, tokens.get(0).start(), comment(all)));
    }

    private static String comment(List<Token> tokens) {
        var lines = new ArrayList<String>();
        int words = 0;
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.COMMENT) {
                lines.add(Projections.text(token.text()));
            } else if (!token.trivia() && ++words > 2) {
                break;
            }
        }
        String text = String.join("\n", lines).strip();
        return text.isEmpty() ? null : text;
    }

    private static List<Token> shifted(List<Token> tokens, int offset) {
        return tokens.stream()
                .map(token -> new Token(token.kind(), token.text(), token.start() + offset, token.end() + offset))
                .toList();
    }
}
