package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows of a result written as CSV and JSON, beside a loop that reads the same cells from the driver. Its size is in rows. */
final class ResultsSubject implements Subject {
    /** Whole numbers, doubles, decimals, dates and text, as tables have them. */
    private static final String QUERY = "SELECT i AS id, (i %% 1000)::INTEGER AS bucket, i * 0.25::DOUBLE AS amount,"
            + " (i * 0.01)::DECIMAL(18, 2) AS price, DATE '2020-01-01' + (i %% 2000)::INTEGER AS day,"
            + " 'customer ' || (i %% 5000) AS name FROM range(%d) r (i)";

    @Override
    public List<String> engines() {
        return List.of("duckdb");
    }

    @Override
    public int usualSize() {
        return 10_000_000;
    }

    @Override
    public String describe(Settings settings) {
        return "%,d rows of 6 columns".formatted(settings.size());
    }

    @Override
    public void measure(Settings settings, Report report) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try (Target target = Target.of(settings.engine(), folder)) {
            Files.writeString(
                    folder.resolve("config.yaml"),
                    "gateways:\n  bench:\n" + target.connection() + "model_defaults:\n  dialect: duckdb\n");
            String query = QUERY.formatted(settings.size());
            for (String format : List.of("csv", "json")) {
                List<String> vmsh = List.of(settings.vmsh(), "--quiet", "--format", format, "-c", query);
                report.add(
                        format,
                        Meter.run(target, folder, vmsh),
                        Meter.run(target, folder, ResultsFloor.command(target.floorUrl(), query)));
            }
        } finally {
            TemporaryFolder.delete(folder);
        }
    }
}
