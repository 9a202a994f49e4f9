package dev.vmsh.project;

import dev.vmsh.interval.Interval;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.macro.TimeVariables;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** The variables that a text gets from the moment it is rendered, not from the project. */
public final class RenderVariables {
    /** What the dates of a text describe that is rendered only to see what it reads. */
    static final Interval RANGE_AT_LOAD = new Interval(Instant.EPOCH, Instant.EPOCH.plus(1, ChronoUnit.DAYS));

    private RenderVariables() {}

    /**
     * @param range what {@code @start_*} and {@code @end_*} describe; null to leave them undefined
     * @param thisTable {@code @this_model}; null to leave it undefined
     */
    public static Map<String, MacroValue> of(
            String stage, Interval range, Instant execution, TableName thisTable, Dialect dialect) {
        var variables = new HashMap<String, MacroValue>();
        if (range != null) {
            variables.putAll(TimeVariables.of("start", range.start(), dialect));
            variables.putAll(TimeVariables.of("end", range.end().minus(1, ChronoUnit.MICROS), dialect));
        }
        variables.putAll(TimeVariables.of("execution", execution, dialect));
        variables.putAll(TimeVariables.of("latest", execution, dialect));
        variables.put("runtime_stage", new MacroValue.Text(stage));
        if (thisTable != null) {
            variables.put("this_model", new MacroValue.Sql(dialect.quote(thisTable)));
        }
        return variables;
    }

    /** What a model's text sees when it is loaded: all dates at the epoch, and its own name as {@code @this_model}. */
    public static Map<String, MacroValue> atLoad(TableName model, Dialect dialect) {
        return at(model, dialect, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }

    /**
     * Like {@link #atLoad}, but no two date variables have one value: texts that differ only in which of them they use do not come out
     * equal. They are dates all the same, so that whatever computes with them still works.
     */
    public static Map<String, MacroValue> distinct(TableName model, Dialect dialect) {
        return at(
                model,
                dialect,
                Instant.parse("1901-02-03T04:05:06.070809Z"),
                Instant.parse("1901-03-04T05:06:07.080910Z"),
                Instant.parse("1901-04-05T06:07:08.091011Z"),
                Instant.parse("1901-05-06T07:08:09.101112Z"));
    }

    private static Map<String, MacroValue> at(
            TableName model, Dialect dialect, Instant start, Instant end, Instant execution, Instant latest) {
        var variables = new HashMap<String, MacroValue>();
        variables.putAll(TimeVariables.of("start", start, dialect));
        variables.putAll(TimeVariables.of("end", end, dialect));
        variables.putAll(TimeVariables.of("execution", execution, dialect));
        variables.putAll(TimeVariables.of("latest", latest, dialect));
        variables.put("runtime_stage", new MacroValue.Text("loading"));
        variables.put("this_model", new MacroValue.Sql(dialect.quote(model)));
        return variables;
    }
}
