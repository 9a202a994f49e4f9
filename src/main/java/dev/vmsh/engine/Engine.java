package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.util.List;

/** A warehouse. Connects when first needed. Safe for use by several threads. */
public interface Engine extends AutoCloseable {
    Dialect dialect();

    EngineTraits traits();

    /** Name of the catalog that unqualified names belong to, normalised. */
    String defaultCatalog();

    /**
     * Columns whose types may be written as another dialect calls them, or be those of a query, with the types that a table of this engine
     * has for them.
     */
    default List<Column> typed(List<Column> columns) {
        return columns;
    }

    /** Whether other processes can read and write the database while this one does. */
    default boolean openToOthers() {
        return true;
    }

    /** Whether there is a database to look into; where there is none yet, {@link #open} makes it. */
    default boolean isThere() {
        return true;
    }

    /**
     * A connection of its own, to be closed after use. Sessions of one engine see the same database.
     *
     * @throws EngineException if the warehouse cannot be reached; says what to check
     */
    EngineSession open();

    /** Whether other processes are kept out of the database while this one has it open. */
    default boolean keepsOthersOut() {
        return false;
    }

    /**
     * Lets go of what keeps other processes out, where there is such a thing (a DuckDB file), unless sessions are open. The next
     * {@link #open} takes it up again, waiting if it must.
     */
    void release();

    @Override
    void close();
}
