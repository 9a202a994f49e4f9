package dev.vmsh.diff;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real database to compare tables in. */
interface TestDatabase extends TableDiffer.Questions, AutoCloseable {
    Dialect dialect();

    void execute(String sql);

    List<Column> columns(String table);

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

    /** In memory. */
    final class DuckDb implements TestDatabase {
        private final Engine engine =
                new JdbcEngines().create(new ConnectionSettings("duckdb", Map.of("database", ":memory:")), "/");
        private final EngineSession session = engine.open();

        @Override
        public Dialect dialect() {
            return Dialect.DUCKDB;
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

    /** A server of its own. */
    final class Postgres implements TestDatabase {
        private final EmbeddedPostgres server;
        private final Connection connection;

        Postgres() {
            try {
                server = EmbeddedPostgres.builder().start();
                connection = server.getPostgresDatabase().getConnection();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Dialect dialect() {
            return Dialect.POSTGRES;
        }

        @Override
        public void execute(String sql) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
            }
        }

        @Override
        public List<Column> columns(String table) {
            var columns = new ArrayList<Column>();
            for (List<Object> row : rows("""
                    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                    WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""".formatted(table))) {
                columns.add(new Column((String) row.get(0), (String) row.get(1)));
            }
            return columns;
        }

        @Override
        public List<List<Object>> rows(String query) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                var all = new ArrayList<List<Object>>();
                while (rows.next()) {
                    var row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getObject(i));
                    }
                    all.add(row);
                }
                return all;
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage() + "\n" + query, e);
            }
        }

        @Override
        public List<Column> describe(String query) {
            try (var statement = connection.prepareStatement(query)) {
                ResultSetMetaData meta = statement.getMetaData();
                var columns = new ArrayList<Column>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.add(new Column(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
                }
                return columns;
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage() + "\n" + query, e);
            }
        }

        @Override
        public void close() {
            try (server;
                    connection) {
                // both are closed, the connection first
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
