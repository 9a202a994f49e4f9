package dev.vmsh.shell.completion;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that a statement names, under the names it gives them, with their columns.
 *
 * @param visible columns by alias, or by table name where there is no alias
 * @param withNames columns by the names that WITH binds
 */
record StatementTables(Map<String, List<Column>> visible, Map<String, List<Column>> withNames) {
    /** @param cursor where typing goes on; the SELECT around it is looked at, with what it can see */
    static StatementTables of(List<Token> tokens, int cursor, Metadata known) {
        var with = withNames(tokens, known);
        var visible = new LinkedHashMap<String, List<Column>>();
        int from = 0;
        int to = tokens.size();
        int depth = 0;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.end() > cursor) {
                continue;
            }
            depth += token.isOperator(")") ? 1 : token.isOperator("(") ? -1 : 0;
            if (depth < 0
                    && i + 1 < tokens.size()
                    && SqlWords.beginsQuery(tokens.get(i + 1).lower())) {
                from = i + 1;
                to = closing(tokens, i);
                break;
            }
        }
        visible.putAll(tables(tokens.subList(from, to), with, known));
        return new StatementTables(visible, with);
    }

    /** The index of the parenthesis that closes the one at {@code open}, or the end. */
    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private static Map<String, List<Column>> withNames(List<Token> tokens, Metadata known) {
        var names = new LinkedHashMap<String, List<Column>>();
        if (tokens.isEmpty() || !tokens.get(0).is("with")) {
            return names;
        }
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean bound = tokens.get(i).isName()
                    && tokens.get(i + 1).is("as")
                    && tokens.get(i + 2).isOperator("(");
            if (bound) {
                int end = closing(tokens, i + 2);
                List<Token> body = tokens.subList(i + 3, end);
                names.put(name(tokens.get(i)), outputs(body, tables(body, names, known)));
                i = end;
            }
        }
        return names;
    }

    /** The tables after FROM and JOIN at the outermost level of {@code tokens}. */
    private static Map<String, List<Column>> tables(
            List<Token> tokens, Map<String, List<Column>> with, Metadata known) {
        var found = new LinkedHashMap<String, List<Column>>();
        int depth = 0;
        boolean inFrom = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
            if (depth > 0) {
                continue;
            }
            boolean begins = token.is("from") || token.is("join") || token.is("update") || token.is("into");
            if (token.kind() == Token.Kind.WORD && SqlWords.isClause(token.lower())) {
                inFrom = token.is("from");
            }
            if ((begins || (inFrom && token.isOperator(",")))
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).isName()) {
                i = table(tokens, i + 1, with, known, found) - 1;
            }
        }
        return found;
    }

    /**
     * Reads the table that begins at {@code at}.
     *
     * @return the index after it and its alias
     */
    private static int table(
            List<Token> tokens,
            int at,
            Map<String, List<Column>> with,
            Metadata known,
            Map<String, List<Column>> found) {
        var parts = new ArrayList<String>();
        int next = at;
        while (next < tokens.size() && tokens.get(next).isName()) {
            parts.add(name(tokens.get(next++)));
            if (next >= tokens.size() || !tokens.get(next).isOperator(".")) {
                break;
            }
            next++;
        }
        String last = parts.get(parts.size() - 1);
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : null;
        List<Column> columns = schema == null && with.containsKey(last)
                ? with.get(last)
                : known.columns(TableName.of(schema, last)).orElse(List.of());
        if (next + 1 < tokens.size() && tokens.get(next).isOperator("@")) {
            next += 2;
        }
        if (next < tokens.size() && tokens.get(next).is("as")) {
            next++;
        }
        boolean alias = next < tokens.size()
                && tokens.get(next).isName()
                && !(tokens.get(next).kind() == Token.Kind.WORD
                        && SqlWords.isReserved(tokens.get(next).lower()));
        found.put(alias ? name(tokens.get(next)) : last, columns);
        return alias ? next + 1 : next;
    }

    /** What a query's SELECT list calls its columns, as far as that can be seen: names, aliases, and stars over known tables. */
    private static List<Column> outputs(List<Token> query, Map<String, List<Column>> tables) {
        var columns = new ArrayList<Column>();
        int depth = 0;
        Token last = null;
        for (Token token : query) {
            depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
            boolean end = depth == 0 && (token.isOperator(",") || token.is("from"));
            if (end && last != null) {
                if (last.isOperator("*")) {
                    tables.values().forEach(columns::addAll);
                } else if (last.isName()) {
                    columns.add(new Column(name(last), null));
                }
            }
            if (depth == 0 && token.is("from")) {
                break;
            }
            last = token;
        }
        return columns;
    }

    private static String name(Token token) {
        return token.normalized(Dialect.DUCKDB);
    }
}
