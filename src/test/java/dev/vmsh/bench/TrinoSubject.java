package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Twelve models over a cluster's tpch tables, which do the work, beside the same statements sent by hand in the same pass. Which of the two
 * goes first changes from pass to pass, as the cluster gets warmer. The size is the tables' scale: 1 is six million lines of orders.
 */
final class TrinoSubject implements Subject {
    private static final String NOW = "1999-01-01";

    private boolean vmshFirst = true;

    @Override
    public List<String> engines() {
        return List.of("trino");
    }

    @Override
    public int usualSize() {
        return 1;
    }

    @Override
    public String describe(Settings settings) {
        return "%d models over %s on a Trino cluster".formatted(TpchModel.ALL.size(), source(settings));
    }

    private static String source(Settings settings) {
        return "tpch.sf" + settings.size();
    }

    @Override
    public void measure(Settings settings, Report report) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try (Target target = new TrinoTarget(folder)) {
            new Pass(settings, report, folder, target, vmshFirst).run();
        } finally {
            TemporaryFolder.delete(folder);
        }
        vmshFirst = !vmshFirst;
    }

    private record Pass(Settings settings, Report report, Path folder, Target target, boolean vmshFirst) {
        void run() throws IOException, InterruptedException {
            Files.writeString(
                    folder.resolve("config.yaml"),
                    "gateways:\n  bench:\n%smodel_defaults:\n  dialect: trino\n  start: '%d-01-01'\n"
                            .formatted(target.connection(), TpchModel.FIRST_YEAR));
            Files.createDirectories(folder.resolve("models"));
            for (TpchModel model : TpchModel.ALL) {
                Files.writeString(folder.resolve("models/" + model.name() + ".sql"), model.file(source(settings)));
            }
            List<String> plan = List.of("plan", "prod", "--auto-apply", "--no-prompts", "--execution-time", NOW);
            measure("first plan", "build", plan);
            measure("plan, nothing changed", "list", plan);
        }

        private void measure(String what, String task, List<String> arguments)
                throws IOException, InterruptedException {
            List<String> vmsh = new ArrayList<>(List.of(settings.vmsh(), "--quiet", "--yes"));
            vmsh.addAll(arguments);
            List<String> floor = TrinoFloor.command(task, target.floorUrl(), source(settings));
            if (vmshFirst) {
                Cost cost = Meter.run(target, folder, vmsh);
                add(what, cost, Meter.run(target, folder, floor));
            } else {
                Cost bare = Meter.run(target, folder, floor);
                add(what, Meter.run(target, folder, vmsh), bare);
            }
        }

        private void add(String what, Cost cost, Cost bare) {
            report.add(what, cost, bare);
            System.err.printf("%s: %,d ms, by hand %,d ms%n", what, cost.wallMillis(), bare.wallMillis());
        }
    }
}
