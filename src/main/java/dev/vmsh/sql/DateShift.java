package dev.vmsh.sql;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the calls of other dialects that add to a date as DuckDB does. Where their result has another type they stay. */
final class DateShift {
    /** {@code DATEADD(unit, n, date)}, which gives a timestamp whatever it is given. */
    private static final Set<Dialect> TIMESTAMPS = EnumSet.of(Dialect.DATABRICKS, Dialect.SPARK, Dialect.REDSHIFT);

    /** {@code DATE_ADD(date, n)} and {@code DATE_SUB(date, n)}, in days. */
    private static final Set<Dialect> DAYS = EnumSet.of(Dialect.DATABRICKS, Dialect.SPARK, Dialect.HIVE);

    private static final Set<String> UNITS =
            Set.of("year", "quarter", "month", "week", "day", "hour", "minute", "second");

    private DateShift() {}

    /** The edits for the call whose name is the token at {@code i}; none if it is no such call. */
    static List<Rewritten.Edit> edits(List<Token> tokens, int i, Dialect from, Dialect to) {
        Token name = tokens.get(i);
        boolean named = name.is("dateadd") || name.is("date_add") || name.is("date_sub");
        boolean called = i + 1 < tokens.size()
                && tokens.get(i + 1).isOperator("(")
                && (i == 0 || !tokens.get(i - 1).isOperator("."));
        if (!named || !called || to != Dialect.DUCKDB) {
            return List.of();
        }
        List<Integer> marks = DateDifference.marks(tokens, i + 1);
        if (marks.size() == 4 && TIMESTAMPS.contains(from) && !name.is("date_sub")) {
            return unitFirst(tokens, i, marks);
        }
        return marks.size() == 3 && DAYS.contains(from) ? days(tokens, i, marks) : List.of();
    }

    /** {@code DATEADD(day, n, d)} as {@code (INTERVAL (n) DAY + (d))}. */
    private static List<Rewritten.Edit> unitFirst(List<Token> tokens, int i, List<Integer> marks) {
        Token unit = tokens.get(i + 2);
        if (!UNITS.contains(unit.lower()) || marks.get(1) != i + 3) {
            return List.of();
        }
        return List.of(
                new Rewritten.Edit(
                        tokens.get(i).start(), tokens.get(marks.get(1)).end(), "(INTERVAL ("),
                replaced(tokens.get(marks.get(2)), ") " + unit.lower().toUpperCase(Locale.ROOT) + " + ("),
                replaced(tokens.get(marks.get(3)), "))"));
    }

    /** {@code DATE_ADD(d, n)} as {@code (CAST(d AS DATE) + CAST(n AS INTEGER))}. */
    private static List<Rewritten.Edit> days(List<Token> tokens, int i, List<Integer> marks) {
        String sign = tokens.get(i).is("date_sub") ? "-" : "+";
        return List.of(
                new Rewritten.Edit(tokens.get(i).start(), tokens.get(i + 1).end(), "(CAST("),
                replaced(tokens.get(marks.get(1)), " AS DATE) " + sign + " CAST("),
                replaced(tokens.get(marks.get(2)), " AS INTEGER))"));
    }

    private static Rewritten.Edit replaced(Token token, String text) {
        return new Rewritten.Edit(token.start(), token.end(), text);
    }
}
