package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a statement whose first parser gave up by the query at its end: {@code CREATE TABLE t AS query}, {@code INSERT INTO t query},
 * {@code EXPLAIN query}, {@code COPY (query) TO}. What stands before the query is read token by token.
 */
final class StatementTail {
    private static final Set<String> QUERY_WORDS = Set.of("select", "with", "from", "values", "pivot", "unpivot");
    private static final Set<String> EXPLAIN_WORDS = Set.of("explain", "analyze", "describe", "summarize");

    private final SqlReader reader;
    private final Dialect dialect;

    StatementTail(SqlReader reader, Dialect dialect) {
        this.reader = reader;
        this.dialect = dialect;
    }

    /**
     * Where the parts of a statement stand.
     *
     * @param target where the written table's name begins; -1 if nothing is written
     * @param from where the query begins
     * @param to where it ends
     */
    private record Shape(int target, int from, int to) {}

    Optional<References> references(PreparedText text) {
        return shape(text).flatMap(shape -> {
            String query = " ".repeat(shape.from()) + text.text().substring(shape.from(), shape.to());
            PreparedText prepared = PreparedText.of(query, dialect);
            return reader.query(prepared, reader.parse(prepared))
                    .map(found -> withTarget(found.understanding().references(), text, shape.target()));
        });
    }

    private Optional<Shape> shape(PreparedText text) {
        List<Token> tokens = text.tokens();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        String verb = tokens.get(0).lower();
        int end = text.text().length();
        if (verb.equals("copy") && tokens.size() > 1 && tokens.get(1).isOperator("(")) {
            int close = closing(tokens, 1);
            return close < 0
                    ? Optional.empty()
                    : Optional.of(new Shape(
                            -1, tokens.get(2).start(), tokens.get(close).start()));
        }
        if (EXPLAIN_WORDS.contains(verb)) {
            int index = 1;
            while (index < tokens.size()
                    && EXPLAIN_WORDS.contains(tokens.get(index).lower())) {
                index++;
            }
            return index < tokens.size() && beginsQuery(tokens.get(index))
                    ? Optional.of(new Shape(-1, tokens.get(index).start(), end))
                    : Optional.empty();
        }
        boolean create = verb.equals("create");
        int target = create
                ? after(tokens, Set.of("table", "view"))
                : verb.equals("insert") ? after(tokens, Set.of("into")) : -1;
        if (target < 0) {
            return Optional.empty();
        }
        int index = target + 2 * text.nameAt(tokens.get(target).start()).size() - 1;
        if (index < tokens.size() && tokens.get(index).isOperator("(") && !beginsQueryInside(tokens, index)) {
            index = closing(tokens, index) + 1;
        }
        if (create) {
            index = index > 0 && index < tokens.size() && tokens.get(index).is("as") ? index + 1 : tokens.size();
        }
        return index > 0
                        && index < tokens.size()
                        && (beginsQuery(tokens.get(index)) || tokens.get(index).isOperator("("))
                ? Optional.of(
                        new Shape(tokens.get(target).start(), tokens.get(index).start(), end))
                : Optional.empty();
    }

    /** The index of the name after the first of {@code words} and IF NOT EXISTS; -1 if there is none. */
    private static int after(List<Token> tokens, Set<String> words) {
        for (int i = 1; i < tokens.size() && i < 8; i++) {
            if (words.contains(tokens.get(i).lower())) {
                int name = i + 1;
                while (name < tokens.size()
                        && Set.of("if", "not", "exists")
                                .contains(tokens.get(name).lower())) {
                    name++;
                }
                return name < tokens.size() && tokens.get(name).isName() ? name : -1;
            }
        }
        return -1;
    }

    private static boolean beginsQuery(Token token) {
        return token.kind() == Token.Kind.WORD && QUERY_WORDS.contains(token.lower());
    }

    private static boolean beginsQueryInside(List<Token> tokens, int open) {
        return open + 1 < tokens.size()
                && (beginsQuery(tokens.get(open + 1)) || tokens.get(open + 1).isOperator("("));
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (tokens.get(i).isOperator("(")) {
                depth++;
            } else if (tokens.get(i).isOperator(")")) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private References withTarget(References query, PreparedText text, int target) {
        if (target < 0) {
            return query;
        }
        List<Token> parts = text.nameAt(target);
        TableReference reference = text.reference(parts, TreeWalk.tableName(parts, dialect), true);
        var tables = new ArrayList<>(query.tables());
        tables.add(new Scope.FoundTable(reference, false, false, new Scope(null)));
        return new References(tables, query.qualifiers());
    }
}
