package dev.vmsh.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Knows at which steps commands were killed so far, so that those come next that were hit least. */
final class Moments {
    private final Random random;
    /** How often each step was hit, of those that were seen, by the command's first word. */
    private final Map<String, Map<String, Integer>> hits = new HashMap<>();
    /** How often a command passed a step, the last time it did. */
    private final Map<String, Integer> passes = new HashMap<>();

    Moments(Random random) {
        this.random = random;
    }

    /**
     * A step to be killed at.
     *
     * @param times how often it is reached before that
     */
    record Moment(String step, int times) {}

    /** One of the steps of {@code command} that were hit least; null if none of its steps was ever seen. */
    Moment choose(String command) {
        Map<String, Integer> known = hits.getOrDefault(command, Map.of());
        int least = known.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        var rare = new ArrayList<String>();
        known.forEach((step, count) -> {
            if (count <= least + 1) {
                rare.add(step);
            }
        });
        if (rare.isEmpty()) {
            return null;
        }
        rare.sort(null);
        String step = rare.get(random.nextInt(rare.size()));
        return new Moment(step, 1 + random.nextInt(passes.get(step)));
    }

    /** Takes note of the steps that {@code command} passed. */
    void saw(String command, List<String> steps) {
        Map<String, Integer> known = hits.computeIfAbsent(command, word -> new TreeMap<>());
        var counts = new HashMap<String, Integer>();
        steps.forEach(step -> counts.merge(step, 1, Integer::sum));
        counts.keySet().forEach(step -> known.putIfAbsent(step, 0));
        passes.putAll(counts);
    }

    void hit(String command, String step) {
        hits.get(command).merge(step, 1, Integer::sum);
    }

    /** How often each step was hit, whatever the command. */
    Map<String, Integer> outcome() {
        var all = new TreeMap<String, Integer>();
        hits.values().forEach(known -> known.forEach((step, count) -> all.merge(step, count, Integer::sum)));
        return all;
    }
}
