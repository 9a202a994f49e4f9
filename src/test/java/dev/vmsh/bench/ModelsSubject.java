package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** The life of a generated project, from its first plan to a promotion, and what is typed most on the way. Its size is in models. */
final class ModelsSubject implements Subject {
    private static final int WARM_REPEATS = 20;

    @Override
    public List<String> engines() {
        return List.of("duckdb", "postgres");
    }

    @Override
    public int usualSize() {
        return 200;
    }

    @Override
    public String describe(Settings settings) {
        return "%d models and %d seeds of %d rows on %s"
                .formatted(
                        settings.size(),
                        ProjectGenerator.generate(settings.size()).seeds().size(),
                        ProjectGenerator.ROWS,
                        settings.engine());
    }

    @Override
    public void measure(Settings settings, Report report) throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try (Target target = Target.of(settings.engine(), folder)) {
            new Pass(settings, report, folder, target).run();
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    /** One pass, in a project and a database that are new. */
    private record Pass(Settings settings, Report report, Path folder, Target target) {
        void run() throws IOException, InterruptedException, TimeoutException {
            GeneratedProject project = ProjectGenerator.generate(settings.size());
            ProjectGenerator.write(project, folder, target);
            measure("first plan", Floor.Task.BUILD_ALL, plan("prod"));
            measure("plan, nothing changed", Floor.Task.LIST_TABLES, plan("prod"));
            measure("new environment", Floor.Task.NEW_ENVIRONMENT, plan("dev"));
            ProjectGenerator.write(project.leaf().edited(), folder);
            measure("diff after one edit", Floor.Task.LIST_TABLES, List.of("diff", "dev"));
            measure("plan dev after one edit", Floor.Task.REBUILD_LEAF, plan("dev"));
            measure("promotion to prod", Floor.Task.PROMOTE_LEAF, plan("prod"));
            measure("environments", Floor.Task.LIST_TABLES, List.of("environments"));
            measure("start: select 1", Floor.Task.SELECT_ONE, List.of("-c", "select 1"));
            typeInto(project);
        }

        private static List<String> plan(String environment) {
            return List.of(
                    "plan",
                    environment,
                    "--auto-apply",
                    "--no-prompts",
                    "--execution-time",
                    ProjectGenerator.PRESENT.toString());
        }

        private void measure(String what, Floor.Task task, List<String> arguments)
                throws IOException, InterruptedException {
            List<String> vmsh = new ArrayList<>(List.of(settings.vmsh(), "--quiet", "--yes"));
            vmsh.addAll(arguments);
            List<String> floor = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.library.path=" + System.getProperty("java.library.path"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Floor.class.getName(),
                    task.name().toLowerCase(Locale.ROOT),
                    target.floorUrl(),
                    Integer.toString(settings.size()));
            report.add(what, Meter.run(target, folder, vmsh), Meter.run(target, folder, floor));
        }

        private void typeInto(GeneratedProject project) throws IOException, InterruptedException, TimeoutException {
            try (var session = new TypedSession(folder, "'" + settings.vmsh() + "' -e dev")) {
                report.addTyped("start to first prompt", session.await("bench:dev"));
                report.addTyped("first answer after the prompt", session.type(""));
                for (int i = 0; i < WARM_REPEATS; i++) {
                    report.addTyped("select 1", session.type(""));
                }
                String leaf = "select count(*) from " + project.leaf().name() + ";";
                for (String line : List.of(leaf, "environments", "diff dev", "plan dev --explain")) {
                    String what = line.equals(leaf) ? "select count(*) from a model" : line;
                    for (int i = 0; i < WARM_REPEATS / 4; i++) {
                        report.addTyped(what + " (and select 1)", session.type(line));
                    }
                }
            }
        }
    }
}
