package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection. For one thread at a time, except {@link #cancel}. Failures are {@link EngineException}s. */
public interface EngineSession extends AutoCloseable {
    /**
     * Runs one statement and forgets its result.
     *
     * @return rows affected, or -1 if the engine does not tell
     */
    long execute(String sql);

    /**
     * Runs statements in order, as {@link #execute} does; within a transaction in one trip to the server, where it can be had. The first
     * one that fails is the last one that was run.
     *
     * @param statements none of which gives rows that anybody wants
     * @return rows affected by each, or -1 if the engine does not tell
     */
    default List<Long> executeAll(List<String> statements) {
        return statements.stream().map(this::execute).toList();
    }

    /** Runs a query; rows are read as they are asked for. Close the result before the next statement. */
    Rows query(String sql);

    /** As {@link #query}, for one that is known to give few rows: they may be read at once, which costs less. */
    default Rows lookUp(String sql) {
        return query(sql);
    }

    /** Names and types of a query's columns, without running it. */
    List<Column> describe(String query);

    /** Names of the functions that SQL may call here, sorted; empty if the engine cannot tell. */
    default List<String> functions() {
        return List.of();
    }

    /** Keywords of the engine's SQL, lower case, sorted; empty if it cannot tell. */
    default List<String> keywords() {
        return List.of();
    }

    /** Columns of a table or view, in order; empty if there is none of that name. */
    Optional<List<Column>> columns(TableName relation);

    /** What exists in {@code schemas} of the default catalog: tables and views by name. */
    Map<TableName, RelationType> relations(Collection<String> schemas);

    /** Who reads what, where views hold on to what they read. */
    default ViewCatalog views() {
        return ViewCatalog.NONE;
    }

    /**
     * Makes a schema unless it is there.
     *
     * @throws EngineException of kind PERMISSION, naming the right that is missing
     */
    default void createSchema(String schema) {
        execute(TableDdl.createSchema(schema));
    }

    /**
     * Gives a relation exactly these grants, besides what its owner may do; does nothing where the engine has no roles.
     *
     * @param grants roles by privilege, lower case; {@code public} is everyone
     */
    default void grant(TableName relation, Map<String, List<String>> grants) {}

    /**
     * Lets no other session pass here with one of the same names until this transaction ends, where several can write at once. No
     * statement of the transaction waits longer than {@code patience} for a lock from here on, unless the connection's own
     * {@code lock_timeout} says otherwise.
     *
     * @param what names, of which each is waited for in this order
     * @param patience null to leave the waiting as it is
     * @return whether other sessions can have been here meanwhile
     */
    default boolean takeTurns(List<String> what, Duration patience) {
        return false;
    }

    /**
     * Makes every view anew that reads {@code changed}, directly or through others, where a view whose table got other columns cannot
     * be read until it is made again. What reads a column that is gone is left as it is.
     */
    default void refreshViews(TableName changed) {}

    /** Who, besides this session, keeps others from changing {@code relations} now; a line for people each. */
    default List<String> holders(Collection<TableName> relations) {
        return List.of();
    }

    /**
     * Who hears how far the statements of this session have come, where the server tells; nobody at first.
     *
     * @param listener called on the thread that runs the statement, about once a second and when it ends; must not block
     */
    default void listen(Consumer<QueryProgress> listener) {}

    /** By what the server's list of statements tells those of this process from others; empty where there is no such list. */
    default String origin() {
        return "";
    }

    /**
     * Stops every statement that runs for {@code origin}, and returns when none does any more.
     *
     * @return how many there were
     */
    default int endStatementsOf(String origin) {
        return 0;
    }

    /**
     * Which version of its rows a table is at, where {@link EngineTraits#tableVersions} holds.
     *
     * @return empty if there is no such table, or the engine keeps no versions
     */
    default Optional<String> version(TableName table) {
        return Optional.empty();
    }

    /** Gives a table the rows of an earlier version again, where {@link EngineTraits#tableVersions} holds. */
    default void restore(TableName table, String version) {}

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
     *
     * <p>Where {@link EngineTraits#transactionalDdl} does not hold there is no transaction: the work is run, and what it did before a
     * failure stays.
     */
    <T> T transaction(Supplier<T> work);

    boolean inTransaction();

    /** Whether temporary tables or views exist, which end with the session: a reason not to close it between two commands. */
    boolean holdsTemporaryObjects();

    /** Asks the engine to keep count of how far a statement is, where that has to be asked for. */
    default void followProgress() {}

    /** How far the running statement is, from 0 to 1, from any thread; empty if none runs or the engine does not tell. */
    default OptionalDouble progress() {
        return OptionalDouble.empty();
    }

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
