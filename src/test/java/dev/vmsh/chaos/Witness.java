package dev.vmsh.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks into a database past vmsh. What it sees is of one instant, where the database has several writers. */
final class Witness implements AutoCloseable {
    private static final long TOO_LONG = TimeUnit.SECONDS.toNanos(60);

    /** How a database is reached. */
    interface Way {
        Connection connect() throws SQLException;
    }

    private final Connection connection;

    private Witness(Connection connection) {
        this.connection = connection;
    }

    /** Begins to look once the sessions of killed processes have ended. */
    static Witness of(Way way) {
        try {
            var witness = new Witness(way.connect());
            if (witness.connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                witness.awaitQuiet();
                witness.connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                witness.connection.setAutoCommit(false);
            }
            return witness;
        } catch (SQLException e) {
            throw new AssertionError("the database does not open after a kill", e);
        }
    }

    /** A server may be at the last statement of a process that is gone. */
    private void awaitQuiet() {
        long deadline = System.nanoTime() + TOO_LONG;
        List<List<String>> others;
        do {
            others = rows("SELECT pid, state, query FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
            if (!others.isEmpty() && System.nanoTime() > deadline) {
                throw new AssertionError("sessions of a killed process are still there: " + others);
            }
        } while (!others.isEmpty());
    }

    /** Rows of a query, cells as text. */
    List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(result.getString(i));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The first column of a query's rows. */
    List<String> column(String query) {
        return rows(query).stream().map(row -> row.get(0)).toList();
    }

    boolean exists(String schema, String table) {
        return !rows("SELECT 1 FROM information_schema.tables WHERE table_schema = '%s' AND table_name = '%s'"
                        .formatted(schema, table))
                .isEmpty();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
