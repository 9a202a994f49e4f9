package dev.vmsh.engine;

import java.util.OptionalInt;

/**
 * What an engine can do. Core asks a trait; it never asks which engine it is.
 *
 * @param transactionalDdl whether tables and views can be made and dropped inside a transaction
 * @param longestIdentifier in bytes; empty for no limit
 * @param createOrReplaceTable whether {@code CREATE OR REPLACE TABLE ... AS} exists
 * @param merge whether {@code MERGE INTO} exists
 * @param views whether views can be made, which environments consist of
 * @param viewColumnsFixed whether a view can only be replaced in place by one with the same leading columns
 * @param viewsBoundAtCreation whether a view keeps the columns and tables it had when it was made, rather than reading its text anew
 * @param materializedViews whether materialised views exist
 * @param catalogs whether a statement can name tables of another catalog
 * @param distinctOn whether {@code SELECT DISTINCT ON} exists
 * @param comments whether {@code COMMENT ON} exists
 * @param boundedText whether {@code VARCHAR(10)} is another type than {@code VARCHAR} and {@code TEXT}
 * @param defaultDecimal precision and scale of a plain {@code DECIMAL}; empty for no limit
 * @param rowChanges whether single rows of a table can be deleted and changed, rather than only all of them
 * @param tableVersions whether a table can be put back to how it was before statements that were not in a transaction
 * @param storedTypesDiffer whether a table's columns may get other types than its definition gives them
 * @param storage how the way a table is stored is written
 * @param concurrentTasks how many models may be computed at the same time by default
 */
public record EngineTraits(
        boolean transactionalDdl,
        OptionalInt longestIdentifier,
        boolean createOrReplaceTable,
        boolean merge,
        boolean views,
        boolean viewColumnsFixed,
        boolean viewsBoundAtCreation,
        boolean materializedViews,
        boolean catalogs,
        boolean distinctOn,
        boolean comments,
        boolean boundedText,
        String defaultDecimal,
        boolean rowChanges,
        boolean tableVersions,
        boolean storedTypesDiffer,
        TableStorage storage,
        int concurrentTasks) {
    public static final EngineTraits DUCKDB = new EngineTraits(
            true,
            OptionalInt.empty(),
            true,
            true,
            true,
            false,
            false,
            false,
            true,
            true,
            true,
            false,
            "18,3",
            true,
            false,
            false,
            TableStorage.NONE,
            1);
    public static final EngineTraits POSTGRES = new EngineTraits(
            true,
            OptionalInt.of(63),
            false,
            true,
            true,
            true,
            true,
            true,
            false,
            true,
            true,
            true,
            "",
            true,
            false,
            false,
            TableStorage.POSTGRES,
            4);

    /** Trino over an Iceberg catalog. */
    public static final EngineTraits TRINO_ICEBERG = new EngineTraits(
            false,
            OptionalInt.of(128),
            true,
            true,
            true,
            false,
            false,
            false,
            true,
            false,
            true,
            false,
            "38,0",
            true,
            true,
            true,
            TableStorage.ICEBERG,
            4);

    /** Trino over a Hive catalog. */
    public static final EngineTraits TRINO_HIVE = new EngineTraits(
            false,
            OptionalInt.of(128),
            false,
            false,
            true,
            false,
            false,
            false,
            true,
            false,
            true,
            true,
            "38,0",
            false,
            false,
            true,
            TableStorage.HIVE,
            4);

    /** Trino over any other catalog: what its memory connector can do, which is the least that a model needs. */
    public static final EngineTraits TRINO_PLAIN = new EngineTraits(
            false,
            OptionalInt.of(128),
            false,
            false,
            true,
            false,
            false,
            false,
            true,
            false,
            true,
            true,
            "38,0",
            false,
            false,
            true,
            TableStorage.NONE,
            4);

    /** Trino over a connector that keeps no views, whose tables can be read by models in another catalog. */
    public static final EngineTraits TRINO_SOURCE = new EngineTraits(
            false,
            OptionalInt.of(128),
            false,
            false,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            true,
            "38,0",
            false,
            false,
            true,
            TableStorage.NONE,
            4);
}
