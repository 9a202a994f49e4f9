package dev.vmsh.chaos;

import dev.vmsh.scenario.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project of four models, each with a number in its query that is changed at will: {@code a} by day, {@code b} by day over {@code a},
 * {@code c} in full over {@code b}, and {@code d}, a view over {@code c}. Its statement after a plan tells so in {@code told.after_all}.
 */
final class ChaosProject {
    /** All commands take this for now, so that every plan has the same days to compute. */
    static final String NOW = "2024-02-10";

    private static final int ROWS_A_DAY = 3;

    private final Path folder;
    private final Place place;

    /** The numbers in the queries of a, b, c and d: all that tells one version of the project from another. */
    record Version(int a, int b, int c, int d) {
        /** What each model must contain, as a query that reads no table. */
        List<String> expected() {
            String first = days("TIMESTAMP '2024-01-01'", "TIMESTAMP '2024-02-09'", a);
            String second = "SELECT ds, id, v * 10 + %d AS v FROM (%s) AS a".formatted(b, first);
            String third =
                    "SELECT ds, CAST(sum(v) AS BIGINT) + %d AS v FROM (%s) AS b GROUP BY ds".formatted(c, second);
            String fourth = "SELECT ds, v + %d AS v FROM (%s) AS c".formatted(d, third);
            return List.of(first, second, third, fourth);
        }
    }

    ChaosProject(Path folder, Place place) {
        this.folder = folder;
        this.place = place;
        write("config.yaml", """
                project: chaos
                gateways:
                  main:
                %smodel_defaults:
                  dialect: %s
                  start: '2024-01-01'
                before_all:
                  - CREATE SCHEMA IF NOT EXISTS told
                  - CREATE TABLE IF NOT EXISTS told.after_all (environment TEXT)
                after_all:
                  - INSERT INTO told.after_all VALUES (@this_env)
                """.formatted(patient(place.gatewaySettings(folder)), place.dialect()));
    }

    /** Processes of this project wait for each other: who is killed may hold a file for a moment. */
    private static String patient(String settings) {
        return settings.replace("type: duckdb\n", "type: duckdb\n      lock_timeout: 120\n");
    }

    Path folder() {
        return folder;
    }

    Place place() {
        return place;
    }

    void save(Version version) {
        write("models/a.sql", """
                MODEL (name s.a, kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 2), audits (not_null(columns := (ds))));
                SELECT ds, id, v FROM (%s) AS every_day WHERE ds BETWEEN @start_date AND @end_date
                """.formatted(days("@start_dt::TIMESTAMP", "@end_dt::TIMESTAMP", version.a())));
        write("models/b.sql", """
                MODEL (name s.b, kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 5));
                SELECT ds, id, v * 10 + %d AS v FROM s.a WHERE ds BETWEEN @start_date AND @end_date
                """.formatted(version.b()));
        write("models/c.sql", """
                MODEL (name s.c, kind FULL);
                SELECT ds, CAST(sum(v) AS BIGINT) + %d AS v FROM s.b GROUP BY ds
                """.formatted(version.c()));
        write("models/d.sql", """
                MODEL (name s.d, kind VIEW);
                SELECT ds, v + %d AS v FROM s.c
                """.formatted(version.d()));
    }

    private static String days(String from, String to, int value) {
        return """
                SELECT CAST(t AS DATE) AS ds, r AS id, %d AS v
                FROM generate_series(%s, %s, INTERVAL '1' DAY) AS x(t), generate_series(1, %d) AS y(r)""".formatted(value, from, to, ROWS_A_DAY);
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
