package dev.vmsh.engine.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one cell exactly, as {@link dev.vmsh.engine.Rows#value} promises. */
interface JdbcValues {
    /**
     * @param column from 1, as JDBC counts
     * @param type the column's type as the engine names it
     */
    Object read(ResultSet rows, int column, String type) throws SQLException;
}
