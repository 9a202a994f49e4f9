package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDriver;

/** Opens a DuckDB database: makes its folder, waits for another process to let go of the file, sets it up, and explains what fails. */
final class DuckDbOpener {
    private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");
    private static final Duration POLL = Duration.ofMillis(150);

    /** What a message of the engine means for the file, and what to do. Tried in order; the first that is found counts. */
    private record Hint(String found, Cause kind, String message, String remedy) {}

    private static final List<Hint> HINTS = List.of(
            new Hint(
                    "is a directory",
                    Cause.CONNECTION,
                    "the database '%s' is a folder",
                    "Name a file in it: database: %s/warehouse.db"),
            new Hint(
                    "not a valid duckdb database",
                    Cause.CONNECTION,
                    "the file '%s' is not a DuckDB database",
                    "Name another file as the connection's 'database'; a new one is made if it does not exist"),
            new Hint(
                    "version number",
                    Cause.CONNECTION,
                    "the file '%s' was written by another version of DuckDB that this one cannot read",
                    "Export it with the DuckDB that wrote it, or use a vmsh with that version"),
            new Hint(
                    "no space left",
                    Cause.RESOURCES,
                    "the disk is full: cannot open '%s'",
                    "Free some disk space and try again"),
            new Hint(
                    "read-only file system",
                    Cause.PERMISSION,
                    "the database '%s' lies on a read-only file system",
                    "Set read_only: true in the connection to look at it, or move it"),
            new Hint(
                    "permission denied",
                    Cause.PERMISSION,
                    "no permission to open the database '%s'",
                    "Check the permissions of the file and its folder, or set read_only: true to look at it"),
            new Hint(
                    "different configuration",
                    Cause.CONNECTION,
                    "the database '%s' is already open in this process with other settings",
                    "Give both gateways the same read_only setting"));

    /** For a moment after the last connection of another engine in this process has closed, the file still counts as open. */
    private static final Pattern CLOSING =
            Pattern.compile("Cannot attach \"([^\"]+)\".*is already attached by database \"\\1\"", Pattern.DOTALL);

    private final DuckDbSettings settings;
    private final EngineListener listener;
    private final DuckDbErrors errors = new DuckDbErrors();

    DuckDbOpener(DuckDbSettings settings, EngineListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** @throws EngineException of kind LOCKED if another process holds the file for longer than the settings allow */
    Connection open() {
        makeFolders();
        long start = System.nanoTime();
        while (true) {
            try {
                return connect();
            } catch (EngineException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (e.kind() != Cause.LOCKED || waited.compareTo(settings.lockTimeout()) >= 0) {
                    throw e.kind() == Cause.LOCKED ? locked(e) : e;
                }
                listener.waiting(settings.shown(), holder(e), waited);
                pause(e);
            }
        }
    }

    private void makeFolders() {
        if (settings.file() != null && !settings.readOnly()) {
            makeFolder(settings.file());
        }
        for (DuckDbSettings.Catalog catalog : settings.catalogs().values()) {
            if (catalog.file() != null) {
                makeFolder(catalog.file());
            }
        }
    }

    private void makeFolder(Path file) {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new EngineException(
                    Cause.PERMISSION,
                    "cannot make the folder '%s' for the database: %s".formatted(folder, e),
                    "Make it yourself, or name another file as the connection's 'database'",
                    null,
                    -1,
                    e);
        }
    }

    private Connection connect() {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        if (settings.readOnly() && settings.file() != null) {
            properties.setProperty("duckdb.read_only", "true");
        }
        Connection connection = null;
        try {
            connection = new DuckDBDriver()
                    .connect("jdbc:duckdb:" + (settings.file() == null ? "" : settings.file()), properties);
            for (DuckDbSettings.Extension extension : settings.extensions()) {
                load(connection, extension);
            }
            DuckDbEngine.prepare(connection, settings.onRoot());
            DuckDbEngine.prepare(
                    connection,
                    settings.catalogs().values().stream()
                            .map(DuckDbSettings.Catalog::statement)
                            .toList());
            return connection;
        } catch (SQLException e) {
            EngineException failure = explain(e);
            closeAfter(connection, failure);
            throw failure;
        } catch (EngineException e) {
            closeAfter(connection, e);
            throw e;
        }
    }

    private void load(Connection connection, DuckDbSettings.Extension extension) {
        try {
            if (!extension.force()) {
                DuckDbEngine.prepare(connection, List.of("LOAD " + extension.name()));
                return;
            }
        } catch (SQLException notInstalled) {
            install(connection, extension, notInstalled);
            return;
        }
        install(connection, extension, null);
    }

    private void install(Connection connection, DuckDbSettings.Extension extension, SQLException earlier) {
        String from = extension.repository() == null ? "" : " FROM " + SqlLiteral.text(extension.repository());
        try {
            DuckDbEngine.prepare(
                    connection,
                    List.of(
                            (extension.force() ? "FORCE INSTALL " : "INSTALL ") + extension.name() + from,
                            "LOAD " + extension.name()));
        } catch (SQLException e) {
            if (earlier != null) {
                e.addSuppressed(earlier);
            }
            throw new EngineException(
                    Cause.CONNECTION,
                    "the DuckDB extension '%s' is not installed and could not be fetched: %s"
                            .formatted(extension.name(), firstLine(e)),
                    "Install it where there is a network (INSTALL %s), or remove it from the connection's 'extensions'"
                            .formatted(extension.name()),
                    null,
                    -1,
                    e);
        }
    }

    void closeAfter(Connection connection, EngineException failure) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Says it without the statement, which may hold a secret. */
    EngineException explain(SQLException error) {
        EngineException plain = errors.translate(error, null, false);
        if (plain.kind() == Cause.LOCKED) {
            return plain;
        }
        if (CLOSING.matcher(plain.getMessage()).find()) {
            return new EngineException(Cause.LOCKED, plain.getMessage(), "Try again in a moment", null, -1, error);
        }
        String message = plain.getMessage().toLowerCase(Locale.ROOT);
        for (Hint hint : HINTS) {
            if (message.contains(hint.found())) {
                return new EngineException(
                        hint.kind(),
                        hint.message().formatted(settings.shown()),
                        hint.remedy().formatted(settings.shown()),
                        null,
                        -1,
                        error);
            }
        }
        return new EngineException(
                plain.kind() == Cause.OTHER ? Cause.CONNECTION : plain.kind(),
                "cannot open the database '%s': %s".formatted(settings.shown(), firstLine(error)),
                "Check the connection's settings in config.yaml",
                null,
                -1,
                error);
    }

    private EngineException locked(EngineException error) {
        return new EngineException(
                Cause.LOCKED,
                "the database '%s' is in use by %s; waited %d s"
                        .formatted(
                                settings.shown(),
                                holder(error),
                                settings.lockTimeout().toSeconds()),
                "End that process, or wait for it and try again; lock_timeout in the connection sets how long to wait",
                null,
                -1,
                error);
    }

    private static String holder(EngineException error) {
        Matcher holder = HOLDER.matcher(error.getMessage());
        return holder.find() ? "pid " + holder.group(1) : "another process";
    }

    private static String firstLine(SQLException error) {
        return JdbcErrors.printable(error.getMessage()).lines().findFirst().orElse("no message");
    }

    private static void pause(EngineException lock) {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                    Cause.CANCELLED, "stopped waiting: " + lock.getMessage(), "Try again later", null, -1, e);
        }
    }
}
