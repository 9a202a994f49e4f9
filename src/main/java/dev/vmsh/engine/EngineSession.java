package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One connection. For one thread at a time, except {@link #cancel}. Failures are {@link EngineException}s. */
public interface EngineSession extends AutoCloseable {
    /** Runs one statement and forgets its result. @return rows affected, or -1 if the engine does not tell */
    long execute(String sql);

    /** Runs a query; rows are read as they are asked for. Close the result before the next statement. */
    Rows query(String sql);

    /** Names and types of a query's columns, without running it. */
    List<Column> describe(String query);

    /** Columns of a table or view, in order; empty if there is none of that name. */
    Optional<List<Column>> columns(TableName relation);

    /** What exists in {@code schemas} of the default catalog: tables and views by name. */
    Map<TableName, RelationType> relations(Collection<String> schemas);

    /**
     * Adds rows to an existing table by the engine's fast path.
     *
     * @param rows values as text, null for NULL, one for each of {@code columns}; cast to the columns' types
     * @return how many
     */
    long load(TableName table, List<Column> columns, Iterator<List<String>> rows);

    /**
     * Runs {@code work} in one transaction: all of it is there afterwards, or nothing. Any failure rolls back, and so does a commit that
     * did not take effect although it returned. Nested calls join the outer transaction.
     */
    <T> T transaction(Supplier<T> work);

    boolean inTransaction();

    /** Whether temporary tables or views exist, which end with the session: a reason not to close it between two commands. */
    boolean holdsTemporaryObjects();

    /** Stops the running statement on the server, from any thread; does nothing if none runs. */
    void cancel();

    @Override
    void close();

    /** What a name in the database stands for. */
    enum RelationType {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW
    }
}
