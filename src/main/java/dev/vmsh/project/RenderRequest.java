package dev.vmsh.project;

import dev.vmsh.interval.Interval;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * With what a model's text is rendered.
 *
 * @param stage value of {@code @runtime_stage}: {@code creating}, {@code evaluating}, {@code auditing}, ...
 * @param range what the date variables describe; null where the query must not use them (FULL and VIEW queries)
 * @param execution value of the {@code @execution_*} variables
 * @param thisTable the model's own physical table, for {@code @this_model}; null if there is none
 * @param tables what each table that is read becomes, by its name relative to the default catalog
 */
public record RenderRequest(
        String stage,
        Interval range,
        Instant execution,
        TableName thisTable,
        Function<TableName, Optional<Replacement>> tables) {}
