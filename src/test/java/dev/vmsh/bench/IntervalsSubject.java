package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Planning over long histories: one model with five years of hours, and many models with a year of days each. Its size is in models of the
 * second kind. Nothing is computed but the five years of hours.
 */
final class IntervalsSubject implements Subject {
    private static final int HOURS = 43_800;
    private static final int BATCHES = 60;
    private static final int LAYERS = 10;
    private static final int WARM_REPEATS = 5;
    private static final String NOW = "2023-12-31";

    @Override
    public List<String> engines() {
        return List.of("duckdb");
    }

    @Override
    public int usualSize() {
        return 1_000;
    }

    @Override
    public String describe(Settings settings) {
        return "one model of %,d hours, and %,d models of 365 days".formatted(HOURS, settings.size());
    }

    @Override
    public void measure(Settings settings, Report report) throws IOException, InterruptedException, TimeoutException {
        inNewFolder(settings, report, this::hours);
        inNewFolder(settings, report, this::days);
    }

    private interface Part {
        void run(Desk desk) throws IOException, InterruptedException, TimeoutException;
    }

    private static void inNewFolder(Settings settings, Report report, Part part)
            throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try (Target target = Target.of(settings.engine(), folder)) {
            part.run(new Desk(settings, report, folder, target));
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private void hours(Desk desk) throws IOException, InterruptedException, TimeoutException {
        desk.write("config.yaml", desk.config("2019-01-01"));
        desk.write("models/hours.sql", hourly(1));
        desk.vmsh(plan("prod", "--auto-apply"));
        desk.report()
                .note("%,d hours in %d batches: %s in the state"
                        .formatted(HOURS, BATCHES, desk.count("vmsh.intervals") + " row(s)"));
        desk.measure("plan, every hour computed", plan("prod", "--explain"));
        desk.write("models/hours.sql", hourly(2));
        desk.measure("plan, every hour missing", plan("dev", "--explain"));
        desk.type("an hourly model, every hour missing", String.join(" ", plan("dev", "--explain")));
    }

    private static String hourly(int value) {
        return """
                MODEL (name s.hours, cron '@hourly',
                  kind INCREMENTAL_BY_TIME_RANGE (time_column ts, batch_size %d));
                SELECT ts, %d AS v
                FROM generate_series(CAST(@start_ts AS TIMESTAMP), CAST(@end_ts AS TIMESTAMP), INTERVAL 1 HOUR) AS t(ts)
                """.formatted(HOURS / BATCHES, value);
    }

    private void days(Desk desk) throws IOException, InterruptedException, TimeoutException {
        int models = desk.settings().size();
        desk.write("config.yaml", desk.config("2022-12-31"));
        for (int i = 0; i < models; i++) {
            desk.write("models/m" + i + ".sql", daily(i, 1, models));
        }
        desk.vmsh(plan("prod", "--auto-apply", "--empty-backfill"));
        desk.measure("plan of all models, every day computed", plan("prod", "--explain"));
        for (int i = 0; i < width(models); i++) {
            desk.write("models/m" + i + ".sql", daily(i, 2, models));
        }
        desk.measure("plan of all models, every day missing", plan("dev", "--explain"));
        var session = new ArrayList<String>();
        for (int i = 0; i < WARM_REPEATS; i++) {
            session.addAll(List.of("-c", String.join(" ", plan("dev", "--explain"))));
        }
        desk.measure("the same, " + WARM_REPEATS + " times in one session", session);
    }

    private static int width(int models) {
        return Math.max(1, models / LAYERS);
    }

    /** The first ones read nothing, the others one of the layer before. */
    private static String daily(int number, int value, int models) {
        String head = "MODEL (name s.m%d, kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 30));%n"
                .formatted(number);
        return number < width(models)
                ? head + "SELECT CAST(@start_ds AS DATE) AS ds, %d AS v%n".formatted(value)
                : head
                        + "SELECT ds, v + 1 AS v FROM s.m%d WHERE ds BETWEEN @start_date AND @end_date%n"
                                .formatted(number - width(models));
    }

    private static List<String> plan(String environment, String... options) {
        var words = new ArrayList<>(List.of("plan", environment, "--execution-time", NOW));
        words.addAll(List.of(options));
        return words;
    }

    /** A project in a folder of its own. */
    private record Desk(Settings settings, Report report, Path folder, Target target) {
        String config(String start) {
            return "gateways:\n  bench:\n" + target.connection() + "model_defaults:\n  dialect: " + target.dialect()
                    + "\n  start: '" + start + "'\n";
        }

        void write(String name, String text) throws IOException {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        Cost vmsh(List<String> arguments) throws IOException, InterruptedException {
            var command = new ArrayList<>(List.of(settings.vmsh(), "--quiet", "--yes"));
            command.addAll(arguments);
            return Meter.run(target, folder, command);
        }

        void measure(String what, List<String> arguments) throws IOException, InterruptedException {
            List<String> floor = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.library.path=" + System.getProperty("java.library.path"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Floor.class.getName(),
                    Floor.Task.LIST_TABLES.name().toLowerCase(Locale.ROOT),
                    target.floorUrl(),
                    Integer.toString(settings.size()));
            report.add(what, vmsh(arguments), Meter.run(target, folder, floor));
        }

        String count(String table) throws IOException, InterruptedException {
            vmsh(List.of("--format", "csv", "-c", "select count(*) as n from " + table));
            List<String> lines = Files.readAllLines(folder.resolve("output.log"));
            return lines.get(lines.size() - 1);
        }

        void type(String what, String line) throws IOException, InterruptedException, TimeoutException {
            try (var session = new TypedSession(folder, "'" + settings.vmsh() + "'")) {
                session.await("bench:prod");
                for (int i = 0; i < WARM_REPEATS; i++) {
                    report.addTyped(what + " (and select 1)", session.type(line));
                }
            }
        }
    }
}
