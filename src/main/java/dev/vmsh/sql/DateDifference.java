package dev.vmsh.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Writes the calls of other dialects that count the time between two dates as DuckDB does. Where a unit is counted differently it stays. */
final class DateDifference {
    /** {@code DATEDIFF(unit, from, to)}, which counts how often a unit begins. */
    private static final Set<Dialect> BEGINNINGS = EnumSet.of(Dialect.SNOWFLAKE, Dialect.REDSHIFT, Dialect.TSQL);

    /** {@code DATEDIFF(unit, from, to)}, which counts units that went by as a whole. */
    private static final Set<Dialect> WHOLE_UNITS = EnumSet.of(Dialect.DATABRICKS, Dialect.SPARK);

    /** {@code DATEDIFF(to, from)}, in days. */
    private static final Set<Dialect> DAYS = EnumSet.of(Dialect.MYSQL, Dialect.SPARK, Dialect.HIVE, Dialect.DATABRICKS);

    /** Not the week: it does not begin on the same day everywhere. */
    private static final Set<String> UNITS = Set.of("year", "quarter", "month", "day", "hour", "minute", "second");

    private DateDifference() {}

    /** The edits for the call whose name is the token at {@code i}; none if it is no such call. */
    static List<Rewritten.Edit> edits(List<Token> tokens, int i, Dialect from, Dialect to) {
        Token name = tokens.get(i);
        boolean named = name.is("datediff") || (name.is("date_diff") && from == Dialect.BIGQUERY);
        boolean called = i + 1 < tokens.size() && tokens.get(i + 1).isOperator("(");
        if (!named
                || !called
                || to != Dialect.DUCKDB
                || (i > 0 && tokens.get(i - 1).isOperator("."))) {
            return List.of();
        }
        List<Integer> marks = marks(tokens, i + 1);
        if (marks.size() == 4 && (BEGINNINGS.contains(from) || WHOLE_UNITS.contains(from))) {
            return unitFirst(tokens, i, WHOLE_UNITS.contains(from) ? "DATE_SUB" : "DATE_DIFF");
        }
        if (marks.size() == 4 && from == Dialect.BIGQUERY) {
            return unitLast(tokens, i, marks);
        }
        return marks.size() == 3 && DAYS.contains(from) ? days(tokens, i, marks) : List.of();
    }

    private static List<Rewritten.Edit> unitFirst(List<Token> tokens, int i, String function) {
        Token unit = tokens.get(i + 2);
        if (!UNITS.contains(unit.lower()) || !tokens.get(i + 3).isOperator(",")) {
            return List.of();
        }
        return List.of(replaced(tokens.get(i), function), replaced(unit, "'" + unit.lower() + "'"));
    }

    /** {@code DATE_DIFF(to, from, DAY)}. */
    private static List<Rewritten.Edit> unitLast(List<Token> tokens, int i, List<Integer> marks) {
        Token unit = tokens.get(marks.get(3) - 1);
        if (!UNITS.contains(unit.lower()) || marks.get(3) - marks.get(2) != 2) {
            return List.of();
        }
        int end = tokens.get(marks.get(3)).end();
        return List.of(
                replaced(tokens.get(i), "(-DATE_DIFF"),
                after(tokens.get(i + 1), "'" + unit.lower() + "', "),
                new Rewritten.Edit(tokens.get(marks.get(2)).start(), end, "))"));
    }

    private static List<Rewritten.Edit> days(List<Token> tokens, int i, List<Integer> marks) {
        return List.of(
                replaced(tokens.get(i), "(-DATE_DIFF"),
                after(tokens.get(i + 1), "'day', CAST("),
                replaced(tokens.get(marks.get(1)), " AS DATE), CAST("),
                replaced(tokens.get(marks.get(2)), " AS DATE)))"));
    }

    /** Where the brackets and commas of the call stand whose bracket opens at {@code open}; empty if it is not closed. */
    static List<Integer> marks(List<Token> tokens, int open) {
        var marks = new ArrayList<Integer>();
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isOperator("(") || token.isOperator("[") ? 1 : 0;
            depth -= token.isOperator(")") || token.isOperator("]") ? 1 : 0;
            if (i == open || depth == 0 || (depth == 1 && token.isOperator(","))) {
                marks.add(i);
            }
            if (depth == 0) {
                return marks;
            }
        }
        return List.of();
    }

    private static Rewritten.Edit replaced(Token token, String text) {
        return new Rewritten.Edit(token.start(), token.end(), text);
    }

    private static Rewritten.Edit after(Token token, String text) {
        return new Rewritten.Edit(token.end(), token.end(), text);
    }
}
