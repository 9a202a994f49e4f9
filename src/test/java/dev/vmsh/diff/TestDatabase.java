package dev.vmsh.diff;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.PostgresServer;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real database to compare tables in. */
interface TestDatabase extends SegmentedDiffer.Engine, AutoCloseable {

    void execute(String sql);

    List<Column> columns(String table);

    @Override
    default SegmentedDiffer.Cursor open(String query) {
        Iterator<List<Object>> rows = rows(query).iterator();
        return new SegmentedDiffer.Cursor() {
            @Override
            public List<Object> next() {
                return rows.hasNext() ? rows.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    default boolean keep(String table, String query) {
        execute("CREATE TEMPORARY TABLE " + table + " AS " + query);
        return true;
    }

    @Override
    default void forget(String table) {
        execute("DROP TABLE IF EXISTS " + table);
    }

    @Override
    void close();

    /** Compares tables {@code a} and {@code b} by {@code keys}, which are empty for none. */
    default TableDiffReport compare(List<String> keys, TableDiffOptions options) {
        return TableDiffer.compare(this, dialect(), side("a"), side("b"), Optional.empty(), keys, options);
    }

    default TableSide side(String table) {
        return TableSide.of(table, new TableName(null, null, table), columns(table));
    }

    /** {@code a} and {@code b}, anew, from two queries. */
    default void tables(String a, String b) {
        execute("DROP TABLE IF EXISTS a");
        execute("DROP TABLE IF EXISTS b");
        execute("CREATE TABLE a AS " + a);
        execute("CREATE TABLE b AS " + b);
    }

    /** A database as vmsh reaches it. */
    class Reached implements TestDatabase {
        private final Engine engine;
        private final EngineSession session;

        Reached(ConnectionSettings settings) {
            engine = new JdbcEngines().create(settings, "/");
            session = engine.open();
        }

        @Override
        public Dialect dialect() {
            return engine.dialect();
        }

        @Override
        public void execute(String sql) {
            session.execute(sql);
        }

        @Override
        public List<Column> columns(String table) {
            return session.columns(new TableName(null, null, table)).orElseThrow();
        }

        @Override
        public List<List<Object>> rows(String query) {
            var all = new ArrayList<List<Object>>();
            try (Rows rows = session.query(query)) {
                while (rows.next()) {
                    var row = new ArrayList<>();
                    for (int i = 0; i < rows.columns().size(); i++) {
                        row.add(rows.value(i));
                    }
                    all.add(row);
                }
            }
            return all;
        }

        @Override
        public List<Column> describe(String query) {
            return session.describe(query);
        }

        @Override
        public void close() {
            session.close();
            engine.close();
        }
    }

    /** In memory. */
    final class DuckDb extends Reached {
        DuckDb() {
            super(new ConnectionSettings("duckdb", Map.of("database", ":memory:")));
        }
    }

    /** A database of its own. */
    final class Postgres extends Reached {
        private final String name;

        Postgres() {
            this(PostgresServer.get().createDatabase());
        }

        private Postgres(String name) {
            super(new ConnectionSettings(
                    "postgres",
                    Map.of(
                            "host",
                            "localhost",
                            "port",
                            PostgresServer.get().port(),
                            "user",
                            "postgres",
                            "password",
                            "secret-word",
                            "database",
                            name)));
            this.name = name;
        }

        @Override
        public void close() {
            super.close();
            PostgresServer.get().dropDatabase(name);
        }
    }
}
