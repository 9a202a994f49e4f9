package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Measures {@code scripts/vmsh} on a generated project, each task beside the same SQL over bare JDBC in the same run, and prints medians as
 * Markdown. Arguments: the root of the checkout, the number of models, the number of runs.
 */
final class Benchmark {
    private static final int WARM_REPEATS = 20;

    private final Path root;
    private final int models;
    private final GeneratedProject project;
    private final Report report = new Report();

    private Benchmark(Path root, int models) {
        this.root = root;
        this.models = models;
        this.project = ProjectGenerator.generate(models);
    }

    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        int runs = Integer.parseInt(args[2]);
        var benchmark = new Benchmark(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
        for (int run = 1; run <= runs; run++) {
            System.err.println("run " + run + " of " + runs);
            benchmark.run();
        }
        System.out.println(benchmark.heading(runs));
        System.out.println(benchmark.report.markdown());
    }

    private String heading(int runs) {
        return "%d models and %d seeds of %d rows; %s %s, %d processors, Java %s; medians of %d runs. The floor is a program that sends the same SQL over bare JDBC.%n"
                .formatted(
                        models,
                        project.seeds().size(),
                        ProjectGenerator.ROWS,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        runs);
    }

    /** One pass over everything, in a project and a database that are new. */
    private void run() throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("vmsh-bench");
        try {
            ProjectGenerator.write(project, folder);
            measure(folder, "first plan", Floor.Task.BUILD_ALL, plan("prod"));
            measure(folder, "plan, nothing changed", Floor.Task.LIST_TABLES, plan("prod"));
            measure(folder, "new environment", Floor.Task.NEW_ENVIRONMENT, plan("dev"));
            ProjectGenerator.write(project.leaf().edited(), folder);
            measure(folder, "diff after one edit", Floor.Task.LIST_TABLES, List.of("diff", "dev"));
            measure(folder, "plan dev after one edit", Floor.Task.REBUILD_LEAF, plan("dev"));
            measure(folder, "promotion to prod", Floor.Task.PROMOTE_LEAF, plan("prod"));
            measure(folder, "environments", Floor.Task.LIST_TABLES, List.of("environments"));
            measure(folder, "start: select 1", Floor.Task.SELECT_ONE, List.of("-c", "select 1"));
            typeInto(folder);
        } finally {
            delete(folder);
        }
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

    private void measure(Path folder, String what, Floor.Task task, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> vmsh = new ArrayList<>(List.of(script(), "--quiet", "--yes"));
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
                folder.resolve("floor.db").toString(),
                Integer.toString(models));
        report.add(what, Meter.run(folder, vmsh), Meter.run(folder, floor));
    }

    private void typeInto(Path folder) throws IOException, InterruptedException, TimeoutException {
        try (var session = new TypedSession(folder, "'" + script() + "' -e dev")) {
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

    private String script() {
        return root.resolve("scripts/vmsh").toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
