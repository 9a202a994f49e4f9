package dev.vmsh.shell;

import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a batch of each model took in earlier runs, on this machine. Kept in one small file of the user's: an estimate is a comfort, so
 * a file that cannot be read or written costs no more than the estimate. For one thread.
 */
final class BatchTimes {
    /** Younger runs count for more. */
    private static final double WEIGHT_OF_LAST = 0.4;

    private static final int MOST = 5_000;

    private final Optional<Path> file;
    private final String project;
    private final Map<String, Mean> means;

    /**
     * A model's batches so far.
     *
     * @param millis of one batch
     * @param runs how many runs that was learnt from
     */
    record Mean(double millis, int runs) {}

    private BatchTimes(Optional<Path> file, String project, Map<String, Mean> means) {
        this.file = file;
        this.project = project;
        this.means = means;
    }

    /**
     * @param state the user's folder; empty to remember nothing
     * @param project what tells models of one name apart: root and gateway
     */
    static BatchTimes of(Optional<Path> state, String project) {
        Optional<Path> file = state.map(folder -> folder.resolve("batch-times"));
        var means = new LinkedHashMap<String, Mean>();
        for (String line : lines(file)) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 4 && parts[2].matches("\\d+(\\.\\d+)?") && parts[3].matches("\\d{1,9}")) {
                means.put(
                        parts[0] + "\t" + parts[1], new Mean(Double.parseDouble(parts[2]), Integer.parseInt(parts[3])));
            }
        }
        return new BatchTimes(file, project, means);
    }

    private static List<String> lines(Optional<Path> file) {
        try {
            return file.isPresent() && Files.isRegularFile(file.get()) ? Files.readAllLines(file.get()) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Empty for a model that was never computed here. */
    Optional<Mean> of(TableName model) {
        return Optional.ofNullable(means.get(key(model)));
    }

    /**
     * Learns from a run.
     *
     * @param batch how long one batch of the model took, on average
     */
    void learn(TableName model, Duration batch) {
        double millis = batch.toMillis();
        Mean before = means.remove(key(model));
        means.put(
                key(model),
                before == null
                        ? new Mean(millis, 1)
                        : new Mean(
                                before.millis() * (1 - WEIGHT_OF_LAST) + millis * WEIGHT_OF_LAST, before.runs() + 1));
    }

    /** Writes what was learnt; the oldest is forgotten where it grows too much. */
    void save() {
        if (file.isEmpty()) {
            return;
        }
        var out = new StringBuilder();
        means.entrySet().stream()
                .skip(Math.max(0, means.size() - MOST))
                .forEach(entry -> out.append("%s\t%s\t%d%n"
                        .formatted(
                                entry.getKey(),
                                Math.round(entry.getValue().millis()),
                                entry.getValue().runs())));
        Path target = file.get();
        Path fresh =
                target.resolveSibling("batch-times." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(fresh, out);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return; // as the class says
        }
    }

    private String key(TableName model) {
        return project + "\t" + model;
    }
}
