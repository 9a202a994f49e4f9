package dev.vmsh.shell.completion;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of SQL that completion and highlighting know. */
public final class SqlWords {
    static final List<String> KEYWORDS = List.of(
            "all",
            "alter",
            "and",
            "as",
            "asc",
            "between",
            "by",
            "case",
            "cast",
            "create",
            "cross",
            "delete",
            "desc",
            "describe",
            "distinct",
            "drop",
            "else",
            "end",
            "except",
            "exists",
            "explain",
            "false",
            "filter",
            "from",
            "full",
            "group",
            "having",
            "in",
            "inner",
            "insert",
            "intersect",
            "interval",
            "into",
            "is",
            "join",
            "lateral",
            "left",
            "like",
            "limit",
            "not",
            "null",
            "offset",
            "on",
            "or",
            "order",
            "outer",
            "over",
            "partition",
            "qualify",
            "replace",
            "returning",
            "right",
            "select",
            "set",
            "show",
            "summarize",
            "table",
            "then",
            "true",
            "union",
            "unnest",
            "update",
            "using",
            "values",
            "view",
            "when",
            "where",
            "window",
            "with");

    static final List<String> FUNCTIONS = List.of(
            "abs",
            "array_agg",
            "avg",
            "ceil",
            "coalesce",
            "concat",
            "count",
            "current_date",
            "current_timestamp",
            "date_diff",
            "date_part",
            "date_trunc",
            "dense_rank",
            "extract",
            "first_value",
            "floor",
            "greatest",
            "lag",
            "last_value",
            "lead",
            "least",
            "length",
            "lower",
            "max",
            "md5",
            "min",
            "now",
            "nullif",
            "rank",
            "regexp_replace",
            "replace",
            "round",
            "row_number",
            "split_part",
            "stddev",
            "string_agg",
            "strftime",
            "strptime",
            "substr",
            "sum",
            "trim",
            "upper");

    private static final Set<String> ALL = Set.copyOf(KEYWORDS);
    private static final Set<String> CLAUSES = Set.of(
            "select",
            "from",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "union",
            "except",
            "intersect",
            "qualify",
            "on",
            "set",
            "values",
            "window",
            "returning");
    private static final Set<String> NOT_RESERVED = Set.of("replace", "filter", "show", "summarize", "view");

    private SqlWords() {}

    /** Whether {@code word} is a keyword, in any case. */
    public static boolean isKeyword(String word) {
        return ALL.contains(word.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a clause of a query begins with it.
     *
     * @param word lower case
     */
    static boolean isClause(String word) {
        return CLAUSES.contains(word);
    }

    /**
     * Whether it cannot be an alias without quotes.
     *
     * @param word lower case
     */
    static boolean isReserved(String word) {
        return ALL.contains(word) && !NOT_RESERVED.contains(word);
    }

    static boolean beginsQuery(String word) {
        return word.equals("select") || word.equals("with") || word.equals("from");
    }
}
