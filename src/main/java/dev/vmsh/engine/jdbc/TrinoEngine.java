package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TrinoTypes;
import io.trino.jdbc.TrinoDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A catalog of a Trino cluster. A session holds no connection open: the driver sends each statement by HTTP. */
final class TrinoEngine implements Engine {
    private final TrinoSettings settings;
    private final String origin;
    private final Set<JdbcSession> sessions = new HashSet<>();
    private TrinoDriver driver;
    private ScheduledExecutorService timer;
    private EngineTraits traits;
    private StoredTypes storedTypes;
    private boolean closed;

    TrinoEngine(TrinoSettings settings) {
        this.settings = settings;
        this.origin = "%s %d@%s %s"
                .formatted(
                        settings.source(),
                        ProcessHandle.current().pid(),
                        host(),
                        UUID.randomUUID().toString().substring(0, 8));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.TRINO;
    }

    /** Depends on the catalog's connector, which only the cluster knows: asked once. */
    @Override
    public synchronized EngineTraits traits() {
        if (traits == null) {
            traits = TrinoConnectors.traits(connector());
        }
        return traits;
    }

    private String connector() {
        var catalogs = new ArrayList<String>();
        try (EngineSession session = open();
                Rows rows = session.query(
                        "SELECT catalog_name, connector_name FROM system.metadata.catalogs ORDER BY catalog_name")) {
            while (rows.next()) {
                if (settings.catalog().equals(rows.value(0))) {
                    return String.valueOf(rows.value(1));
                }
                catalogs.add(String.valueOf(rows.value(0)));
            }
        } catch (EngineException e) {
            if (e.kind() != Cause.CONNECTION && e.kind() != Cause.PERMISSION && e.kind() != Cause.TIMEOUT) {
                throw e;
            }
            throw new EngineException(
                    e.kind(),
                    "cannot connect to %s: %s".formatted(settings.shown(), e.getMessage()),
                    e.remedy(),
                    null,
                    -1,
                    e);
        }
        throw new EngineException(
                Cause.STATEMENT,
                "the cluster has no catalog '%s'".formatted(settings.catalog()),
                "Set 'catalog' of the connection to one of: " + String.join(", ", catalogs),
                null,
                -1,
                null);
    }

    @Override
    public String defaultCatalog() {
        return settings.catalog();
    }

    @Override
    public List<Column> typed(List<Column> columns) {
        StoredTypes stored = storedTypes();
        return columns.stream()
                .map(column -> column.type() == null
                        ? column
                        : new Column(column.name(), stored.of(TrinoTypes.of(column.type()))))
                .toList();
    }

    private synchronized StoredTypes storedTypes() {
        if (storedTypes == null) {
            EngineTraits kept = traits();
            storedTypes = kept.equals(EngineTraits.TRINO_ICEBERG)
                    ? StoredTypes.ICEBERG
                    : kept.equals(EngineTraits.TRINO_HIVE) ? StoredTypes.hive(hivePrecision()) : StoredTypes.PLAIN;
        }
        return storedTypes;
    }

    private String hivePrecision() {
        try (EngineSession session = open();
                Rows rows = session.query("SHOW SESSION LIKE '%s.timestamp_precision'".formatted(settings.catalog()))) {
            return rows.next() ? String.valueOf(rows.value(1)) : "";
        }
    }

    @Override
    public synchronized EngineSession open() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (driver == null) {
            driver = new TrinoDriver();
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                var thread = new Thread(task, "trino-watch");
                thread.setDaemon(true);
                return thread;
            });
        }
        var watch = new TrinoWatch(settings.stallTimeout(), timer);
        try {
            var session = new TrinoSession(connect(), settings, origin, watch, this::giveBack);
            sessions.add(session);
            return session;
        } catch (SQLException e) {
            throw new EngineException(
                    Cause.CONNECTION,
                    "cannot connect to %s: %s".formatted(settings.shown(), JdbcErrors.printable(e.getMessage())),
                    "Check host, port and http_scheme of the connection",
                    null,
                    -1,
                    e);
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.putAll(settings.properties());
        properties.setProperty("source", origin);
        // of each request: the one that sends a statement is not bounded by the network's time-out
        properties.setProperty("timeout", settings.silence().toMillis() + "ms");
        Connection connection = driver.connect(settings.url(), properties);
        connection.setNetworkTimeout(timer, Math.toIntExact(settings.silence().toMillis()));
        return connection;
    }

    private void giveBack(JdbcSession session) {
        synchronized (this) {
            sessions.remove(session);
        }
        try {
            session.connection().close();
        } catch (SQLException e) {
            throw new EngineException(Cause.CONNECTION, JdbcErrors.printable(e.getMessage()), "", null, -1, e);
        }
    }

    /** Does nothing: sessions keep nobody out. */
    @Override
    public void release() {
        // see above
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
            if (driver != null) {
                timer.shutdownNow();
                try {
                    driver.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
