package dev.vmsh.state.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the record of what exists grows: fills a store in a DuckDB file with models, their days and environments, and prints what it costs to
 * write and to read them as a row of a Markdown table for each size:
 * seconds to wait, and of processor time. No table is computed and no view moves. Its front door is
 * {@code scripts/bench state}.
 */
final class StateGrowth {
    /** An environment differs from prod in one model of so many. */
    private static final int EDITED = 100;

    private static final int DAYS = 365;

    private final StateStore store;
    private final int models;
    private final List<String> cells = new ArrayList<>();

    private StateGrowth(StateStore store, int models) {
        this.store = store;
        this.models = models;
    }

    /** Arguments: sizes, each {@code MODELSxENVIRONMENTS}. */
    public static void main(String[] args) throws IOException {
        System.out.println(
                "| models | environments | record versions | promote | read one environment | its versions | its intervals"
                        + " | names of environments | read all environments | file |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (String size : args) {
            String[] parts = size.split("x", -1);
            measure(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    private static void measure(int models, int environments) throws IOException {
        Path folder = Files.createTempDirectory("vmsh-state");
        Path file = folder.resolve("state.db");
        var settings = new ConnectionSettings("duckdb", Map.of("database", file.toString()));
        String cells;
        try (Engine engine = new JdbcEngines().create(settings, folder.toString());
                StateStore store = new JdbcStateStore(engine, true, "vmsh", Migration.ALL, "1.0")) {
            store.migrate();
            cells = new StateGrowth(store, models).fillAndRead(environments);
        }
        System.out.printf(
                Locale.ROOT, "| %,d | %,d %s| %.1f MB |%n", models, environments, cells, Files.size(file) / 1e6);
        try (var files = Files.walk(folder)) {
            for (Path path :
                    files.sorted((left, right) -> right.compareTo(left)).toList()) {
                Files.delete(path);
            }
        }
    }

    private String fillAndRead(int environments) {
        List<Snapshot> prod =
                IntStream.range(0, models).mapToObj(model -> version(model, 0)).toList();
        timed(() -> store.transaction(transaction -> {
            transaction.addSnapshots(prod);
            transaction.addIntervals(prod.stream().map(StateGrowth::year).toList());
            return null;
        }));
        for (int environment = 1; environment < environments; environment++) {
            promote("dev_" + environment, edited(prod, environment));
        }
        timed(() -> promote("prod", prod));
        EnvironmentName last = environments == 1 ? EnvironmentName.PROD : EnvironmentName.of("dev_1");
        var read = new ArrayList<Environment>();
        timed(() -> read.add(store.environment(last).orElseThrow()));
        List<Pointer> pointers = read.get(0).pointers();
        timed(() -> store.snapshots(pointers.stream().map(Pointer::snapshot).toList()));
        timed(() -> store.intervals(pointers.stream().map(Pointer::table).toList()));
        timed(() -> require(store.environmentNames().size() == environments));
        timed(() -> require(store.environments().size() == environments));
        return String.join("", cells);
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalStateException("not every environment was read");
        }
    }

    private static Snapshot version(int model, int edit) {
        return Samples.snapshot(
                TableName.of("shop", "model_" + model),
                "select %d as edit, id, customer, amount, ds from shop.orders_%d where ds between @start_ds and @end_ds"
                        .formatted(edit, model));
    }

    private List<Snapshot> edited(List<Snapshot> prod, int environment) {
        return IntStream.range(0, models)
                .mapToObj(
                        model -> model % EDITED == environment % EDITED ? version(model, environment) : prod.get(model))
                .toList();
    }

    private void promote(String name, List<Snapshot> versions) {
        Environment environment = Samples.environment(name, "plan_" + name, versions.toArray(Snapshot[]::new));
        store.transaction(transaction -> {
            transaction.addSnapshots(versions);
            transaction.writeEnvironment(environment);
            transaction.appendLog(
                    new LogEntry(environment.planId(), Samples.NOON, "ana@host", "one edit", environment));
            return null;
        });
    }

    private static DoneBatch year(Snapshot snapshot) {
        return new DoneBatch(
                snapshot.storage().table(), new Interval(Samples.NOON.minus(Duration.ofDays(DAYS)), Samples.NOON));
    }

    /** The processor time of the whole process, and how long it took. */
    private void timed(Runnable work) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        work.run();
        cells.add("| %s, %s ".formatted(shown(System.nanoTime() - start), shown(cpuNanos() - cpu)));
    }

    private static String shown(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e9);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
