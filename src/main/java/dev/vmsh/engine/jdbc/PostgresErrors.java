package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors, told apart by SQLSTATE. */
final class PostgresErrors implements JdbcErrors {
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "40003");
    private static final Set<String> BROKEN = Set.of("57P01", "57P02", "57P03", "3D000");

    @Override
    public EngineException translate(SQLException error, String sql, boolean cancelled) {
        ServerErrorMessage server = error instanceof PSQLException exception ? exception.getServerErrorMessage() : null;
        String message = JdbcErrors.printable(server == null ? error.getMessage() : server.getMessage());
        if (server != null && server.getDetail() != null) {
            message += " (" + JdbcErrors.printable(server.getDetail()) + ")";
        }
        Cause kind = kind(error, server, cancelled);
        return new EngineException(kind, message, remedy(kind, error, server), sql, position(server, sql), error);
    }

    private static Cause kind(SQLException error, ServerErrorMessage server, boolean cancelled) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.equals("57014")) {
            return cancelled ? Cause.CANCELLED : Cause.TIMEOUT;
        }
        if (state.equals("55P03")) {
            return Cause.LOCKED;
        }
        if (CONFLICTS.contains(state) || catalogRace(state, server)) {
            return Cause.CONFLICT;
        }
        if (state.startsWith("08") || BROKEN.contains(state)) {
            return Cause.CONNECTION;
        }
        if (state.startsWith("28") || state.equals("42501") || state.equals("25006")) {
            return Cause.PERMISSION;
        }
        if (state.startsWith("53") || state.startsWith("54")) {
            return Cause.RESOURCES;
        }
        boolean aboutStatement = state.startsWith("42")
                || state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("2B")
                || state.startsWith("0A")
                || state.startsWith("25")
                || state.startsWith("3F");
        return aboutStatement ? Cause.STATEMENT : Cause.OTHER;
    }

    /** Two sessions that make the same object at the same time meet in the catalog's own indexes. */
    private static boolean catalogRace(String state, ServerErrorMessage server) {
        if (server == null) {
            return false;
        }
        return (state.equals("23505") && "pg_catalog".equals(server.getSchema()))
                || (state.equals("XX000") && String.valueOf(server.getMessage()).startsWith("tuple concurrently"));
    }

    private static String remedy(Cause kind, SQLException error, ServerErrorMessage server) {
        if (server != null && server.getHint() != null && kind != Cause.RESOURCES) {
            // remedies are put together with others, and end without a full stop
            return JdbcErrors.printable(server.getHint()).replaceFirst("\\.+$", "");
        }
        return switch (kind) {
            case CONFLICT -> "Try again: another transaction changed the same thing at the same time";
            case LOCKED ->
                "Try again when the other transaction has ended; lock_timeout in the connection sets how long to wait";
            case TIMEOUT -> "Raise statement_timeout in the connection, or read less at once";
            case CONNECTION ->
                aboutEncryption(error)
                        ? "Set sslmode in the connection: disable, prefer, require, verify-ca or verify-full; sslrootcert names the file that the server is known by"
                        : "Check that the server is up and that host, port and database of the connection are right";
            case PERMISSION -> permissionRemedy(error);
            case RESOURCES -> resourcesRemedy(String.valueOf(error.getSQLState()));
            default -> "";
        };
    }

    private static String permissionRemedy(SQLException error) {
        if (!String.valueOf(error.getSQLState()).startsWith("28")) {
            return "Ask the database's owner for the privilege, or set 'role' in the connection";
        }
        return String.valueOf(error.getMessage()).contains("no encryption")
                ? "The server wants this user to come encrypted: set sslmode: require in the connection"
                : "Check user and password of the connection (or PGPASSWORD, or ~/.pgpass)";
    }

    private static String resourcesRemedy(String state) {
        return switch (state) {
            case "53100" -> "Make room on the server's disk, then do it again: what was finished is kept";
            case "53200" -> "Try again with a smaller concurrent_tasks, or batch_size in the model";
            case "53300" -> "Lower concurrent_tasks in the connection, or raise max_connections on the server";
            default -> "";
        };
    }

    private static boolean aboutEncryption(SQLException error) {
        return String.valueOf(error.getMessage()).contains("SSL") || error.getCause() instanceof SSLException;
    }

    /** The server counts characters from 1; Java counts some characters twice. */
    private static int position(ServerErrorMessage server, String sql) {
        if (server == null || sql == null || server.getPosition() < 1) {
            return -1;
        }
        int characters = server.getPosition() - 1;
        return characters > sql.codePointCount(0, sql.length()) ? -1 : sql.offsetByCodePoints(0, characters);
    }
}
