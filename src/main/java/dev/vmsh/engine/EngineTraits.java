package dev.vmsh.engine;

import java.util.OptionalInt;
import java.util.Set;

/**
 * What an engine can do. Core asks a trait; it never asks which engine it is.
 *
 * @param transactionalDdl whether tables and views can be made and dropped inside a transaction
 * @param longestIdentifier in bytes; empty for no limit
 * @param createOrReplaceTable whether {@code CREATE OR REPLACE TABLE ... AS} exists
 * @param merge whether {@code MERGE INTO} exists
 * @param viewColumnsFixed whether a view can only be replaced in place by one with the same leading columns
 * @param viewsBoundAtCreation whether a view keeps the columns and tables it had when it was made, rather than reading its text anew
 * @param materializedViews whether materialised views exist
 * @param catalogs whether a statement can name tables of another catalog
 * @param distinctOn whether {@code SELECT DISTINCT ON} exists
 * @param comments whether {@code COMMENT ON} exists
 * @param boundedText whether {@code VARCHAR(10)} is another type than {@code VARCHAR} and {@code TEXT}
 * @param defaultDecimal precision and scale of a plain {@code DECIMAL}; empty for no limit
 * @param storageParameters names of the physical properties that {@code CREATE TABLE ... WITH (...)} takes, lower case
 * @param concurrentTasks how many models may be computed at the same time by default
 */
public record EngineTraits(
        boolean transactionalDdl,
        OptionalInt longestIdentifier,
        boolean createOrReplaceTable,
        boolean merge,
        boolean viewColumnsFixed,
        boolean viewsBoundAtCreation,
        boolean materializedViews,
        boolean catalogs,
        boolean distinctOn,
        boolean comments,
        boolean boundedText,
        String defaultDecimal,
        Set<String> storageParameters,
        int concurrentTasks) {
    private static final Set<String> POSTGRES_STORAGE_PARAMETERS = Set.of(
            "fillfactor",
            "toast_tuple_target",
            "parallel_workers",
            "vacuum_truncate",
            "vacuum_index_cleanup",
            "autovacuum_enabled",
            "autovacuum_vacuum_threshold",
            "autovacuum_vacuum_scale_factor",
            "autovacuum_vacuum_insert_threshold",
            "autovacuum_vacuum_insert_scale_factor",
            "autovacuum_analyze_threshold",
            "autovacuum_analyze_scale_factor",
            "autovacuum_vacuum_cost_delay",
            "autovacuum_vacuum_cost_limit",
            "autovacuum_freeze_max_age",
            "log_autovacuum_min_duration");
    public static final EngineTraits DUCKDB = new EngineTraits(
            true, OptionalInt.empty(), true, true, false, false, false, true, true, true, false, "18,3", Set.of(), 1);
    public static final EngineTraits POSTGRES = new EngineTraits(
            true,
            OptionalInt.of(63),
            false,
            true,
            true,
            true,
            true,
            false,
            true,
            true,
            true,
            "",
            POSTGRES_STORAGE_PARAMETERS,
            4);

    public EngineTraits {
        storageParameters = Set.copyOf(storageParameters);
    }
}
