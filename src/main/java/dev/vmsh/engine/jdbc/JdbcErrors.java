package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import java.sql.SQLException;

/** Turns what a driver throws into what vmsh tells people: classified, with the place in the statement where the engine gave one. */
interface JdbcErrors {
    /**
     * @param sql the statement that was sent; null if none was
     * @param cancelled whether this statement was cancelled from here
     */
    EngineException translate(SQLException error, String sql, boolean cancelled);

    /** {@code message} without what would garble a terminal; never null. */
    static String printable(String message) {
        return message == null ? "no message" : message.replace("\0", "").strip();
    }
}
