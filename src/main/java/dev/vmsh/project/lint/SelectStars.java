package dev.vmsh.project.lint;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds stars among what a query selects, in text that may hold macros. {@code count(*)} and products are none. */
final class SelectStars {
    private static final Set<String> BEFORE = Set.of("select", "distinct", "all", ",");
    private static final Set<String> AFTER =
            Set.of("from", ",", ")", "exclude", "except", "replace", "rename", "like", "union", "intersect", "where");

    private final List<Token> tokens;

    private SelectStars(List<Token> tokens) {
        this.tokens = tokens;
    }

    static SelectStars in(String query, Dialect dialect) {
        return new SelectStars(Lexer.withoutTrivia(Lexer.tokens(query, dialect)));
    }

    /** Whether there is one at any depth. */
    boolean any() {
        for (int at = 0; at < tokens.size(); at++) {
            if (isStar(at)) {
                return true;
            }
        }
        return isFromFirst(0);
    }

    /** Where the outermost query selects one; a query that begins with FROM does. */
    OptionalInt outermost() {
        int begin = 0;
        while (begin < tokens.size() && tokens.get(begin).isOperator("(")) {
            begin++;
        }
        if (isFromFirst(begin)) {
            return OptionalInt.of(tokens.get(begin).start());
        }
        int depth = 0;
        boolean selecting = false;
        for (int at = begin; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.isOperator("(")) {
                depth++;
            } else if (token.isOperator(")")) {
                depth--;
            } else if (depth <= 0 && token.is("select")) {
                selecting = true;
            } else if (depth <= 0 && token.is("from")) {
                selecting = false;
            } else if (depth <= 0 && selecting && isStar(at)) {
                return OptionalInt.of(token.start());
            }
        }
        return OptionalInt.empty();
    }

    private boolean isFromFirst(int begin) {
        return begin < tokens.size()
                && tokens.get(begin).is("from")
                && tokens.stream().noneMatch(token -> token.is("select"));
    }

    private boolean isStar(int at) {
        if (!tokens.get(at).isOperator("*") || at == 0) {
            return false;
        }
        boolean ends =
                at + 1 == tokens.size() || AFTER.contains(tokens.get(at + 1).lower());
        String before = tokens.get(at - 1).lower();
        boolean qualified = before.equals(".") && at > 1 && tokens.get(at - 2).isName();
        return ends && (qualified || BEFORE.contains(before));
    }
}
