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
    private final List<String> types;
    /** Null until asked for: some drivers look into the database for them. */
    private List<Column> columns;

    private EngineException failure;
    private boolean ended;
    private boolean closed;

    JdbcRows(JdbcSession session, Statement statement, ResultSet rows, String sql, JdbcValues values)
            throws SQLException {
        this.session = session;
        this.statement = statement;
        this.rows = rows;
        this.sql = sql;
        this.values = values;
        this.types = types(rows, values);
    }

    static List<Column> columns(ResultSetMetaData meta, JdbcValues values) throws SQLException {
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), values.type(meta, i)));
        }
        return List.copyOf(columns);
    }

    private static List<String> types(ResultSet rows, JdbcValues values) throws SQLException {
        var types = new ArrayList<String>();
        int count = rows.getMetaData().getColumnCount();
        for (int i = 1; i <= count; i++) {
            types.add(values.name(rows, i));
        }
        return types;
    }

    @Override
    public List<Column> columns() {
        try {
            columns = columns == null ? columns(rows.getMetaData(), values) : columns;
            return columns;
        } catch (SQLException e) {
            throw session.failed(e, sql);
        }
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        if (session.cancelRequested()) {
            throw session.cancelled(sql);
        }
        try {
            session.waiting(true);
            ended = !rows.next();
            session.waiting(false);
            if (ended) {
                session.confirmEnd(statement, sql);
            }
            return !ended;
        } catch (SQLException e) {
            throw session.failed(e, sql);
        }
    }

    @Override
    public Object value(int column) {
        try {
            return values.read(rows, column + 1, types.get(column));
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
