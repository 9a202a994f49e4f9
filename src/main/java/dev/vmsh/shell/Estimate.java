package dev.vmsh.shell;

import dev.vmsh.shell.render.Phrases;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of a backfill, from how long batches of the same models took: in this run, else in earlier ones. Says nothing while it
 * knows nothing; a wrong estimate is worse than none. For one thread.
 */
final class Estimate {
    private final BatchTimes times;
    private final Map<TableName, Integer> left = new LinkedHashMap<>();
    private final Map<TableName, Duration> spent = new LinkedHashMap<>();
    private final Map<TableName, Integer> done = new LinkedHashMap<>();

    Estimate(BatchTimes times) {
        this.times = times;
    }

    /** @param batches to compute, by model */
    void plan(Map<TableName, Integer> batches) {
        left.putAll(batches);
    }

    void finished(TableName model, Duration took) {
        left.merge(model, -1, Integer::sum);
        spent.merge(model, took, Duration::plus);
        done.merge(model, 1, Integer::sum);
    }

    /** {@code about 2 min left (from 3 runs)}; empty where nothing is known. For what is between two batches. */
    String text(Duration elapsed) {
        String time = left(elapsed, Map.of());
        return time.isEmpty() ? "" : time + " (" + source() + ")";
    }

    /**
     * {@code about 2 min left}; empty where nothing is known.
     *
     * @param elapsed since the first batch began: several at once take less time together
     * @param running how long the batches under way have been so
     */
    String left(Duration elapsed, Map<TableName, Duration> running) {
        double millis = 0;
        boolean known = false;
        boolean unknown = false;
        for (Map.Entry<TableName, Integer> each : open()) {
            Optional<BatchTimes.Mean> mean = mean(each.getKey());
            known |= mean.isPresent();
            unknown |= mean.isEmpty();
            long spent = running.getOrDefault(each.getKey(), Duration.ZERO).toMillis();
            millis += mean.map(found -> found.millis() * each.getValue() - Math.min(found.millis(), (double) spent))
                    .orElse(0.0);
        }
        if (!known) {
            return "";
        }
        double atOnce = Math.max(1, total().toMillis() / (double) Math.max(1, elapsed.toMillis()));
        long seconds = Math.max(1, Math.round(millis / atOnce / 1000));
        return "%s %s left".formatted(unknown ? "at least" : "about", Phrases.duration(Duration.ofSeconds(seconds)));
    }

    /** What {@link #left} is told from: {@code from 3 runs}, the fewest of any model that has none in this run. */
    String source() {
        int runs = open().stream()
                .flatMap(each -> mean(each.getKey()).stream())
                .mapToInt(BatchTimes.Mean::runs)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
        return runs == 0 ? "from this run" : "from " + Phrases.count(runs, "run");
    }

    private List<Map.Entry<TableName, Integer>> open() {
        return left.entrySet().stream().filter(each -> each.getValue() > 0).toList();
    }

    /** Remembers this run for the next. */
    void learn() {
        done.forEach((model, count) -> times.learn(model, spent.get(model).dividedBy(count)));
        times.save();
    }

    private Optional<BatchTimes.Mean> mean(TableName model) {
        Integer count = done.get(model);
        return count == null
                ? times.of(model)
                : Optional.of(new BatchTimes.Mean((double) spent.get(model).toMillis() / count, 0));
    }

    private Duration total() {
        return spent.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
