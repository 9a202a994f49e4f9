package dev.vmsh.project;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The audits that every project has: SQLMesh's built-in ones, each also as {@code <name>_non_blocking}. Their queries return the rows at
 * fault, or one row if a table as a whole is.
 */
public final class BuiltInAudits {
    private static final String NON_BLOCKING = "_non_blocking";
    private static final String CONDITION = "condition";
    private static final List<String> BOUNDS = List.of("min_v", "max_v", "inclusive", CONDITION);
    private static final String UUID_PATTERN =
            "'^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'";
    private static final String EMAIL_PATTERN = "'^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9.-]+$'";
    private static final String URL_PATTERN = "'^(https?|ftp)://[^\\s/$.?#][^\\s]*$'";
    private static final String HTTP_METHODS =
            "'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT'";

    private static final Map<String, Definition> DEFINITIONS = definitions();

    /** @param optional arguments that need not be given */
    private record Definition(List<String> required, List<String> optional, Function<AuditArguments, String> query) {
        List<String> known() {
            var all = new ArrayList<>(required);
            all.addAll(optional);
            return all;
        }
    }

    private BuiltInAudits() {}

    /** Every name, twins included, in alphabetical order. */
    public static SortedSet<String> names() {
        var names = new TreeSet<>(DEFINITIONS.keySet());
        DEFINITIONS.keySet().forEach(name -> names.add(name + NON_BLOCKING));
        return Collections.unmodifiableSortedSet(names);
    }

    public static boolean contains(String name) {
        return DEFINITIONS.containsKey(plain(name));
    }

    /** Whether a failure stops the batch, unless the use of the audit says otherwise. */
    public static boolean blocking(AuditCall call) {
        return call.blocking() != null ? call.blocking() : !call.name().endsWith(NON_BLOCKING);
    }

    /**
     * The query of an audit.
     *
     * @param call arguments with macros expanded
     * @param thisModelSql what {@code @this_model} stands for: a table, or a query in parentheses
     * @return empty if no built-in audit has that name
     * @throws VmshException if an argument is missing, not known, or not of its kind
     */
    public static Optional<String> query(AuditCall call, Dialect dialect, String thisModelSql) {
        return Optional.ofNullable(DEFINITIONS.get(plain(call.name()))).map(definition -> {
            var arguments = new AuditArguments(call.name(), call.arguments(), dialect, thisModelSql);
            arguments.check(definition.required(), definition.known());
            return definition.query().apply(arguments);
        });
    }

    /** What to say of an audit that neither the project nor this class has. */
    public static VmshException unknown(String name, Collection<String> projectAudits) {
        var known = new TreeSet<>(names());
        known.addAll(projectAudits);
        return new VmshException(
                "Audit '%s' is undefined".formatted(name),
                NearName.of(name, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Define it in the audits folder, or use a built-in one such as not_null"));
    }

    private static String plain(String name) {
        return name.endsWith(NON_BLOCKING) ? name.substring(0, name.length() - NON_BLOCKING.length()) : name;
    }

    private static Map<String, Definition> definitions() {
        var all = new TreeMap<String, Definition>();
        values(all);
        patterns(all);
        tables(all);
        sequences(all);
        statistics(all);
        return Collections.unmodifiableMap(all);
    }

    private static void values(Map<String, Definition> all) {
        all.put(
                "not_null",
                conditional(
                        List.of("columns"),
                        a -> a.where(a.each("columns", "OR", column -> "(" + column + ") IS NULL"))));
        all.put(
                "accepted_values",
                conditional(
                        List.of("column", "is_in"),
                        a -> a.where(
                                "NOT %s IN (%s)".formatted(a.grouped("column"), String.join(", ", a.list("is_in"))))));
        all.put(
                "not_accepted_values",
                conditional(
                        List.of("column", "is_in"),
                        a -> a.where("%s IN (%s)".formatted(a.grouped("column"), String.join(", ", a.list("is_in"))))));
        all.put(
                "accepted_range",
                new Definition(List.of("column"), BOUNDS, a -> a.where(a.outside(a.grouped("column")))));
        all.put(
                "forall",
                conditional(
                        List.of("criteria"),
                        a -> a.where(a.each("criteria", "OR", criterion -> "NOT (" + criterion + ")"))));
        all.put("not_empty_string", conditional(List.of("column"), a -> a.where(a.grouped("column") + " = ''")));
        all.put(
                "string_length_between",
                new Definition(List.of("column"), BOUNDS, a -> a.where(a.outside("LENGTH(" + a.text("column") + ")"))));
        all.put(
                "string_length_equal",
                conditional(
                        List.of("column", "v"),
                        a -> a.where("LENGTH(%s) <> %s".formatted(a.text("column"), a.grouped("v")))));
        all.put(
                "valid_http_method",
                new Definition(
                        List.of("column"),
                        List.of(),
                        a -> a.where("NOT %s IN (%s)".formatted(a.grouped("column"), HTTP_METHODS))));
    }

    private static void patterns(Map<String, Definition> all) {
        all.put(
                "valid_uuid",
                conditional(
                        List.of("column"),
                        a -> a.where("NOT ("
                                + a.matches("LOWER(CAST(" + a.text("column") + " AS VARCHAR))", UUID_PATTERN) + ")")));
        all.put(
                "valid_email",
                conditional(
                        List.of("column"),
                        a -> a.where("NOT (" + a.matches(a.grouped("column"), EMAIL_PATTERN) + ")")));
        all.put(
                "valid_url",
                conditional(
                        List.of("column"), a -> a.where("NOT (" + a.matches(a.grouped("column"), URL_PATTERN) + ")")));
        all.put(
                "match_regex_pattern_list",
                conditional(
                        List.of("column", "patterns"),
                        a -> a.where(a.each(
                                "patterns",
                                "AND",
                                pattern -> "NOT (" + a.matches(a.grouped("column"), pattern) + ")"))));
        all.put(
                "not_match_regex_pattern_list",
                conditional(
                        List.of("column", "patterns"),
                        a -> a.where(a.each(
                                "patterns", "OR", pattern -> "(" + a.matches(a.grouped("column"), pattern) + ")"))));
        all.put(
                "match_like_pattern_list",
                conditional(
                        List.of("column", "patterns"),
                        a -> a.where(a.each(
                                "patterns", "AND", pattern -> "NOT " + a.grouped("column") + " LIKE " + pattern))));
        all.put(
                "not_match_like_pattern_list",
                conditional(
                        List.of("column", "patterns"),
                        a -> a.where(a.each("patterns", "OR", pattern -> a.grouped("column") + " LIKE " + pattern))));
    }

    private static void tables(Map<String, Definition> all) {
        all.put("unique_values", conditional(List.of("columns"), BuiltInAudits::uniqueValues));
        all.put("unique_combination_of_columns", conditional(List.of("columns"), a -> {
            String columns = String.join(", ", a.list("columns"));
            return "SELECT %1$s %2$s GROUP BY %1$s HAVING COUNT(*) > 1".formatted(columns, a.rows());
        }));
        all.put("number_of_rows", conditional(List.of("threshold"), a -> {
            long threshold = a.number("threshold");
            return "SELECT COUNT(*) AS \"rows\" FROM (SELECT 1 AS \"one\" %s LIMIT %d) AS \"_rows\" HAVING COUNT(*) <= %d"
                    .formatted(a.rows(), threshold + 1, threshold);
        }));
        all.put(
                "at_least_one",
                conditional(List.of("column"), a -> "SELECT 1 AS \"one\" %s GROUP BY 1 HAVING COUNT(%s) = 0"
                        .formatted(a.rows(), a.text("column"))));
        all.put(
                "not_constant",
                conditional(
                        List.of("column"),
                        a ->
                                "SELECT \"distinct_values\" FROM (SELECT COUNT(DISTINCT %s) AS \"distinct_values\" %s) AS \"_counted\" WHERE \"distinct_values\" <= 1"
                                        .formatted(a.text("column"), a.rows())));
        all.put(
                "not_null_proportion",
                conditional(
                        List.of("column", "threshold"),
                        a ->
                                "SELECT * FROM (SELECT COUNT(*) AS \"total\", COUNT(%s) AS \"not_null\" %s) AS \"_counted\" WHERE \"not_null\" <= \"total\" * %s"
                                        .formatted(a.text("column"), a.rows(), a.grouped("threshold"))));
    }

    private static void sequences(Map<String, Definition> all) {
        all.put(
                "sequential_values",
                new Definition(
                        List.of("column"),
                        List.of("interval", CONDITION),
                        a ->
                                "SELECT \"value\", \"previous\" FROM (SELECT %1$s AS \"value\", LAG(%1$s) OVER (ORDER BY %1$s) AS \"previous\" %2$s) AS \"_sequence\" WHERE NOT (\"value\" = \"previous\" + (%3$s))"
                                        .formatted(a.grouped("column"), a.rows(), a.textOr("interval", "1"))));
        all.put(
                "mutually_exclusive_ranges",
                new Definition(
                        List.of("lower_bound_column", "upper_bound_column"),
                        List.of("partition_clause", CONDITION),
                        BuiltInAudits::mutuallyExclusiveRanges));
    }

    private static void statistics(Map<String, Definition> all) {
        all.put("mean_in_range", new Definition(List.of("column"), BOUNDS, a -> aggregateOutside(a, "AVG", "mean")));
        all.put(
                "stddev_in_range",
                new Definition(List.of("column"), BOUNDS, a -> aggregateOutside(a, "STDDEV", "deviation")));
        all.put("z_score", conditional(List.of("column", "threshold"), StatisticalAudits::zScore));
        all.put(
                "kl_divergence",
                conditional(List.of("source_column", "target_column", "threshold"), StatisticalAudits::klDivergence));
        all.put(
                "chi_square",
                new Definition(
                        List.of("column_a", "column_b", "critical_value"),
                        List.of("dependent", CONDITION),
                        StatisticalAudits::chiSquare));
    }

    private static String uniqueValues(AuditArguments a) {
        List<String> columns = a.list("columns");
        var numbers = new ArrayList<String>();
        for (int at = 0; at < columns.size(); at++) {
            numbers.add("ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY %1$s) AS \"_occurrence_%2$d\""
                    .formatted(columns.get(at), at));
        }
        String repeated = numbers.stream()
                .map(number -> number.substring(number.lastIndexOf('"', number.length() - 2)) + " > 1")
                .collect(Collectors.joining(" OR "));
        return "SELECT * FROM (SELECT *, %s %s) AS \"_counted\" WHERE %s"
                .formatted(String.join(", ", numbers), a.rows(), repeated);
    }

    private static String mutuallyExclusiveRanges(AuditArguments a) {
        String partition = a.textOr("partition_clause", "FALSE");
        return """
                SELECT * FROM (
                SELECT "lower", "upper", "next_lower", COALESCE("lower" <= "upper", FALSE) AS "ordered",
                COALESCE("upper" <= "next_lower", "last", FALSE) AS "apart"
                FROM (
                SELECT %1$s AS "lower", %2$s AS "upper",
                LEAD(%1$s) OVER (PARTITION BY %3$s ORDER BY %1$s, %2$s) AS "next_lower",
                ROW_NUMBER() OVER (PARTITION BY %3$s ORDER BY %1$s DESC, %2$s DESC) = 1 AS "last"
                %4$s
                ) AS "_ranges"
                ) AS "_judged" WHERE NOT ("ordered" AND "apart")""".formatted(a.grouped("lower_bound_column"), a.grouped("upper_bound_column"), partition, a.rows());
    }

    private static String aggregateOutside(AuditArguments a, String function, String name) {
        return "SELECT * FROM (SELECT %s(%s) AS \"%s\" %s) AS \"_aggregate\" WHERE %s"
                .formatted(function, a.text("column"), name, a.rows(), a.outside("\"" + name + "\""));
    }

    private static Definition conditional(List<String> required, Function<AuditArguments, String> query) {
        return new Definition(required, List.of(CONDITION), query);
    }
}
