package dev.vmsh.scenario;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;

/** Reads the first and the last of the views s.m0, s.m1, ... again and again, in one statement and in two of one transaction. */
final class ViewReader {
    private ViewReader() {}

    /**
     * What a reader saw.
     *
     * @param changes how often the views had moved since it last looked
     * @param fault what it must not see, or what failed; empty if nothing did
     */
    record Seen(int changes, String fault) {}

    /** {@code ViewReader ADDRESS LAST}: reads until it is told a line, then prints what it saw. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            System.out.println("reading");
            Seen seen = read(connection, Integer.parseInt(arguments[1]), ViewReader::told);
            System.out.println(seen.changes() + " " + seen.fault());
        }
    }

    private static boolean told() {
        try {
            return System.in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    static Seen read(Connection connection, int last, BooleanSupplier over) {
        int changes = 0;
        String before = "";
        try (Statement statement = connection.createStatement()) {
            boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            String together = "SELECT a.version || ',' || b.version FROM s.m%d AS a, s.m%d AS b";
            while (!over.getAsBoolean()) {
                String forwards = one(statement, together.formatted(0, last));
                String backwards = one(statement, together.formatted(last, 0));
                statement.execute(postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN");
                String first = one(statement, "SELECT version FROM s.m0");
                String second = one(statement, "SELECT version FROM s.m" + last);
                statement.execute("COMMIT");
                if (!whole(forwards) || !whole(backwards) || !first.equals(second)) {
                    return new Seen(changes, "%s and %s and %s,%s".formatted(forwards, backwards, first, second));
                }
                changes += first.equals(before) ? 0 : 1;
                before = first;
            }
        } catch (SQLException e) {
            return new Seen(changes, e.toString());
        }
        return new Seen(changes, "");
    }

    private static boolean whole(String both) {
        return both.equals("1,1") || both.equals("2,2");
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
