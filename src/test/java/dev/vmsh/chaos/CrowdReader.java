package dev.vmsh.chaos;

import dev.vmsh.scenario.Place;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads environments while they are changed: in one statement, all models of one must be of one version. */
final class CrowdReader {
    private static final int DAYS = 40;
    private static final int ROWS_A_DAY = 3;

    private final Place place;
    private final Path root;
    private final List<String> environments;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();
    private long looks;
    private long moves;

    CrowdReader(Place place, Path root, List<String> environments) {
        this.place = place;
        this.root = root;
        this.environments = environments;
    }

    /** On the thread that calls it, until {@code over}. */
    void run(BooleanSupplier over) {
        try (Connection connection = place.connectBeside(root);
                Statement statement = connection.createStatement()) {
            while (!over.getAsBoolean() && faults.isEmpty()) {
                for (String environment : environments) {
                    look(statement, environment);
                }
            }
        } catch (SQLException e) {
            faults.add("the reader: " + e);
        }
    }

    private void look(Statement statement, String environment) throws SQLException {
        String schema = environment.equals("prod") ? "s" : "s__" + environment;
        String query = """
                SELECT (SELECT count(*) FROM %1$s.a), (SELECT min(v) FROM %1$s.a), (SELECT max(v) FROM %1$s.a),
                    (SELECT count(*) FROM %1$s.b), (SELECT min(v) FROM %1$s.b), (SELECT max(v) FROM %1$s.b),
                    (SELECT count(*) FROM %1$s.c), (SELECT min(v) FROM %1$s.c), (SELECT max(v) FROM %1$s.c),
                    (SELECT count(*) FROM %1$s.d), (SELECT min(v) FROM %1$s.d), (SELECT max(v) FROM %1$s.d)""".formatted(schema);
        var cells = new long[12];
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row.getLong(i + 1);
            }
        }
        looks++;
        String now = cells[1] + " " + cells[4] + " " + cells[7] + " " + cells[10];
        if (!now.equals(seen.put(environment, now))) {
            moves++;
        }
        if (!whole(cells)) {
            faults.add("%s shows a mixture: %s".formatted(environment, Arrays.toString(cells)));
        }
    }

    /** Each model adds one to three to what it makes of the model before it. */
    private static boolean whole(long[] cells) {
        boolean complete =
                cells[0] == DAYS * ROWS_A_DAY && cells[3] == cells[0] && cells[6] == DAYS && cells[9] == DAYS;
        boolean even = cells[1] == cells[2] && cells[4] == cells[5] && cells[7] == cells[8] && cells[10] == cells[11];
        return complete
                && even
                && added(cells[4], cells[1] * 10)
                && added(cells[7], cells[4] * ROWS_A_DAY)
                && added(cells[10], cells[7]);
    }

    private static boolean added(long value, long to) {
        return value > to && value <= to + 3;
    }

    List<String> faults() {
        return faults;
    }

    long looks() {
        return looks;
    }

    long moves() {
        return moves;
    }
}
