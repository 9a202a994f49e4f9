package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.List;

/** BigQuery's table paths with dashes outside back-ticks: {@code FROM bigquery-public-data.set.table}. */
final class BigQueryPaths {
    private BigQueryPaths() {}

    /** {@code sql} with such a part of a path in back-ticks, which every reader understands. */
    static String quoted(String sql) {
        if (sql.indexOf('-') < 0) {
            return sql;
        }
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, Dialect.BIGQUERY));
        var edits = new ArrayList<Rewritten.Edit>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("from") || tokens.get(i).is("join")) {
                int start = tokens.get(i + 1).start();
                int end = dashed(tokens, i + 1);
                if (end > 0) {
                    edits.add(new Rewritten.Edit(start, end, '`' + sql.substring(start, end) + '`'));
                }
            }
        }
        return edits.isEmpty() ? sql : Renamer.apply(sql, edits).sql();
    }

    /** The end of the word with dashes that begins with the token at {@code first}; -1 if there is none. */
    private static int dashed(List<Token> tokens, int first) {
        int at = first;
        if (tokens.get(at).kind() != Token.Kind.WORD) {
            return -1;
        }
        boolean dash = false;
        while (at + 1 < tokens.size()
                && tokens.get(at + 1).start() == tokens.get(at).end()) {
            Token next = tokens.get(at + 1);
            boolean piece = next.kind() == Token.Kind.WORD || next.kind() == Token.Kind.NUMBER;
            if (!next.isOperator("-") && !piece) {
                break;
            }
            dash |= next.isOperator("-");
            at++;
        }
        return dash ? tokens.get(at).end() : -1;
    }
}
