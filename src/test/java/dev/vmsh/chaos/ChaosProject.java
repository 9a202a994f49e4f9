package dev.vmsh.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project of four models, each with a number in its query that is changed at will: {@code a} by day, {@code b} by day over {@code a},
 * {@code c} in full over {@code b}, and {@code d}, a view over {@code c}.
 */
final class ChaosProject {
    /** All commands take this for now, so that every plan has the same days to compute. */
    static final String NOW = "2024-02-10";

    static final int DAYS = 40;
    private static final int ROWS_A_DAY = 3;

    private final Path folder;

    /** The numbers in the queries of a, b, c and d: all that tells one version of the project from another. */
    record Version(int a, int b, int c, int d) {
        /** What each model must contain, as a query that reads no table. */
        List<String> expected() {
            String first = """
                    SELECT CAST(t AS DATE) AS ds, r AS id, %d AS v FROM generate_series(DATE '2024-01-01', DATE '2024-02-09', INTERVAL 1 DAY) AS x(t),
                    range(%d) AS y(r)""".formatted(a, ROWS_A_DAY);
            String second = "SELECT ds, id, v * 10 + %d AS v FROM (%s)".formatted(b, first);
            String third = "SELECT ds, CAST(sum(v) AS BIGINT) + %d AS v FROM (%s) GROUP BY ds".formatted(c, second);
            String fourth = "SELECT ds, v + %d AS v FROM (%s)".formatted(d, third);
            return List.of(first, second, third, fourth);
        }
    }

    ChaosProject(Path folder) {
        this.folder = folder;
        write("config.yaml", """
                project: chaos
                gateways:
                  main:
                    connection:
                      type: duckdb
                      database: warehouse.db
                      lock_timeout: 120
                model_defaults:
                  dialect: duckdb
                  start: '2024-01-01'
                """);
    }

    Path folder() {
        return folder;
    }

    Path database() {
        return folder.resolve("warehouse.db");
    }

    void save(Version version) {
        write("models/a.sql", """
                MODEL (name s.a, kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 2), audits (not_null(columns := (ds))));
                SELECT CAST(t AS DATE) AS ds, r AS id, %d AS v
                FROM generate_series(@start_dt::TIMESTAMP, @end_dt::TIMESTAMP, INTERVAL 1 DAY) AS x(t), range(%d) AS y(r)
                WHERE CAST(t AS DATE) BETWEEN @start_date AND @end_date
                """.formatted(version.a(), ROWS_A_DAY));
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
