package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.function.Predicate;

/** A place among the tokens of an expression, which moves on as they are taken. White space and comments are passed over. */
final class TokenCursor {
    private final List<Token> tokens;
    private int at;

    TokenCursor(String expression, Dialect dialect) {
        this.tokens = Lexer.withoutTrivia(Lexer.tokens(expression, dialect));
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    /** The next token, which is not taken; there must be one. */
    Token peek() {
        return tokens.get(at);
    }

    /**
     * Takes the next token.
     *
     * @throws EvaluationException if there is none
     */
    Token take() {
        if (atEnd()) {
            throw new EvaluationException("it ends too early");
        }
        return tokens.get(at++);
    }

    /** Whether a next token is there and is such. */
    boolean isNext(Predicate<Token> such) {
        return !atEnd() && such.test(peek());
    }

    boolean isNext(String operator) {
        return isNext(token -> token.isOperator(operator));
    }

    /** Whether the token after the next one is there and is such. */
    boolean isSecond(Predicate<Token> such) {
        return at + 1 < tokens.size() && such.test(tokens.get(at + 1));
    }

    /** Takes a word if it is the next one. */
    boolean accept(String word) {
        return taken(isNext(token -> token.is(word)));
    }

    boolean acceptOperator(String operator) {
        return taken(isNext(operator));
    }

    private boolean taken(boolean next) {
        at += next ? 1 : 0;
        return next;
    }

    /** @throws EvaluationException if another token is next */
    void expect(String operator) {
        if (!acceptOperator(operator)) {
            throw new EvaluationException("'" + operator + "' is missing");
        }
    }

    /** Where the cursor stands, to come back to or to ask for the text from there on. */
    int mark() {
        return at;
    }

    void backTo(int mark) {
        at = mark;
    }

    /** The text from {@code mark} on, with one space where there was any. */
    String textSince(int mark) {
        var out = new StringBuilder();
        for (int i = mark; i < at; i++) {
            if (i > mark && tokens.get(i).start() > tokens.get(i - 1).end()) {
                out.append(' ');
            }
            out.append(tokens.get(i).text());
        }
        return out.toString();
    }
}
