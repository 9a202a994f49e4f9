package dev.vmsh.macro;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code @DATE_SPINE(part, start, end)}: a query with one row per day, week, month, quarter or year, both ends included. */
final class DateSpineMacro implements MacroFunction {
    private static final List<String> PARTS = List.of("day", "week", "month", "quarter", "year");

    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("datepart", "start_date", "end_date");
        given.required("datepart");
        String part = given.text("datepart").orElse("").toLowerCase(Locale.ROOT);
        if (!PARTS.contains(part)) {
            throw call.wrong("The date part '" + part + "' is unknown", "Write one of " + String.join(", ", PARTS));
        }
        Optional<LocalDate> start = day(given, "start_date", call);
        Optional<LocalDate> end = day(given, "end_date", call);
        if (start.isPresent() && end.isPresent() && start.get().isAfter(end.get())) {
            throw call.wrong("The start %s is after the end %s".formatted(start.get(), end.get()), "Swap them");
        }
        String from = "CAST(" + given.required("start_date") + " AS DATE)";
        String to = "CAST(" + given.required("end_date") + " AS DATE)";
        return MacroResult.of(spine(part, from, to, call));
    }

    /** A date that is written out; empty if it is an expression. */
    private static Optional<LocalDate> day(BoundArguments given, String parameter, MacroCall call) {
        given.required(parameter);
        if (given.value(parameter).orElseThrow() instanceof MacroValue.Text text) {
            try {
                return Optional.of(LocalDate.parse(text.value()));
            } catch (DateTimeParseException noDate) {
                throw call.wrong("'" + text.value() + "' is no date", "Write it as YYYY-MM-DD");
            }
        }
        return Optional.empty();
    }

    private static String spine(String part, String from, String to, MacroCall call) {
        String column = "date_" + part;
        String unit = part.toUpperCase(Locale.ROOT);
        String months = part.equals("quarter") ? "3 MONTH" : "1 " + unit;
        return switch (call.dialect()) {
            case DUCKDB ->
                "SELECT %s FROM UNNEST(CAST(GENERATE_SERIES(%s, %s, INTERVAL '1' %s) AS DATE[])) AS _exploded(%s)"
                        .formatted(column, from, to, unit, column);
            case POSTGRES ->
                ("SELECT %s FROM (SELECT CAST(value AS DATE) FROM GENERATE_SERIES(%s, %s, INTERVAL '%s') AS _t(value))"
                                + " AS _exploded(%s)")
                        .formatted(column, from, to, months, column);
            case TRINO ->
                "SELECT %s FROM UNNEST(SEQUENCE(%s, %s, INTERVAL %s)) AS _exploded(%s)"
                        .formatted(column, from, to, trinoInterval(part), column);
            case BIGQUERY ->
                "SELECT %s FROM UNNEST(GENERATE_DATE_ARRAY(%s, %s, INTERVAL 1 %s)) AS %s"
                        .formatted(column, from, to, unit, column);
            case SPARK, DATABRICKS ->
                "SELECT %s FROM EXPLODE(SEQUENCE(%s, %s, INTERVAL %s)) AS _exploded(%s)"
                        .formatted(column, from, to, months, column);
            case SNOWFLAKE ->
                ("SELECT DATEADD(%1$s, CAST(value AS INT), %2$s) AS %4$s FROM TABLE(FLATTEN(INPUT =>"
                                + " ARRAY_GENERATE_RANGE(0, DATEDIFF(%1$s, %2$s, %3$s) + 1)))")
                        .formatted(unit, from, to, column);
            case REDSHIFT ->
                ("SELECT %1$s FROM (WITH RECURSIVE _generated_dates(%1$s) AS (SELECT %2$s UNION ALL"
                                + " SELECT CAST(DATEADD(%4$s, 1, %1$s) AS DATE) FROM _generated_dates"
                                + " WHERE CAST(DATEADD(%4$s, 1, %1$s) AS DATE) <= %3$s) SELECT %1$s FROM _generated_dates) AS _generated_dates")
                        .formatted(column, from, to, unit);
            default ->
                throw call.wrong(
                        "vmsh does not write it for " + call.dialect().id(),
                        "Write the query with that engine's own functions");
        };
    }

    /** Trino's intervals know neither weeks nor quarters. */
    private static String trinoInterval(String part) {
        return switch (part) {
            case "week" -> "'7' DAY";
            case "quarter" -> "'3' MONTH";
            default -> "'1' " + part.toUpperCase(Locale.ROOT);
        };
    }
}
