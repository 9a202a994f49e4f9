package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts SQL of one dialect into another where the same statement can be written in both: quotes, strings, comments, names of types and of a
 * few functions, and where NULLs sort. It works on tokens and knows no types, so what is told apart only by them is refused, and what it
 * does not know goes out as written for the engine to judge.
 */
final class Translation {
    private final Dialect from;
    private final Dialect to;
    private final Divergence divergence;

    Translation(Dialect from, Dialect to) {
        this.from = from;
        this.to = to;
        this.divergence = new Divergence(from, to);
    }

    /**
     * @param sql of the first dialect, but for what was put into it
     * @return {@code sql} in the second dialect, with all that became of the author's text
     * @throws SqlException if something in it means something else in the second dialect; where, is told in the text before it was changed
     */
    Rewritten of(Rewritten sql) {
        try {
            return translated(sql);
        } catch (SqlException e) {
            throw new SqlException(e.getMessage(), e.remedy(), e.offset() < 0 ? -1 : sql.original(e.offset()));
        }
    }

    private Rewritten translated(Rewritten sql) {
        List<Token> tokens = tokens(sql);
        List<Token> meaning = Lexer.withoutTrivia(tokens);
        var edits = new ArrayList<Rewritten.Edit>();
        if (to != Dialect.DUCKDB) {
            // DuckDB alone takes a comma at the end of a list, and projects are written for that
            for (Token comma : PreparedText.trailingCommas(meaning)) {
                edits.add(new Rewritten.Edit(comma.start(), comma.end(), ""));
            }
        }
        for (Token token : from == to ? List.<Token>of() : tokens) {
            spelled(token).ifPresent(text -> edits.add(new Rewritten.Edit(token.start(), token.end(), text)));
        }
        for (int i = 0; i < meaning.size(); i++) {
            divergence.starException(meaning, i).ifPresent(edits::add);
            if (from != to) {
                divergence.check(meaning, i);
                edits.addAll(divergence.edit(meaning, i));
                if (from.kin() == Dialect.POSTGRES && to == Dialect.DUCKDB) {
                    edits.addAll(PostgresFunctions.edits(meaning, i));
                }
            }
        }
        NullOrder.between(from, to).ifPresent(order -> edits.addAll(order.edits(meaning)));
        edits.sort(Comparator.comparingInt(Rewritten.Edit::from).thenComparingInt(Rewritten.Edit::to));
        return edits.isEmpty() ? sql : both(sql, edits);
    }

    /** {@code sql} with more edits, which count from it and leave alone what was put into it. */
    private static Rewritten both(Rewritten sql, List<Rewritten.Edit> more) {
        var all = new ArrayList<>(sql.edits());
        for (Rewritten.Edit edit : more) {
            int start = sql.original(edit.from());
            all.add(new Rewritten.Edit(start, start + edit.to() - edit.from(), edit.text()));
        }
        all.sort(Comparator.comparingInt(Rewritten.Edit::from).thenComparingInt(Rewritten.Edit::to));
        return new Rewritten(Renamer.apply(sql.sql(), more).sql(), all);
    }

    /** The tokens of the author's text; what was put into it is one token each, which nothing here changes. */
    private List<Token> tokens(Rewritten sql) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        int shift = 0;
        for (Rewritten.Edit edit : sql.edits()) {
            int start = edit.from() + shift;
            add(tokens, sql.sql(), at, start);
            at = start + edit.text().length();
            tokens.add(new Token(Token.Kind.PARAMETER, edit.text(), start, at));
            shift += edit.text().length() - (edit.to() - edit.from());
        }
        add(tokens, sql.sql(), at, sql.sql().length());
        return tokens;
    }

    private void add(List<Token> tokens, String sql, int from, int to) {
        for (Token token : Lexer.tokens(sql.substring(from, to), this.from)) {
            tokens.add(new Token(token.kind(), token.text(), token.start() + from, token.end() + from));
        }
    }

    /** What a token is written as; empty if that is the same. */
    private Optional<String> spelled(Token token) {
        return switch (token.kind()) {
            case QUOTED_NAME -> Optional.of(name(token));
            case STRING ->
                Lexer.backslashEscapes(from) || token.text().startsWith("\"")
                        ? Optional.of(string(token))
                        : Optional.empty();
            case COMMENT ->
                token.text().startsWith("#") ? Optional.of("--" + token.text().substring(1)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** BigQuery puts a path of several names into one pair of quotes. */
    private String name(Token token) {
        if (from != Dialect.BIGQUERY) {
            return to.quote(token.identifier());
        }
        var parts = new ArrayList<String>();
        for (String part : token.identifier().split("\\.", -1)) {
            parts.add(to.quote(part));
        }
        return String.join(".", parts);
    }

    private static String string(Token token) {
        String text = token.text();
        int open = Math.max(text.indexOf('\''), 0);
        if (text.startsWith("\"")) {
            open = 0;
        }
        String prefix = text.substring(0, open);
        char quote = text.charAt(open);
        String body = text.substring(open + 1, text.length() - 1);
        boolean tripled = body.startsWith("" + quote + quote) || (!prefix.isEmpty() && !"rR".contains(prefix));
        if (tripled) {
            throw new SqlException(
                    "a string of this kind has no counterpart: " + text, "Write it in single quotes", token.start());
        }
        return '\'' + (prefix.isEmpty() ? unescaped(body, quote, token) : body).replace("'", "''") + '\'';
    }

    private static String unescaped(String body, char quote, Token token) {
        var plain = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == quote) {
                i++; // doubled
                plain.append(quote);
            } else if (c != '\\' || i + 1 == body.length()) {
                plain.append(c);
            } else {
                i++;
                plain.append(escaped(body.charAt(i), token));
            }
        }
        return plain.toString();
    }

    private static char escaped(char c, Token token) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '\'', '"', '`', '?' -> c;
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new SqlException(
                            "the escape \\" + c + " has no counterpart", "Write the character itself", token.start());
                }
                yield c;
            }
        };
    }
}
