package dev.vmsh.engine.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Reads the cells of one engine's results exactly, as {@link dev.vmsh.engine.Rows#value} promises. Columns count from 1, as in JDBC. */
interface JdbcValues {
    /** The column's type as SQL writes it. */
    String type(ResultSetMetaData meta, int column) throws SQLException;

    /** The column's type as {@link #read} wants it: by default, as the driver names it. */
    default String name(ResultSet rows, int column) throws SQLException {
        return rows.getMetaData().getColumnTypeName(column);
    }

    /** @param type as {@link #name} gives it */
    Object read(ResultSet rows, int column, String type) throws SQLException;
}
