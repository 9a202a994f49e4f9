package dev.vmsh.engine;

import dev.vmsh.problem.VmshException;

/** The warehouse refused or failed. */
public class EngineException extends VmshException {
    private static final long serialVersionUID = 1L;
    private final Cause kind;
    private final String sql;
    private final int position;

    /** Why, as far as it changes what to do next. */
    public enum Cause {
        /** The statement is wrong: syntax, unknown name, type. */
        STATEMENT,
        /** Another transaction was in the way; trying again may help. */
        CONFLICT,
        /** A lock was not given in time. */
        LOCKED,
        CANCELLED,
        TIMEOUT,
        /** Not reachable, or the connection broke. */
        CONNECTION,
        PERMISSION,
        /** Disk or memory ran out. */
        RESOURCES,
        OTHER
    }

    /**
     * @param sql the statement that was sent; null if none was
     * @param position offset in {@code sql} in characters from 0; -1 if not known
     */
    public EngineException(Cause kind, String message, String remedy, String sql, int position, Throwable cause) {
        super(message, remedy, cause);
        this.kind = kind;
        this.sql = sql;
        this.position = position;
    }

    public Cause kind() {
        return kind;
    }

    public String sql() {
        return sql;
    }

    public int position() {
        return position;
    }
}
