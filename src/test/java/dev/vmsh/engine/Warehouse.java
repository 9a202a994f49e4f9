package dev.vmsh.engine;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A real database on a plain connection: the statements of this room need nothing else. */
record Warehouse(Dialect dialect, EngineTraits traits, Connection connection) {
    /** The table that tests fill. */
    static final TableName TABLE = TableName.of("store", "t");

    void run(String... statements) {
        run(List.of(statements));
    }

    /** Runs everything in one transaction. */
    void run(List<String> statements) {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    execute(statement, sql);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Asks a load's checks between preparing and applying it, and gives the names of those that found something. */
    List<String> load(Load load) {
        LoadScript script = LoadSql.script(load, traits);
        var found = new ArrayList<String>();
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : script.prepare()) {
                    execute(statement, sql);
                }
                for (LoadCheck check : script.checks()) {
                    if (!rows(check.query()).isEmpty()) {
                        found.add(check.name());
                    }
                }
                for (String sql : script.apply()) {
                    execute(statement, sql);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return found;
    }

    /** Every row as text, {@code null} for NULL, sorted. */
    List<String> sorted(String query) {
        return rows(query).stream().sorted().toList();
    }

    /** Every row as text, values joined by {@code |}. */
    List<String> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int at = 1; at <= columns; at++) {
                    row.add(Objects.toString(result.getString(at)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + "\n" + query, e);
        }
    }

    List<String> table() {
        return sorted("SELECT * FROM " + TABLE.quoted());
    }

    /** Columns of the test table with their types as the engine writes them. */
    List<Column> columns() {
        String types = dialect == Dialect.POSTGRES
                ? "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
                        + "WHERE attrelid = 'store.t'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
                : "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'store' AND table_name = 't' ORDER BY column_index";
        return rows(types).stream()
                .map(row -> new Column(row.substring(0, row.indexOf('|')), row.substring(row.indexOf('|') + 1)))
                .toList();
    }

    /** Tables that a load left behind. */
    List<String> leftovers() {
        return rows("SELECT table_name FROM information_schema.tables WHERE table_name LIKE '\\_\\_vmsh%' ESCAPE '\\'");
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + "\n" + sql, e);
        }
    }

    @Override
    public String toString() {
        return dialect.id();
    }
}
