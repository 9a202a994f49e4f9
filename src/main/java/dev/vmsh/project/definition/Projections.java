package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the comments that stand at a query's outer select list: they describe its columns. */
final class Projections {
    private static final Set<String> AFTER_LIST = Set.of(
            "from", "where", "group", "having", "order", "limit", "union", "except", "intersect", "qualify", "window");

    private Projections() {}

    /** The last comment at each projection whose name can be told, by normalised name. */
    static Map<String, String> comments(String query, Dialect dialect) {
        if (!query.contains("--") && !query.contains("/*")) {
            return Map.of();
        }
        var comments = new LinkedHashMap<String, String>();
        for (List<Token> item : items(Lexer.tokens(query, dialect))) {
            Optional<String> comment = item.stream()
                    .filter(token -> token.kind() == Token.Kind.COMMENT)
                    .reduce((first, second) -> second)
                    .map(token -> text(token.text()));
            name(Lexer.withoutTrivia(item), dialect).ifPresent(name -> comment.filter(text -> !text.isEmpty())
                    .ifPresent(text -> comments.put(name, text)));
        }
        return comments;
    }

    /** A comment without its marks. */
    static String text(String comment) {
        if (comment.startsWith("/*")) {
            return comment.substring(2, comment.length() - 2).strip();
        }
        return comment.substring(comment.startsWith("--") ? 2 : 1).strip();
    }

    /** The elements of the last select list that stands in no parentheses; a comment after a comma on its line goes with what precedes. */
    private static List<List<Token>> items(List<Token> tokens) {
        var items = new ArrayList<List<Token>>();
        List<Token> current = null;
        int depth = 0;
        boolean newLine = true;
        for (Token token : tokens) {
            if (Value.opens(token.text())) {
                depth++;
            } else if (token.text().equals(")")
                    || token.text().equals("]")
                    || token.text().equals("}")) {
                depth--;
            }
            if (depth == 0 && token.is("select")) {
                items.clear();
                current = new ArrayList<>();
                items.add(current);
            } else if (current != null
                    && depth == 0
                    && token.kind() == Token.Kind.WORD
                    && AFTER_LIST.contains(token.lower())) {
                return items;
            } else if (current != null && depth == 0 && token.isOperator(",")) {
                current = new ArrayList<>();
                items.add(current);
                newLine = false;
            } else if (token.kind() == Token.Kind.WHITESPACE) {
                newLine |= token.text().indexOf('\n') >= 0;
            } else if (current != null
                    && token.kind() == Token.Kind.COMMENT
                    && current.isEmpty()
                    && !newLine
                    && items.size() > 1) {
                items.get(items.size() - 2).add(token);
            } else if (current != null) {
                current.add(token);
                newLine = true;
            }
        }
        return items;
    }

    private static Optional<String> name(List<Token> item, Dialect dialect) {
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Token last = item.get(item.size() - 1);
        boolean named = last.isName() && !last.is("end");
        return named ? Optional.of(last.normalized(dialect)) : Optional.empty();
    }
}
