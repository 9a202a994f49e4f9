package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows as a driver hands them out, a buffer at a time. */
final class JdbcRows implements Rows {
    private final JdbcSession session;
    private final Statement statement;
    private final ResultSet rows;
    private final String sql;
    private final JdbcValues values;
    private final List<Column> columns;
    private EngineException failure;
    private boolean closed;

    JdbcRows(JdbcSession session, Statement statement, ResultSet rows, String sql, JdbcValues values)
            throws SQLException {
        this.session = session;
        this.statement = statement;
        this.rows = rows;
        this.sql = sql;
        this.values = values;
        this.columns = columns(rows.getMetaData());
    }

    static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
        }
        return List.copyOf(columns);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw session.failed(e, sql);
        }
    }

    @Override
    public Object value(int column) {
        try {
            return values.read(rows, column + 1, columns.get(column).type());
        } catch (SQLException e) {
            throw session.failed(e, sql);
        }
    }

    void fail(EngineException why) {
        failure = why;
    }

    /** Why reading ended early; null if it did not fail. */
    EngineException failure() {
        return failure;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        session.finished(this, statement, sql);
    }
}
