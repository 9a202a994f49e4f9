package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What sessions on all JDBC engines have in common: one statement at a time, each on a {@link Statement} of its own (an error may close
 * the statement), cancelling, and transactions that never end half-done.
 *
 * <p>A statement that fails inside a transaction dooms it, on every engine: some would abort it silently and then "commit" it.
 */
abstract class JdbcSession implements EngineSession {
    private static final String COMMIT = "COMMIT";
    private static final Pattern READS =
            Pattern.compile("\\s*(?:(?:SELECT|WITH|FROM|VALUES|TABLE|PIVOT|UNPIVOT)\\b|\\()", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private final JdbcErrors errors;
    private final JdbcValues values;
    private final Consumer<JdbcSession> onClose;

    /** What {@link #cancel} has to stop; written by the session's thread, read by the one that cancels. */
    private volatile Cancellable running;

    private volatile Statement current;
    private volatile boolean cancelled;
    private JdbcRows open;
    /** Whether the last query's rows are read a buffer at a time. */
    private boolean streaming;

    private int depth;
    private EngineException doom;
    private boolean used;
    private boolean closed;

    JdbcSession(Connection connection, JdbcErrors errors, JdbcValues values, Consumer<JdbcSession> onClose) {
        this.connection = connection;
        this.errors = errors;
        this.values = values;
        this.onClose = onClose;
    }

    /**
     * Starts a transaction.
     *
     * @param options what stood after BEGIN where a person typed it; otherwise empty
     */
    abstract void begin(String options) throws SQLException;

    /** Ends the transaction, or throws if its changes would not be there afterwards. */
    abstract void commit() throws SQLException;

    abstract void rollback() throws SQLException;

    /** Prepares to read a result a buffer at a time; undone by {@link #afterQuery}. */
    abstract void beforeQuery(Statement statement) throws SQLException;

    /** When a query's rows seem to have ended: throws if they were cut off by an error. */
    abstract void confirmEnd(Statement statement, String sql) throws SQLException;

    /**
     * After the last row of a query has been read or given up.
     *
     * @param failed whether it ended by an error
     */
    abstract void afterQuery(boolean failed) throws SQLException;

    /** Whether a result can be had as a whole, without {@link #beforeQuery} and what undoes it. */
    boolean answersWhole() {
        return false;
    }

    /** A statement is about to be sent: its settings can be made. */
    void sending(Statement statement) throws SQLException {}

    /** Whether the thread now waits for the server, rather than the server for the thread. */
    void waiting(boolean now) {}

    /** The statement that was sent last has ended, with or without success. */
    void ended() {}

    /** Refuses what a person types to begin a transaction, where there are none. */
    void requireTransactions() {}

    /** Whether {@code sql} may leave the connection other than it was: by settings, locks, or objects that end with it. */
    boolean mayChangeSettings(String sql) {
        return true;
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public final long execute(String sql) {
        expectNoRows(sql);
        Optional<TransactionControl> control = TransactionControl.in(sql);
        if (control.isPresent()) {
            return control(control.get());
        }
        used |= mayChangeSettings(sql);
        return READS.matcher(sql).lookingAt() ? readToTheEnd(sql) : run(sql);
    }

    /** Within a transaction: runs statements that give no rows, as one parcel. Each fails as it would alone. */
    final List<Long> executeTogether(List<String> statements) {
        statements.forEach(sql -> {
            expectNoRows(sql);
            used |= mayChangeSettings(sql);
        });
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.addBatch(sql);
            }
            sending(statement);
            running = statement::cancel;
            current = statement;
            return Arrays.stream(statement.executeLargeBatch()).boxed().toList();
        } catch (BatchUpdateException e) {
            SQLException first = e.getNextException() == null ? e : e.getNextException();
            throw failed(first, statements.get(done(e.getLargeUpdateCounts())));
        } catch (SQLException e) {
            throw failed(e, statements.get(0));
        } finally {
            running = null;
            ended();
            current = null;
        }
    }

    /** How many statements of a parcel were carried out before the one that failed. */
    private static int done(long[] counts) {
        int done = 0;
        while (done < counts.length - 1 && counts[done] != Statement.EXECUTE_FAILED) {
            done++;
        }
        return done;
    }

    /** Whether rows come of {@code sql}, or it begins or ends a transaction: such statements travel alone. */
    static boolean travelsAlone(String sql) {
        return READS.matcher(sql).lookingAt() || TransactionControl.in(sql).isPresent();
    }

    private long run(String sql) {
        try (Statement statement = connection.createStatement()) {
            sending(statement);
            running = statement::cancel;
            current = statement;
            return statement.execute(sql) ? -1 : statement.getLargeUpdateCount();
        } catch (SQLException e) {
            throw failed(e, sql);
        } finally {
            running = null;
            ended();
            current = null;
        }
    }

    /** Where results stream, a statement that reads has only been carried out, or failed, when its last row was read. */
    private long readToTheEnd(String sql) {
        Started started = start(sql, true);
        if (started.rows() == null) {
            return started.affected();
        }
        try (Rows rows = started.rows()) {
            while (rows.next()) {
                // nobody wants them
            }
        }
        return -1;
    }

    @Override
    public final Rows query(String sql) {
        return query(sql, true);
    }

    @Override
    public final Rows lookUp(String sql) {
        return query(sql, !answersWhole());
    }

    private Rows query(String sql, boolean many) {
        expectNoRows(sql);
        used |= !READS.matcher(sql).lookingAt();
        Rows rows = start(sql, many).rows();
        if (rows == null) {
            throw new EngineException(
                    Cause.STATEMENT, "the statement gives no rows", "Run it as a statement", sql, -1, null);
        }
        return rows;
    }

    /**
     * @param rows null if the statement gave none.
     * @param affected how many rows it changed then
     */
    private record Started(JdbcRows rows, long affected) {}

    /** @param many whether the rows may be so many that they are read a buffer at a time */
    private Started start(String sql, boolean many) {
        Statement statement = null;
        streaming = many;
        try {
            statement = connection.createStatement();
            if (many) {
                beforeQuery(statement);
            }
            sending(statement);
            running = statement::cancel;
            current = statement;
            boolean rows = statement.execute(sql);
            waiting(false);
            if (rows) {
                open = new JdbcRows(this, statement, statement.getResultSet(), sql, values);
                return new Started(open, -1);
            }
            long affected = statement.getLargeUpdateCount();
            endQuery(statement, sql, null);
            return new Started(null, affected);
        } catch (SQLException e) {
            EngineException failure = failed(e, sql);
            endQuery(statement, sql, failure);
            throw failure;
        }
    }

    @Override
    public List<Column> describe(String query) {
        expectNoRows(query);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData meta = statement.getMetaData();
            return meta == null ? List.of() : JdbcRows.columns(meta, values);
        } catch (SQLException e) {
            throw failed(e, query);
        }
    }

    private void expectNoRows(String sql) {
        if (open != null) {
            throw new IllegalStateException("the rows of the last query are still open; then sent: " + sql);
        }
        cancelled = false;
    }

    /** The failure of a statement that was stopped between two pieces of work, where the engine had nothing to stop. */
    final EngineException cancelled(String sql) {
        return fail(new EngineException(Cause.CANCELLED, "cancelled", "", sql, -1, null));
    }

    /** Translates a failure, and remembers it if a transaction is under way. */
    final EngineException failed(SQLException error, String sql) {
        return fail(errors.translate(error, sql, cancelled));
    }

    private EngineException fail(EngineException failure) {
        if (depth > 0 && doom == null) {
            doom = failure;
        }
        if (open != null) {
            open.fail(failure);
        }
        return failure;
    }

    /** Lets the transaction go on after {@code failure}, where the engine lets it and the failure is an answer. */
    final void forgive(EngineException failure) {
        if (doom == failure) {
            doom = null;
        }
    }

    /** Called by the rows of a query when they are closed. */
    final void finished(JdbcRows rows, Statement statement, String sql) {
        open = null;
        endQuery(statement, sql, rows.failure());
    }

    private void endQuery(Statement statement, String sql, EngineException failure) {
        running = null;
        ended();
        current = null;
        try {
            if (statement != null) {
                statement.close();
            }
            if (streaming) {
                afterQuery(failure != null);
            }
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
        call(() -> begin(""));
        depth = 1;
        doom = null;
        T result;
        try {
            result = work.get();
            if (doom != null) {
                throw doomed(doom);
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

    private void giveUp() {
        try {
            endUnfinished();
        } catch (SQLException e) {
            // a connection that cannot even roll back is broken: nothing was committed, and nobody may use it again
            call(connection::close);
        }
    }

    private void endUnfinished() throws SQLException {
        depth = 0;
        rollback();
    }

    /** A transaction as a person types it: the same rules hold as for {@link #transaction}. */
    private long control(TransactionControl control) {
        requireTransactions();
        if (control.begins() == (depth > 0)) {
            throw new EngineException(
                    Cause.STATEMENT,
                    depth > 0 ? "a transaction is open already" : "no transaction is open",
                    depth > 0 ? "End it with COMMIT or ROLLBACK first" : "Start one with BEGIN",
                    null,
                    -1,
                    null);
        }
        if (control.begins()) {
            call(() -> begin(control.options()));
            doom = null;
            depth = 1;
        } else if (!control.commits() || doom != null) {
            EngineException why = doom;
            call(this::endUnfinished);
            if (control.commits()) {
                throw doomed(why);
            }
        } else {
            depth = 0;
            try {
                commit();
            } catch (SQLException e) {
                EngineException failure = errors.translate(e, COMMIT, cancelled);
                rollBack(failure);
                throw failure;
            }
        }
        return -1;
    }

    private static EngineException doomed(EngineException why) {
        return new EngineException(
                why.kind(),
                "the transaction was rolled back because a statement in it failed: " + why.getMessage(),
                why.remedy(),
                why.sql(),
                why.position(),
                why);
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

    /** What runs on the server, seen from another thread. */
    interface Cancellable {
        void cancel() throws SQLException;
    }

    /** Work with the driver. */
    interface Call {
        void run() throws SQLException;
    }

    private void call(Call call) {
        try {
            call.run();
        } catch (SQLException e) {
            throw errors.translate(e, null, cancelled);
        }
    }

    /** The first column of a query, as text. */
    final List<String> names(String query) {
        var names = new ArrayList<String>();
        try (Rows rows = lookUp(query)) {
            while (rows.next()) {
                names.add(String.valueOf(rows.value(0)));
            }
        }
        return names;
    }

    /** Whether {@link #cancel} was called since the last statement began. */
    final boolean cancelRequested() {
        return cancelled;
    }

    /** Whether statements were executed that may have changed settings of the connection. */
    final boolean used() {
        return used;
    }

    /** Runs what is no statement of JDBC so that {@link #cancel} reaches it. */
    final void cancellable(Cancellable how, Call work) throws SQLException {
        cancelled = false;
        running = how;
        try {
            work.run();
        } finally {
            running = null;
        }
    }

    @Override
    public final boolean inTransaction() {
        return depth > 0;
    }

    @Override
    public final OptionalDouble progress() {
        Statement statement = current;
        return statement == null ? OptionalDouble.empty() : progress(statement);
    }

    /** How far {@code statement} is; asked on another thread than the one that runs it. */
    OptionalDouble progress(Statement statement) {
        return OptionalDouble.empty();
    }

    @Override
    public final void cancel() {
        Cancellable work = running;
        if (work == null) {
            return;
        }
        cancelled = true;
        try {
            work.cancel();
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
        if (depth > 0) {
            giveUp();
        }
        onClose.accept(this);
    }
}
