package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.Driver;

/** A PostgreSQL database. Connections are kept for reuse when a session ends, put back to how they were. */
final class PostgresEngine implements Engine {
    private static final int MOST_IDLE = 8;

    /** A connection that was idle for longer is asked whether it is still there. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int VALIDATION_SECONDS = 3;

    private record Idle(Connection connection, long sinceNanos) {}

    private final PostgresSettings settings;
    private final PostgresErrors errors = new PostgresErrors();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<JdbcSession> sessions = new HashSet<>();
    private boolean closed;

    PostgresEngine(PostgresSettings settings) {
        this.settings = settings;
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public EngineTraits traits() {
        return EngineTraits.POSTGRES;
    }

    @Override
    public String defaultCatalog() {
        return settings.database();
    }

    @Override
    public EngineSession open() {
        Connection connection = reused();
        if (connection == null) {
            connection = connect();
        }
        var session = new PostgresSession(connection, settings.database(), this::giveBack);
        synchronized (this) {
            if (!closed) {
                sessions.add(session);
                return session;
            }
        }
        discard(connection);
        throw new IllegalStateException("the engine is closed");
    }

    /** An idle connection that still works; null if there is none. */
    private Connection reused() {
        while (true) {
            Idle candidate;
            synchronized (this) {
                candidate = idle.pollFirst();
            }
            if (candidate == null) {
                return null;
            }
            if (works(candidate)) {
                return candidate.connection();
            }
            discard(candidate.connection());
        }
    }

    private static boolean works(Idle candidate) {
        try {
            return System.nanoTime() - candidate.sinceNanos() < FRESH.toNanos()
                    ? !candidate.connection().isClosed()
                    : candidate.connection().isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() {
        Connection connection = null;
        try {
            connection = new Driver().connect(settings.url(), settings.properties());
            prepare(connection, settings.onSession());
            return connection;
        } catch (SQLException e) {
            if (connection != null) {
                discard(connection);
            }
            EngineException plain = errors.translate(e, null, false);
            throw new EngineException(
                    plain.kind() == Cause.OTHER ? Cause.CONNECTION : plain.kind(),
                    "cannot connect to %s: %s".formatted(settings.shown(), plain.getMessage()),
                    plain.remedy(),
                    null,
                    -1,
                    e);
        }
    }

    private static void prepare(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join("; ", statements));
        }
    }

    private void giveBack(JdbcSession session) {
        Connection connection = session.connection();
        boolean clean = clean(session);
        synchronized (this) {
            sessions.remove(session);
            if (clean && !closed && idle.size() < MOST_IDLE) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        discard(connection);
    }

    /** Puts a connection back to how it was when it was new; false if that cannot be. */
    private boolean clean(JdbcSession session) {
        Connection connection = session.connection();
        try {
            if (connection.isClosed()) {
                return false;
            }
            if (session.used()) {
                prepare(
                        connection,
                        List.of(
                                "RESET ALL",
                                "RESET ROLE",
                                "DISCARD TEMP",
                                "UNLISTEN *",
                                "SELECT pg_advisory_unlock_all()"));
                prepare(connection, settings.onSession());
            }
            return true;
        } catch (SQLException e) {
            // a broken connection is not worth a report: it is thrown away, and the next one tells
            return false;
        }
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new PostgresErrors().translate(e, null, false);
        }
    }

    /** Does nothing: connections keep nobody out. */
    @Override
    public void release() {
        // see above
    }

    @Override
    public void close() {
        List<JdbcSession> open;
        List<Idle> unused;
        synchronized (this) {
            closed = true;
            open = List.copyOf(sessions);
            unused = List.copyOf(idle);
            idle.clear();
        }
        open.forEach(JdbcSession::close);
        unused.forEach(connection -> discard(connection.connection()));
    }
}
