package dev.vmsh.shell;

import dev.vmsh.shell.render.Phrases;
import dev.vmsh.sql.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    /**
     * {@code about 2 min left (from 3 runs)}; empty where nothing is known.
     *
     * @param elapsed since the first batch began: several at once take less time together
     */
    String text(Duration elapsed) {
        double millis = 0;
        int unknown = 0;
        int runs = Integer.MAX_VALUE;
        for (Map.Entry<TableName, Integer> each : left.entrySet()) {
            if (each.getValue() <= 0) {
                continue;
            }
            Optional<BatchTimes.Mean> mean = mean(each.getKey());
            if (mean.isEmpty()) {
                unknown++;
            } else {
                millis += mean.get().millis() * each.getValue();
                runs = Math.min(runs, mean.get().runs());
            }
        }
        if (runs == Integer.MAX_VALUE) {
            return "";
        }
        double atOnce = Math.max(1, total().toMillis() / (double) Math.max(1, elapsed.toMillis()));
        long seconds = Math.max(1, Math.round(millis / atOnce / 1000));
        String source = runs == 0 ? "from this run" : "from " + Phrases.count(runs, "run");
        return "%s %s left (%s)"
                .formatted(unknown > 0 ? "at least" : "about", Phrases.duration(Duration.ofSeconds(seconds)), source);
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
