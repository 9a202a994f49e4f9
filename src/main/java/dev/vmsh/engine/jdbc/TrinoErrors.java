package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trino's errors, told apart by their codes: the upper half says whose fault it is, the lower half which error. The query's id stays in
 * the message, since an administrator finds the query by it.
 */
final class TrinoErrors implements JdbcErrors {
    private static final Pattern FAILED = Pattern.compile("(?s)\\AQuery failed \\(#(\\w+)\\): (.*)\\z");
    private static final Pattern PLACE = Pattern.compile("(?s)\\Aline (\\d+):(\\d+): (.*)\\z");
    private static final Pattern UNTRUSTED = Pattern.compile(
            "(?i)PKIX|certificate|SSLHandshake|SSLPeerUnverified|unable to find valid certification path");

    private static final Pattern UNAUTHENTICATED =
            Pattern.compile("(?i)authentication failed|\\b401\\b|\\bjwt\\b|access token|invalid credentials");

    /** What the driver puts around what its HTTP client said. */
    private static final Pattern UNSENT = Pattern.compile("(?s)\\AError executing query: (.*)\\z");

    /** No exception's name helps anybody. */
    private static final Pattern EXCEPTION = Pattern.compile("\\b(?:[a-z]\\w*\\.)+\\w+Exception: ");

    /** Another server, or a worker: it answers, and knows no such address. */
    private static final Pattern NOT_TRINO = Pattern.compile(
            "(?s)\\AError starting query at (\\S+) returned an invalid response: .*statusCode=(404|405).*\\z");

    private static final int INTERNAL = 0x1_0000;
    private static final int RESOURCES = 0x2_0000;
    private static final int EXTERNAL = 0x100_0000;

    private static final int ABANDONED_QUERY = 0x02;
    private static final int USER_CANCELED = 0x03;
    private static final int PERMISSION_DENIED = 0x04;
    private static final int TRANSACTION_CONFLICT = 0x11;
    private static final int KILLED_BY_ADMINISTRATOR = 0x26;
    private static final int EXCEEDED_TIME_LIMIT = 0x2_0003;
    private static final int EXCEEDED_CPU_LIMIT = 0x2_0005;

    /** A node was not there, or went away. */
    private static final Set<Integer> LOST = Set.of(
            0x1_0001, // TOO_MANY_REQUESTS_FAILED
            0x1_0003, // PAGE_TRANSPORT_ERROR
            0x1_0004, // PAGE_TRANSPORT_TIMEOUT
            0x1_0005, // NO_NODES_AVAILABLE
            0x1_0006, // REMOTE_TASK_ERROR
            0x1_0009, // SERVER_SHUTTING_DOWN
            0x1_000C, // SERVER_STARTING_UP
            0x1_0016, // REMOTE_HOST_GONE
            0x1_001B); // REMOTE_TASK_FAILED

    private final TrinoWatch watch;
    private final TrinoSettings settings;

    /** @param watch knows why a statement was given up from here */
    TrinoErrors(TrinoWatch watch, TrinoSettings settings) {
        this.watch = watch;
        this.settings = settings;
    }

    @Override
    public EngineException translate(SQLException error, String sql, boolean cancelled) {
        String message = JdbcErrors.printable(error.getMessage());
        String id = watch.queryId();
        Matcher failed = FAILED.matcher(message);
        if (failed.matches()) {
            id = failed.group(1);
            message = failed.group(2);
        }
        message = plain(message);
        int position = -1;
        Matcher place = PLACE.matcher(message);
        if (place.matches()) {
            position = offset(sql, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
            message = place.group(3);
        }
        String known = id.isEmpty() ? "" : " (query " + id + ")";
        if (watch.gaveUp() != null && !cancelled) {
            return new EngineException(
                    Cause.TIMEOUT,
                    watch.gaveUp() + known,
                    "Look at the cluster's nodes and try again; stall_timeout in the connection sets how long to wait",
                    sql,
                    -1,
                    error);
        }
        Cause kind = kind(error, message, failed.matches(), cancelled);
        return new EngineException(kind, message + known, remedy(kind, message), sql, position, error);
    }

    private static String plain(String message) {
        Matcher unsent = UNSENT.matcher(message);
        String said =
                EXCEPTION.matcher(unsent.matches() ? unsent.group(1) : message).replaceAll("");
        Matcher other = NOT_TRINO.matcher(said);
        return other.matches()
                ? "what answers at %s is no coordinator (HTTP %s)".formatted(other.group(1), other.group(2))
                : said;
    }

    /** @param answered whether the server said so, rather than the driver */
    private static Cause kind(SQLException error, String message, boolean answered, boolean cancelled) {
        if (cancelled) {
            return Cause.CANCELLED;
        }
        if (UNAUTHENTICATED.matcher(message).find()) {
            return Cause.PERMISSION;
        }
        int code = error.getErrorCode();
        if (!answered || LOST.contains(code)) {
            return Cause.CONNECTION;
        }
        if (code == PERMISSION_DENIED) {
            return Cause.PERMISSION;
        }
        if (code == USER_CANCELED || code == ABANDONED_QUERY || code == KILLED_BY_ADMINISTRATOR) {
            return Cause.CANCELLED;
        }
        if (code == EXCEEDED_TIME_LIMIT || code == EXCEEDED_CPU_LIMIT) {
            return Cause.TIMEOUT;
        }
        if (code == TRANSACTION_CONFLICT || message.contains("Failed to commit")) {
            return Cause.CONFLICT;
        }
        if (code >= EXTERNAL) {
            return Cause.OTHER;
        }
        if (code >= RESOURCES) {
            return Cause.RESOURCES;
        }
        return code >= INTERNAL ? Cause.OTHER : Cause.STATEMENT;
    }

    private String remedy(Cause kind, String message) {
        return switch (kind) {
            case CONNECTION -> unreachable(message);
            case PERMISSION -> refused(message);
            case CONFLICT -> "Try again: something else changed the table at the same time";
            case TIMEOUT -> "Raise statement_timeout in the connection, or read less at once";
            case RESOURCES ->
                "The cluster's limits ended it: read less at once (batch_size), or raise query_max_memory in session_properties";
            case OTHER ->
                message.contains("does not exist")
                                || message.contains("not found")
                                || message.contains("opening Iceberg")
                        ? "Files of the table may be gone: 'plan --restate-model' of the model whose table that is computes it again"
                        : "";
            default -> "";
        };
    }

    private static String unreachable(String message) {
        if (message.contains("still initializing")) {
            return "It has just been started: try again in some seconds";
        }
        return UNTRUSTED.matcher(message).find()
                ? "Set 'cert' of the connection to a file of the certificates to trust; 'verify: false' trusts anybody"
                : "Check that the coordinator is up, and host, port and http_scheme of the connection";
    }

    private String refused(String message) {
        if (UNAUTHENTICATED.matcher(message).find()) {
            return settings.renewal();
        }
        return message.contains("cannot impersonate")
                ? "Set 'user' of the connection to whom the password or token is for; for 'impersonation_user' he needs the cluster's leave"
                : "Ask the catalog's owner for the privilege, or set 'roles' in the connection";
    }

    /** The server counts lines and characters from 1. */
    private static int offset(String sql, int line, int column) {
        if (sql == null) {
            return -1;
        }
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = sql.indexOf('\n', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        int at = start + column - 1;
        return at > sql.length() ? -1 : at;
    }
}
