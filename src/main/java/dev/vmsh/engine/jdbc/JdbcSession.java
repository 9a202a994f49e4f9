package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What sessions on all JDBC engines have in common: one statement at a time, each on a {@link Statement} of its own (an error may close
 * the statement), cancelling, and transactions that never end half-done.
 *
 * <p>A statement that fails inside a transaction dooms it, on every engine: some would abort it silently and then "commit" it.
 */
abstract class JdbcSession implements EngineSession {
    private static final String COMMIT = "COMMIT";

    private final Connection connection;
    private final JdbcErrors errors;
    private final JdbcValues values;
    private final Consumer<JdbcSession> onClose;

    /** What {@link #cancel} has to stop; written by the session's thread, read by the one that cancels. */
    private volatile Statement running;

    private volatile boolean cancelled;
    private JdbcRows open;
    private int depth;
    private EngineException doom;
    private boolean closed;

    JdbcSession(Connection connection, JdbcErrors errors, JdbcValues values, Consumer<JdbcSession> onClose) {
        this.connection = connection;
        this.errors = errors;
        this.values = values;
        this.onClose = onClose;
    }

    /** Starts a transaction. */
    abstract void begin() throws SQLException;

    /** Ends the transaction, or throws if its changes would not be there afterwards. */
    abstract void commit() throws SQLException;

    abstract void rollback() throws SQLException;

    /** Prepares to read a result a buffer at a time; undone by {@link #afterQuery}. */
    abstract void beforeQuery(Statement statement) throws SQLException;

    /** After the last row of a query has been read or given up. @param failed whether it ended by an error */
    abstract void afterQuery(boolean failed) throws SQLException;

    final Connection connection() {
        return connection;
    }

    @Override
    public final long execute(String sql) {
        begin(sql);
        try (Statement statement = connection.createStatement()) {
            running = statement;
            if (!statement.execute(sql)) {
                return statement.getLargeUpdateCount();
            }
            drain(statement);
            return -1;
        } catch (SQLException e) {
            throw failed(e, sql);
        } finally {
            running = null;
        }
    }

    /** Reads a result to its end: where results stream, a statement has only been carried out when its last row was read. */
    private static void drain(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                // nobody wants them
            }
        }
    }

    @Override
    public final Rows query(String sql) {
        begin(sql);
        Statement statement = null;
        try {
            statement = connection.createStatement();
            beforeQuery(statement);
            running = statement;
            ResultSet rows = statement.executeQuery(sql);
            open = new JdbcRows(this, statement, rows, sql, values);
            return open;
        } catch (SQLException e) {
            EngineException failure = failed(e, sql);
            endQuery(statement, sql, failure);
            throw failure;
        }
    }

    @Override
    public List<Column> describe(String query) {
        begin(query);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData meta = statement.getMetaData();
            return meta == null ? List.of() : JdbcRows.columns(meta);
        } catch (SQLException e) {
            throw failed(e, query);
        }
    }

    private void begin(String sql) {
        if (open != null) {
            throw new IllegalStateException("the rows of the last query are still open; then sent: " + sql);
        }
        cancelled = false;
    }

    /** Translates a failure, and remembers it if a transaction is under way. */
    final EngineException failed(SQLException error, String sql) {
        EngineException failure = errors.translate(error, sql, cancelled);
        if (depth > 0 && doom == null) {
            doom = failure;
        }
        if (open != null) {
            open.fail(failure);
        }
        return failure;
    }

    /** Called by the rows of a query when they are closed. */
    final void finished(JdbcRows rows, Statement statement, String sql) {
        open = null;
        endQuery(statement, sql, rows.failure());
    }

    private void endQuery(Statement statement, String sql, EngineException failure) {
        running = null;
        try {
            if (statement != null) {
                statement.close();
            }
            afterQuery(failure != null);
        } catch (SQLException e) {
            EngineException second = errors.translate(e, sql, cancelled);
            if (failure == null) {
                throw second;
            }
            failure.addSuppressed(second);
        }
    }

    @Override
    public final <T> T transaction(Supplier<T> work) {
        if (depth > 0) {
            return join(work);
        }
        call(this::begin);
        depth = 1;
        doom = null;
        T result;
        try {
            result = work.get();
            if (doom != null) {
                throw new EngineException(
                        doom.kind(),
                        "the transaction was rolled back because a statement in it failed: " + doom.getMessage(),
                        doom.remedy(),
                        doom.sql(),
                        doom.position(),
                        doom);
            }
            if (open != null) {
                open.close();
            }
            commit();
        } catch (SQLException e) {
            EngineException failure = errors.translate(e, COMMIT, cancelled);
            rollBack(failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
        depth = 0;
        return result;
    }

    private <T> T join(Supplier<T> work) {
        depth++;
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (doom == null) {
                doom = e instanceof EngineException failure
                        ? failure
                        : new EngineException(Cause.OTHER, String.valueOf(e.getMessage()), "", null, -1, e);
            }
            throw e;
        } finally {
            depth--;
        }
    }

    private void rollBack(Throwable why) {
        depth = 0;
        if (open != null) {
            open.close();
        }
        try {
            rollback();
        } catch (SQLException e) {
            // the connection may be gone, or the engine has rolled back already: either way nothing was committed
            why.addSuppressed(e);
        }
    }

    private interface Call {
        void run() throws SQLException;
    }

    private void call(Call call) {
        try {
            call.run();
        } catch (SQLException e) {
            throw errors.translate(e, null, cancelled);
        }
    }

    @Override
    public final boolean inTransaction() {
        return depth > 0;
    }

    @Override
    public final void cancel() {
        Statement statement = running;
        if (statement == null) {
            return;
        }
        cancelled = true;
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw errors.translate(e, null, true);
        }
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (open != null) {
            open.close();
        }
        onClose.accept(this);
    }
}
