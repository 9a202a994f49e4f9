package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineListener;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.sql.Dialect;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB database. One connection keeps it open; each session is a duplicate of that one. While it is open, no other process can write
 * to the file, nor read it, hence {@link #release}.
 */
final class DuckDbEngine implements Engine {
    private final DuckDbSettings settings;
    private final DuckDbOpener opener;
    private final Set<JdbcSession> sessions = new HashSet<>();
    private Connection root;

    /** Of the last session that only read, so that the next one need not be set up anew; null if there is none. */
    private Connection idle;

    private boolean closed;

    DuckDbEngine(DuckDbSettings settings, EngineListener listener) {
        this.settings = settings;
        this.opener = new DuckDbOpener(settings, listener);
    }

    @Override
    public Dialect dialect() {
        return Dialect.DUCKDB;
    }

    @Override
    public EngineTraits traits() {
        return EngineTraits.DUCKDB;
    }

    @Override
    public boolean openToOthers() {
        return false;
    }

    @Override
    public String defaultCatalog() {
        return settings.defaultCatalog();
    }

    @Override
    public synchronized boolean isThere() {
        return root != null || settings.file() == null || Files.exists(settings.file());
    }

    @Override
    public synchronized EngineSession open() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (root == null) {
            root = opener.open();
        }
        Connection connection = idle == null ? duplicate() : idle;
        idle = null;
        var session = new DuckDbSession(connection, this::forget);
        sessions.add(session);
        return session;
    }

    private Connection duplicate() {
        Connection connection = null;
        try {
            connection = root.unwrap(DuckDBConnection.class).duplicate();
            prepare(connection, settings.onSession());
            return connection;
        } catch (SQLException e) {
            EngineException failure = opener.explain(e);
            opener.closeAfter(connection, failure);
            throw failure;
        }
    }

    static void prepare(Connection connection, List<String> statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private void forget(JdbcSession session) {
        synchronized (this) {
            sessions.remove(session);
            if (!session.used() && !session.inTransaction() && idle == null && !closed) {
                idle = session.connection();
                return;
            }
        }
        close(session.connection());
    }

    /** Does nothing for a database in memory, which would be lost. */
    @Override
    public boolean keepsOthersOut() {
        return settings.durable();
    }

    @Override
    public synchronized void release() {
        if (sessions.isEmpty() && settings.durable()) {
            closeRoot();
        }
    }

    private void closeRoot() {
        if (idle != null) {
            close(idle);
            idle = null;
        }
        if (root != null) {
            close(root);
            root = null;
        }
    }

    @Override
    public void close() {
        List<JdbcSession> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(JdbcSession::close);
        synchronized (this) {
            closeRoot();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DuckDbErrors().translate(e, null, false);
        }
    }
}
