package dev.vmsh.work;

import dev.vmsh.diff.SegmentedDiffer;
import dev.vmsh.diff.SegmentedDiffer.Cursor;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts the questions of a comparison to an engine. */
record DiffQuestions(EngineSession session, Dialect dialect) implements SegmentedDiffer.Engine {
    /** Questions to an engine that {@code session} is connected to; its settings may change until it is given back. */
    static DiffQuestions of(EngineSession session, Dialect dialect) {
        if (dialect == Dialect.POSTGRES) {
            // or the first rows of a large table are those at which another reader of it happens to be
            session.execute("SET synchronize_seqscans = off");
        }
        return new DiffQuestions(session, dialect);
    }

    @Override
    public List<List<Object>> rows(String query) {
        var all = new ArrayList<List<Object>>();
        try (Cursor rows = open(query)) {
            for (List<Object> row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    @Override
    public Cursor open(String query) {
        Rows rows = session.query(query);
        int columns = rows.columns().size();
        return new Cursor() {
            @Override
            public List<Object> next() {
                if (!rows.next()) {
                    return null;
                }
                var row = new ArrayList<>(columns);
                for (int column = 0; column < columns; column++) {
                    row.add(rows.value(column));
                }
                return Collections.unmodifiableList(row);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public List<Column> describe(String query) {
        return session.describe(query);
    }

    @Override
    public boolean keep(String table, String query) {
        if (dialect == Dialect.TRINO) {
            return false; // it has none
        }
        if (dialect == Dialect.POSTGRES) {
            // what it knows little of it takes for one row, and looks each of the many up by reading a whole table
            session.execute("SET enable_nestloop = off");
        }
        try {
            session.execute("CREATE TEMPORARY TABLE " + table + " AS\n" + query);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Cause.PERMISSION) {
                return false; // a server that only reads, or a role without the right: asked again each time instead
            }
            throw e;
        }
        if (dialect == Dialect.POSTGRES) {
            session.execute("ANALYZE " + table);
        }
        return true;
    }

    @Override
    public void forget(String table) {
        session.execute("DROP TABLE IF EXISTS " + table);
    }
}
