package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Comparing two tables of ten columns of which one row in a hundred differs, beside a full join that only counts. */
final class DiffSubject implements Subject {
    private static final String SALES = """
            MODEL (name shop.sales, kind FULL, grain id);
            SELECT
              id,
              CAST(id * 7919 %% 1000 AS INTEGER) AS store,
              CAST(id * 104729 %% 100000 AS INTEGER)%s AS quantity,
              id * 7919 %% 1000003 AS ticket,
              CAST(id * 31 %% 1000000 AS DOUBLE PRECISION) / 7 AS weight,
              CAST(id * 17 %% 999983 AS DOUBLE PRECISION) / 13 AS distance,
              CAST(id %% 100000 AS DECIMAL(12, 2)) AS amount,
              'customer ' || CAST(id %% 50000 AS VARCHAR) AS customer,
              MD5(CAST(id %% 1000 AS VARCHAR)) AS campaign,
              DATE '2020-01-01' + CAST(id %% 1500 AS INTEGER) AS day
            FROM GENERATE_SERIES(CAST(1 AS BIGINT), CAST(%d AS BIGINT)) AS numbers (id)
            """;
    private static final String EDIT = " + CASE WHEN id % 100 = 7 THEN 1 ELSE 0 END";
    private static final String STORES =
            "MODEL (name shop.stores, kind FULL, grain id);\nSELECT 1 AS id, 'one' AS name\n";
    private static final int REPEATS = 20;
    private static final int KILOBYTES = 1024;

    @Override
    public List<String> engines() {
        return List.of("duckdb", "postgres");
    }

    @Override
    public int usualSize() {
        return 10_000_000;
    }

    @Override
    public String describe(Settings settings) {
        return "two tables of %,d rows and 10 columns on %s, one row in a hundred differs"
                .formatted(settings.size(), settings.engine());
    }

    @Override
    public void measure(Settings settings, Report report) throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try (Target target = Target.of(settings.engine(), folder)) {
            new Pass(settings, report, folder, target).run();
        } finally {
            delete(folder);
        }
    }

    private record Pass(Settings settings, Report report, Path folder, Target target) {
        void run() throws IOException, InterruptedException, TimeoutException {
            Files.writeString(
                    folder.resolve("config.yaml"),
                    "gateways:\n  bench:\n%smodel_defaults:\n  dialect: %s\n"
                            .formatted(target.connection(), target.dialect()));
            Files.createDirectories(folder.resolve("models"));
            Files.writeString(folder.resolve("models/stores.sql"), STORES);
            write("");
            Meter.run(target, folder, vmsh("plan", "prod", "--auto-apply"));
            write(EDIT);
            Meter.run(target, folder, vmsh("plan", "dev", "--auto-apply"));
            List<String> floor = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.library.path=" + System.getProperty("java.library.path"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    DiffFloor.class.getName(),
                    target.warehouseUrl());
            Cost bare = Meter.run(target, folder, floor);
            List<String> diff = vmsh("table_diff", "prod:dev", "shop.sales");
            report.add("table_diff, 1 % differs", Meter.run(target, folder, diff), bare);
            report.note(
                    "Of vmsh's peak the JVM itself held %,d MB; the rest is the engine's where it works in the process"
                            .formatted(Meter.ownOfJvm(folder, diff) / KILOBYTES));
            try (var session = new TypedSession(folder, "'" + settings.vmsh() + "' -e dev")) {
                session.await("bench:dev");
                for (int i = 0; i < REPEATS; i++) {
                    report.addTyped(
                            "table_diff, one table for both",
                            session.ask("table_diff prod:dev shop.stores", "nothing can differ"));
                    // the answer is not in what is typed
                    report.addTyped(
                            "select 1 + 1000", session.ask("select %d + 1000;".formatted(1 + i), "" + (1001 + i)));
                }
            }
        }

        private void write(String edit) throws IOException {
            Files.writeString(folder.resolve("models/sales.sql"), SALES.formatted(edit, settings.size()));
        }

        private List<String> vmsh(String... arguments) {
            return Stream.concat(Stream.of(settings.vmsh(), "--quiet", "--yes"), Stream.of(arguments))
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
