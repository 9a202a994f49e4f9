package dev.vmsh.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes calls of PostgreSQL's functions as DuckDB does, where both can say the same. */
final class PostgresFunctions {
    /** What a pattern of {@code to_char} may have, longest first, and what {@code strftime} calls it. */
    private static final Map<String, String> PATTERNS = patterns();

    /** Words that end what is computed for the rows of a query. */
    private static final Set<String> AFTER_SELECT = Set.of(
            "from", "join", "where", "group", "having", "order", "limit", "offset", "on", "using", "values", "lateral");

    private PostgresFunctions() {}

    private static Map<String, String> patterns() {
        var patterns = new LinkedHashMap<String, String>();
        patterns.put("FMMonth", "%B");
        patterns.put("FMDay", "%A");
        patterns.put("HH24", "%H");
        patterns.put("HH12", "%I");
        patterns.put("YYYY", "%Y");
        patterns.put("IYYY", "%G");
        patterns.put("DDD", "%j");
        patterns.put("Mon", "%b");
        patterns.put("HH", "%I");
        patterns.put("MI", "%M");
        patterns.put("SS", "%S");
        patterns.put("MS", "%g");
        patterns.put("US", "%f");
        patterns.put("YY", "%y");
        patterns.put("MM", "%m");
        patterns.put("DD", "%d");
        patterns.put("ID", "%u");
        patterns.put("IW", "%V");
        patterns.put("AM", "%p");
        patterns.put("PM", "%p");
        patterns.put("Dy", "%a");
        return patterns;
    }

    /**
     * The edits for the call whose name is the token at {@code i}; none if it is no such call.
     *
     * @throws SqlException if the call has no counterpart
     */
    static List<Rewritten.Edit> edits(List<Token> tokens, int i) {
        Token name = tokens.get(i);
        int open = i + 1;
        boolean called = open < tokens.size()
                && tokens.get(open).isOperator("(")
                && (i == 0 || !tokens.get(i - 1).isOperator("."));
        if (called && name.is("to_char")) {
            return toChar(tokens, i);
        }
        if (called && name.is("generate_series") && isSelected(tokens, i)) {
            int close = closing(tokens, open);
            return close < 0
                    ? List.of()
                    : List.of(
                            new Rewritten.Edit(name.start(), name.start(), "unnest("),
                            new Rewritten.Edit(
                                    tokens.get(close).end(), tokens.get(close).end(), ")"));
        }
        return List.of();
    }

    /** {@code to_char(time, 'pattern')}. */
    private static List<Rewritten.Edit> toChar(List<Token> tokens, int i) {
        int close = closing(tokens, i + 1);
        Token pattern = close < 0 ? tokens.get(i) : tokens.get(close - 1);
        boolean literal = pattern.kind() == Token.Kind.STRING
                && pattern.text().startsWith("'")
                && tokens.get(close - 2).isOperator(",");
        Optional<String> format =
                literal ? strftime(pattern.text().substring(1, pattern.text().length() - 1)) : Optional.empty();
        if (format.isEmpty()) {
            throw new SqlException(
                    "to_char with %s is not the same in postgres and duckdb, which this model is run on"
                            .formatted(literal ? pattern.text() : "a pattern that is computed"),
                    "Write strftime(..., '%Y-%m-%d') and give the model the dialect duckdb",
                    tokens.get(i).start());
        }
        return List.of(
                new Rewritten.Edit(tokens.get(i).start(), tokens.get(i).end(), "strftime"),
                new Rewritten.Edit(pattern.start(), pattern.end(), "'" + format.get() + "'"));
    }

    /** The pattern, still with its quotes doubled, as strftime takes it; empty if it has what strftime does not know. */
    private static Optional<String> strftime(String pattern) {
        var out = new StringBuilder();
        boolean quoted = false;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            String known = quoted ? null : known(pattern, at);
            if (known != null) {
                out.append(PATTERNS.get(known));
                at += known.length();
            } else if (c == '"') {
                quoted = !quoted;
                at++;
            } else if (!quoted && (Character.isLetterOrDigit(c) || c == '\\')) {
                return Optional.empty();
            } else {
                out.append(c == '%' ? "%%" : String.valueOf(c));
                at++;
            }
        }
        return quoted ? Optional.empty() : Optional.of(out.toString());
    }

    /** The pattern that begins at {@code at}. Names of months and days are written as their pattern is; numbers have no case. */
    private static String known(String pattern, int at) {
        for (Map.Entry<String, String> each : PATTERNS.entrySet()) {
            boolean name = !each.getKey().equals(each.getKey().toUpperCase(Locale.ROOT))
                    || each.getValue().equals("%p");
            if (pattern.regionMatches(!name, at, each.getKey(), 0, each.getKey().length())) {
                return each.getKey();
            }
        }
        return null;
    }

    /** Whether the call at {@code i} is among what a SELECT gives, where it makes rows. */
    private static boolean isSelected(List<Token> tokens, int i) {
        int depth = 0;
        for (int at = i - 1; at >= 0; at--) {
            Token token = tokens.get(at);
            if (token.isOperator(")") || token.isOperator("]")) {
                depth++;
            } else if (token.isOperator("(") || token.isOperator("[")) {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && token.is("select")) {
                return true;
            } else if (depth == 0 && AFTER_SELECT.contains(token.lower())) {
                return false;
            }
        }
        return false;
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            depth += tokens.get(at).isOperator("(") ? 1 : tokens.get(at).isOperator(")") ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }
}
