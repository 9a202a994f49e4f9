package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where two dialects write one thing differently, and where they mean different things by one text. */
final class Divergence {
    /** Dialects in which {@code 5 / 2} is 2. */
    private static final Set<Dialect> WHOLE_DIVISION = EnumSet.of(
            Dialect.POSTGRES, Dialect.REDSHIFT, Dialect.TSQL, Dialect.TRINO, Dialect.SQLITE, Dialect.TERADATA);

    /** Dialects in which CONCAT of a NULL is NULL. */
    private static final Set<Dialect> NULL_CONCAT = EnumSet.of(
            Dialect.BIGQUERY,
            Dialect.MYSQL,
            Dialect.SNOWFLAKE,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.DATABRICKS,
            Dialect.TRINO,
            Dialect.REDSHIFT);

    /** Dialects in which LEAST and GREATEST of a NULL are NULL. */
    private static final Set<Dialect> NULL_EXTREMES =
            EnumSet.of(Dialect.BIGQUERY, Dialect.MYSQL, Dialect.SNOWFLAKE, Dialect.TRINO, Dialect.ORACLE);

    /** Dialects that count the elements of an array from 0. */
    private static final Set<Dialect> FROM_ZERO =
            EnumSet.of(Dialect.SPARK, Dialect.HIVE, Dialect.DATABRICKS, Dialect.SNOWFLAKE);

    /** Dialects in which a week begins on Sunday, or its days are counted from 1. */
    private static final Set<Dialect> OTHER_WEEKS = EnumSet.of(
            Dialect.BIGQUERY,
            Dialect.MYSQL,
            Dialect.SPARK,
            Dialect.HIVE,
            Dialect.DATABRICKS,
            Dialect.TSQL,
            Dialect.TRINO);

    private static final Set<String> WEEK_WORDS = Set.of("dayofweek", "week", "dow", "weekday");
    /** Words before a parenthesis that are no functions. */
    private static final Set<String> NO_FUNCTIONS = Set.of(
            "select",
            "and",
            "or",
            "not",
            "in",
            "on",
            "when",
            "then",
            "else",
            "where",
            "by",
            "case",
            "having",
            "as",
            "from",
            "union",
            "all",
            "distinct",
            "between",
            "like",
            "is");

    private static final Set<String> FRACTIONS = Set.of("numeric", "decimal", "float", "double", "real", "float8");
    private static final Map<String, String> BIGQUERY_TYPES = Map.of(
            "int64",
            "BIGINT",
            "float64",
            "DOUBLE PRECISION",
            "string",
            "TEXT",
            "bytes",
            "BLOB",
            "datetime",
            "TIMESTAMP",
            "timestamp",
            "TIMESTAMPTZ",
            "numeric",
            "DECIMAL(38, 9)");
    private static final Map<String, String> FUNCTIONS =
            Map.of("safe_cast", "TRY_CAST", "generate_uuid", "gen_random_uuid", "current_timestamp", "now");

    private final Dialect written;
    private final Dialect from;
    private final Dialect to;

    Divergence(Dialect from, Dialect to) {
        this.written = from;
        this.from = from.kin();
        this.to = to.kin();
    }

    // ---- what is refused

    /** @throws SqlException if the token at {@code i} means something else in the other dialect */
    void check(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        boolean otherDivision = WHOLE_DIVISION.contains(from) != WHOLE_DIVISION.contains(to);
        if (token.isOperator("/") && otherDivision && !dividesInDoubles()) {
            if (!fractional(tokens, i)) {
                refuse(token, "/ of whole numbers", "Cast one side to NUMERIC or DOUBLE PRECISION");
            }
        }
        if (call(tokens, i)
                && (token.is("least") || token.is("greatest"))
                && NULL_EXTREMES.contains(from) != NULL_EXTREMES.contains(to)) {
            refuse(token, token.text() + " of a NULL", "Write a CASE");
        }
        if (token.isOperator("[")
                && FROM_ZERO.contains(from) != FROM_ZERO.contains(to)
                && i > 0
                && (tokens.get(i - 1).isName() || tokens.get(i - 1).isOperator(")"))) {
            refuse(token, "the first element of an array", "Unnest the array");
        }
        if (OTHER_WEEKS.contains(from) && token.kind() == Token.Kind.WORD && WEEK_WORDS.contains(token.lower())) {
            boolean part = (i > 1
                            && tokens.get(i - 1).isOperator("(")
                            && tokens.get(i - 2).is("extract"))
                    || call(tokens, i);
            if (part) {
                refuse(token, token.text(), "Use ISODOW or ISOWEEK");
            }
        }
        if (token.is("interval") && isUnitMissing(tokens, i)) {
            refuse(token, "INTERVAL without a unit", "Multiply: n * INTERVAL '1' DAY");
        }
        if (from == Dialect.BIGQUERY && token.is("unnest") && call(tokens, i)) {
            refuse(token, "the columns of UNNEST", "Give the model the dialect " + to.id());
        }
    }

    /** {@code d + INTERVAL n}, which is nothing in any dialect's manual. */
    private static boolean isUnitMissing(List<Token> tokens, int i) {
        boolean added =
                i > 0 && (tokens.get(i - 1).isOperator("+") || tokens.get(i - 1).isOperator("-"));
        if (!added || i + 1 >= tokens.size() || tokens.get(i + 1).kind() != Token.Kind.WORD) {
            return false;
        }
        return i + 2 >= tokens.size()
                || List.of(",", ")", "+", "-").contains(tokens.get(i + 2).text());
    }

    /** Whether {@code /} is a division of doubles here, and can be made one there. */
    private boolean dividesInDoubles() {
        return from == Dialect.DUCKDB && to == Dialect.TRINO;
    }

    private void refuse(Token token, String what, String remedy) {
        throw new SqlException(
                "%s is not the same in %s and %s, which this model is run on".formatted(what, written.id(), to.id()),
                remedy,
                token.start());
    }

    /** Whether one side of the {@code /} at {@code i} plainly is no whole number. */
    private static boolean fractional(List<Token> tokens, int i) {
        return (i > 0 && fraction(tokens.get(i - 1)))
                || (i + 1 < tokens.size() && fraction(tokens.get(i + 1)))
                || castEndsAt(tokens, i - 1)
                || castFollows(tokens, i + 1);
    }

    private static boolean fraction(Token token) {
        return (token.kind() == Token.Kind.NUMBER && token.text().contains(".")) || FRACTIONS.contains(token.lower());
    }

    /** {@code CAST(x AS NUMERIC)}, or any other pair of parentheses with a fraction in it, before the sign. */
    private static boolean castEndsAt(List<Token> tokens, int end) {
        int depth = 0;
        for (int i = end; i >= 0; i--) {
            depth += tokens.get(i).isOperator(")") ? 1 : tokens.get(i).isOperator("(") ? -1 : 0;
            if (depth == 0) {
                return false;
            }
            if (fraction(tokens.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The operand that begins at {@code start}, up to the end of its parentheses and casts, has a fraction in it. */
    private static boolean castFollows(List<Token> tokens, int start) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
            if (fraction(token)) {
                return true;
            }
            boolean operandGoesOn = depth > 0
                    || (depth == 0
                            && (token.isName()
                                    || token.isOperator(".")
                                    || token.isOperator("::")
                                    || token.isOperator(")"))
                            && !token.is("as")
                            && !token.is("from"));
            if (!operandGoesOn) {
                return false;
            }
        }
        return false;
    }

    // ---- what is written differently

    /** {@code * EXCEPT (a)}, which SQLMesh takes for {@code * EXCLUDE (a)} in every dialect. */
    Optional<Rewritten.Edit> starException(List<Token> tokens, int i) {
        boolean exception = to == Dialect.DUCKDB
                && tokens.get(i).is("except")
                && i > 0
                && tokens.get(i - 1).isOperator("*")
                && i + 2 < tokens.size()
                && tokens.get(i + 1).isOperator("(")
                && tokens.get(i + 2).isName()
                && !Set.of("select", "with", "from", "values")
                        .contains(tokens.get(i + 2).lower());
        return exception ? Optional.of(replaced(tokens.get(i), "EXCLUDE")) : Optional.empty();
    }

    /** The edits that the token at {@code i} asks for. */
    List<Rewritten.Edit> edit(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        if (token.isOperator("/") && dividesInDoubles()) {
            return List.of(replaced(token, "* 1e0 /"));
        }
        if (token.isOperator("::") && to == Dialect.TRINO) {
            return cast(tokens, i);
        }
        if (token.kind() != Token.Kind.WORD) {
            return List.of();
        }
        if (call(tokens, i) && token.is("concat") && NULL_CONCAT.contains(from) && !NULL_CONCAT.contains(to)) {
            return concatenation(tokens, i);
        }
        List<Rewritten.Edit> difference = DateDifference.edits(tokens, i, from, to);
        if (!difference.isEmpty()) {
            return difference;
        }
        List<Rewritten.Edit> shift = DateShift.edits(tokens, i, from, to);
        if (!shift.isEmpty()) {
            return shift;
        }
        return function(tokens, i)
                .or(() -> type(tokens, i))
                .map(text -> List.of(replaced(token, text)))
                .orElse(List.of());
    }

    private Optional<String> function(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        if (!call(tokens, i)) {
            return Optional.empty();
        }
        if (token.is("ifnull") && to == Dialect.POSTGRES) {
            return Optional.of("COALESCE");
        }
        return from == Dialect.BIGQUERY ? Optional.ofNullable(FUNCTIONS.get(token.lower())) : Optional.empty();
    }

    /** A type stands after {@code ::}, or after the AS of a CAST. */
    private Optional<String> type(List<Token> tokens, int i) {
        boolean casted = i > 0
                && (tokens.get(i - 1).isOperator("::") || (tokens.get(i - 1).is("as") && inCast(tokens, i)));
        if (!casted || (from != Dialect.BIGQUERY && to != Dialect.TRINO)) {
            return Optional.empty();
        }
        Token token = tokens.get(i);
        if (to == Dialect.TRINO && from != Dialect.BIGQUERY) {
            return trinoType(tokens, i);
        }
        if (Set.of("array", "struct", "bignumeric", "bigdecimal", "geography", "json")
                .contains(token.lower())) {
            refuse(token, "the type " + token.text(), "Give the model the dialect " + to.id());
        }
        String known = BIGQUERY_TYPES.get(token.lower());
        boolean sized = i + 1 < tokens.size() && tokens.get(i + 1).isOperator("(");
        if (known == null || (sized && known.endsWith(")"))) {
            return Optional.empty();
        }
        if (sized && known.equals("TEXT")) {
            return Optional.of("VARCHAR");
        }
        return Optional.of(known.equals("BLOB") && to == Dialect.POSTGRES ? "BYTEA" : known);
    }

    /** Trino's TIMESTAMP ends at milliseconds, and its DECIMAL has no decimals. */
    private Optional<String> trinoType(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        boolean sized = i + 1 < tokens.size() && tokens.get(i + 1).isOperator("(");
        if (!sized && token.is("timestamp")) {
            return Optional.of("TIMESTAMP(6)");
        }
        if (!sized && (token.is("decimal") || token.is("numeric"))) {
            if (from != Dialect.DUCKDB) {
                refuse(token, token.text() + " without a precision", "Write how many digits: DECIMAL(18, 3)");
            }
            return Optional.of("DECIMAL(18, 3)");
        }
        if (!sized && token.is("float")) {
            return Optional.of(from == Dialect.DUCKDB ? "REAL" : "DOUBLE");
        }
        return TrinoTypes.word(token.text());
    }

    private static boolean inCast(List<Token> tokens, int i) {
        int depth = 0;
        for (int at = i - 1; at > 0; at--) {
            depth += tokens.get(at).isOperator(")") ? 1 : tokens.get(at).isOperator("(") ? -1 : 0;
            if (depth < 0) {
                return Set.of("cast", "safe_cast", "try_cast")
                        .contains(tokens.get(at - 1).lower());
            }
        }
        return false;
    }

    /** {@code a::b} as {@code CAST(a AS b)}. */
    private List<Rewritten.Edit> cast(List<Token> tokens, int i) {
        int start = operandStart(tokens, i - 1);
        int end = typeEnd(tokens, i + 1);
        if (start < 0 || end < 0) {
            refuse(tokens.get(i), "::", "Write CAST(... AS ...)");
        }
        int from = tokens.get(start).start();
        int to = tokens.get(end).end();
        return List.of(
                new Rewritten.Edit(from, from, "CAST("),
                replaced(tokens.get(i), " AS "),
                new Rewritten.Edit(to, to, ")"));
    }

    /** Where the operand begins that ends at {@code end}; -1 if that is not plain. */
    private static int operandStart(List<Token> tokens, int end) {
        int at = end;
        while (at >= 0) {
            Token token = tokens.get(at);
            if (token.isOperator(")") || token.isOperator("]")) {
                at = opening(tokens, at);
                boolean called = at > 0
                        && (tokens.get(at - 1).isName() || tokens.get(at - 1).isOperator("]"));
                if (!called || NO_FUNCTIONS.contains(tokens.get(at - 1).lower())) {
                    return at;
                }
                at--;
            } else if (!token.isName() && token.kind() != Token.Kind.NUMBER && token.kind() != Token.Kind.STRING) {
                return -1;
            } else if (token.is("end")) {
                return -1;
            } else if (at > 1
                    && (tokens.get(at - 1).isOperator(".") || tokens.get(at - 1).isOperator("::"))) {
                at -= 2;
            } else {
                return at;
            }
        }
        return -1;
    }

    private static int opening(List<Token> tokens, int close) {
        int depth = 0;
        for (int at = close; at >= 0; at--) {
            Token token = tokens.get(at);
            depth += token.isOperator(")") || token.isOperator("]") ? 1 : 0;
            depth -= token.isOperator("(") || token.isOperator("[") ? 1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** Where the type ends that begins at {@code start}; -1 if that is not plain. */
    private static int typeEnd(List<Token> tokens, int start) {
        if (start >= tokens.size() || !tokens.get(start).isName()) {
            return -1;
        }
        int end = start;
        if (tokens.get(start).is("double")
                && start + 1 < tokens.size()
                && tokens.get(start + 1).is("precision")) {
            end++;
        }
        if (end + 1 < tokens.size() && tokens.get(end + 1).isOperator("[")) {
            return -1;
        }
        if (end + 1 < tokens.size() && tokens.get(end + 1).isOperator("(")) {
            for (end++; end < tokens.size() && !tokens.get(end).isOperator(")"); end++) {
                // to its end
            }
        }
        return end < tokens.size() ? end : -1;
    }

    /** {@code CONCAT(a, b)} as {@code ((a) || (b))}. */
    private static List<Rewritten.Edit> concatenation(List<Token> tokens, int i) {
        var edits = new ArrayList<Rewritten.Edit>();
        edits.add(new Rewritten.Edit(tokens.get(i).start(), tokens.get(i + 1).end(), "(("));
        int depth = 0;
        for (int at = i + 1; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.isOperator("(") || token.isOperator("[") ? 1 : 0;
            depth -= token.isOperator(")") || token.isOperator("]") ? 1 : 0;
            if (depth == 0) {
                edits.add(replaced(token, "))"));
                return edits;
            }
            if (depth == 1 && token.isOperator(",")) {
                edits.add(replaced(token, ") || ("));
            }
        }
        return List.of();
    }

    private static Rewritten.Edit replaced(Token token, String text) {
        return new Rewritten.Edit(token.start(), token.end(), text);
    }

    private static boolean call(List<Token> tokens, int i) {
        return i + 1 < tokens.size()
                && tokens.get(i).kind() == Token.Kind.WORD
                && tokens.get(i + 1).isOperator("(")
                && (i == 0 || !tokens.get(i - 1).isOperator("."));
    }
}
