package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A statement made ready for a parser without moving a character: comments, line ends, trailing commas and {@code @environment} suffixes
 * become blanks. (JSqlParser ends a statement at two empty lines.)
 *
 * @param text as given
 * @param blanked the same length, for the parser
 * @param tokens what is left, without trivia
 * @param environments the {@code @environment} suffixes that were blanked, by the offset where the name before them ends
 * @param hints the {@code /*+} comments, in order
 */
record PreparedText(
        String text, String blanked, List<Token> tokens, Map<Integer, Suffix> environments, List<String> hints) {
    private static final Set<String> CLAUSES =
            Set.of("from", "where", "group", "having", "order", "limit", "union", "except", "intersect", "qualify");

    /** An environment's name after a table's, and where it ends. */
    record Suffix(String environment, int end) {}

    static PreparedText of(String text, Dialect dialect) {
        List<Token> all = Lexer.tokens(text, dialect);
        var blanked = new StringBuilder(text);
        var hints = new ArrayList<String>();
        for (Token token : all) {
            if (token.trivia()) {
                blank(blanked, token.start(), token.end());
                if (token.kind() == Token.Kind.COMMENT && token.text().startsWith("/*+")) {
                    hints.add(token.text());
                }
            }
        }
        List<Token> left = Lexer.withoutTrivia(all);
        var environments = new TreeMap<Integer, Suffix>();
        left = withoutEnvironments(left, blanked, environments);
        left = withoutTrailingCommas(left, blanked);
        return new PreparedText(text, blanked.toString(), left, Map.copyOf(environments), List.copyOf(hints));
    }

    /** The dotted name whose first part begins at {@code offset}: its name tokens, at least one; empty if there is none. */
    List<Token> nameAt(int offset) {
        int index = indexAt(offset);
        var parts = new ArrayList<Token>();
        while (index >= 0 && index < tokens.size() && tokens.get(index).isName()) {
            parts.add(tokens.get(index));
            if (index + 1 >= tokens.size() || !tokens.get(index + 1).isOperator(".")) {
                break;
            }
            index += 2;
        }
        return parts;
    }

    /**
     * The table that a name speaks of.
     *
     * @param parts the tokens of {@code name}, at least one
     * @param target whether the statement writes to it
     */
    TableReference reference(List<Token> parts, TableName name, boolean target) {
        int end = parts.get(parts.size() - 1).end();
        Suffix suffix = environments.get(end);
        return new TableReference(
                name,
                Optional.ofNullable(suffix).map(Suffix::environment),
                parts.get(0).start(),
                suffix == null ? end : suffix.end(),
                target);
    }

    /** The index of the token that begins at {@code offset}, or -1. */
    int indexAt(int offset) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int start = tokens.get(middle).start();
            if (start == offset) {
                return middle;
            }
            if (start < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static List<Token> withoutEnvironments(
            List<Token> tokens, StringBuilder blanked, Map<Integer, Suffix> found) {
        var left = new ArrayList<Token>();
        int index = 0;
        while (index < tokens.size()) {
            Token token = tokens.get(index);
            left.add(token);
            index++;
            if (!token.isName()
                    || index + 1 >= tokens.size()
                    || !tokens.get(index).isOperator("@")) {
                continue;
            }
            int end = suffixEnd(tokens, index);
            boolean adjacent = tokens.get(index).start() == token.end();
            if (adjacent && end > index + 1) {
                int last = tokens.get(end - 1).end();
                Token first = tokens.get(index + 1);
                String name = end == index + 2 ? first.identifier() : blanked.substring(first.start(), last);
                found.put(token.end(), new Suffix(name, last));
                blank(blanked, token.end(), last);
                index = end;
            }
        }
        return left;
    }

    /** The index after {@code @name} or {@code @name-more} with nothing between; {@code at + 1} if no name follows. */
    private static int suffixEnd(List<Token> tokens, int at) {
        int index = at + 1;
        int end = tokens.get(at).end();
        while (index < tokens.size() && tokens.get(index).start() == end) {
            Token token = tokens.get(index);
            boolean hyphen = token.isOperator("-")
                    && index > at + 1
                    && index + 1 < tokens.size()
                    && tokens.get(index + 1).start() == token.end();
            boolean part = token.isName() || (token.kind() == Token.Kind.NUMBER && index > at + 1);
            if (!part && !hyphen) {
                break;
            }
            end = token.end();
            index++;
        }
        return index;
    }

    /** The commas at the ends of lists in {@code tokens}, which are without trivia. */
    static List<Token> trailingCommas(List<Token> tokens) {
        var dropped = new ArrayList<>(tokens);
        dropped.removeAll(withoutTrailingCommas(
                tokens,
                new StringBuilder(" "
                        .repeat(
                                tokens.isEmpty()
                                        ? 0
                                        : tokens.get(tokens.size() - 1).end()))));
        return dropped;
    }

    private static List<Token> withoutTrailingCommas(List<Token> tokens, StringBuilder blanked) {
        var left = new ArrayList<Token>();
        var lists = new ListNesting();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            if (token.isOperator(",") && lists.trailing(next)) {
                blank(blanked, token.start(), token.end());
            } else {
                lists.see(i == 0 ? null : tokens.get(i - 1), token, next);
                left.add(token);
            }
        }
        return left;
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }

    /** Which brackets are open, and whether a comma before their end may be dropped: {@code (1,)} is a row, {@code f(1,)} a call. */
    private static final class ListNesting {
        private final List<Boolean> droppable = new ArrayList<>();

        void see(Token before, Token token, Token next) {
            int last = droppable.size() - 1;
            if (token.isOperator("(")) {
                boolean call = before != null && before.isName();
                boolean query = next != null && (next.is("select") || next.is("with") || next.is("from"));
                droppable.add(call || query);
            } else if (token.isOperator("[") || token.isOperator("{")) {
                droppable.add(true);
            } else if (last >= 0 && (token.isOperator(")") || token.isOperator("]") || token.isOperator("}"))) {
                droppable.remove(last);
            } else if (last >= 0 && token.isOperator(",")) {
                droppable.set(last, true);
            }
        }

        boolean trailing(Token next) {
            if (next == null || next.isOperator(";")) {
                return true;
            }
            if (next.isOperator(")") || next.isOperator("]") || next.isOperator("}")) {
                return !droppable.isEmpty() && droppable.get(droppable.size() - 1);
            }
            return next.kind() == Token.Kind.WORD && CLAUSES.contains(next.lower());
        }
    }
}
