package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Optional;

/** SQL lists taken apart: {@code [a, b]}, {@code ARRAY[a, b]}, {@code ARRAY(a, b)}, {@code (a, b)}. */
final class Items {
    private Items() {}

    /** The items of {@code text} if it is a list; empty if it is one value. */
    static Optional<List<String>> ofOne(String text, Dialect dialect) {
        List<Token> tokens = SqlText.trimmed(Lexer.tokens(text, dialect));
        int open = 0;
        if (tokens.size() > 1 && tokens.get(0).is("ARRAY")) {
            open = SqlText.significant(tokens, 1);
        }
        boolean list = open < tokens.size()
                && (tokens.get(open).isOperator("[") || tokens.get(open).isOperator("("))
                && SqlText.closing(tokens, open) == tokens.size() - 1;
        if (!list) {
            return Optional.empty();
        }
        List<Token> inside = tokens.subList(open + 1, tokens.size() - 1);
        boolean query = !SqlText.trimmed(inside).isEmpty()
                && (SqlText.trimmed(inside).get(0).is("SELECT")
                        || SqlText.trimmed(inside).get(0).is("WITH"));
        return query
                ? Optional.empty()
                : Optional.of(SqlText.splitAtCommas(inside).stream()
                        .map(SqlText::join)
                        .toList());
    }

    /** The items of several arguments: one argument that is a list is opened, else each is an item. */
    static List<String> of(List<String> texts, Dialect dialect) {
        if (texts.size() == 1) {
            return ofOne(texts.get(0), dialect).orElse(texts);
        }
        return texts;
    }
}
