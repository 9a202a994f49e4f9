package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches rows of two engines that travelled here, a segment at a time, and adds up what is found. The rows of a key are paired once
 * each, those that are the same first. For one thread.
 */
final class SegmentMatcher {
    private final TableComparison comparison;
    private final int keyCount;
    private final long[] differences;
    private long full;
    private long partial;
    private long sourceOnly;
    private long targetOnly;
    private final List<Samples.Changed> changed = new ArrayList<>();
    private final List<Map<String, Object>> onlySource = new ArrayList<>();
    private final List<Map<String, Object>> onlyTarget = new ArrayList<>();

    SegmentMatcher(TableComparison comparison) {
        this.comparison = comparison;
        this.keyCount = comparison.keys().size();
        this.differences = new long[comparison.columns().size()];
    }

    /** A row as it came, and its values in their common form. */
    private record Row(List<Object> raw, List<Object> common) {
        static Row of(List<Object> values) {
            var common = new ArrayList<>(values.size());
            values.forEach(value -> common.add(CommonValue.of(value)));
            return new Row(values, common);
        }
    }

    /**
     * Adds a segment.
     *
     * @param source the source's rows: parts of the key, then columns
     */
    void add(List<List<Object>> source, List<List<Object>> target) {
        Map<List<Object>, List<Row>> left = byKey(source);
        Map<List<Object>, List<Row>> right = byKey(target);
        Set<List<Object>> keys = new LinkedHashSet<>(left.keySet());
        keys.addAll(right.keySet());
        keys.forEach(key -> match(left.getOrDefault(key, List.of()), right.getOrDefault(key, List.of())));
    }

    private Map<List<Object>, List<Row>> byKey(List<List<Object>> rows) {
        var byKey = new LinkedHashMap<List<Object>, List<Row>>();
        for (List<Object> values : rows) {
            Row row = Row.of(values);
            List<Object> key = keyCount == 0 ? row.common() : row.common().subList(0, keyCount);
            byKey.computeIfAbsent(key, each -> new ArrayList<>()).add(row);
        }
        return byKey;
    }

    private void match(List<Row> source, List<Row> target) {
        if (source.size() == 1 && target.size() == 1) {
            pair(source.get(0), target.get(0));
            return;
        }
        var left = new ArrayList<Row>();
        var right = new ArrayList<>(target);
        for (Row row : source) {
            int same = sameIn(right, row);
            if (same < 0) {
                left.add(row);
            } else {
                right.remove(same);
                full++;
            }
        }
        int pairs = keyCount == 0 ? 0 : Math.min(left.size(), right.size());
        for (int i = 0; i < pairs; i++) {
            pair(left.get(i), right.get(i));
        }
        left.subList(pairs, left.size()).forEach(row -> {
            sourceOnly++;
            sample(onlySource, row);
        });
        right.subList(pairs, right.size()).forEach(row -> {
            targetOnly++;
            sample(onlyTarget, row);
        });
    }

    private int sameIn(List<Row> rows, Row wanted) {
        for (int i = 0; i < rows.size(); i++) {
            if (differing(wanted, rows.get(i)).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /** The compared columns in which two rows differ. */
    private List<Integer> differing(Row source, Row target) {
        var differing = new ArrayList<Integer>();
        for (int i = 0; i < differences.length; i++) {
            int at = keyCount + i;
            if (!CommonValue.same(
                    source.common().get(at),
                    target.common().get(at),
                    comparison.columns().get(i).rule())) {
                differing.add(i);
            }
        }
        return differing;
    }

    private void pair(Row source, Row target) {
        List<Integer> differing = differing(source, target);
        if (differing.isEmpty()) {
            full++;
            return;
        }
        partial++;
        differing.forEach(i -> differences[i]++);
        if (comparison.options().samples()
                && changed.size() < comparison.options().limit()) {
            var values = new LinkedHashMap<String, Samples.Values>();
            for (int i : differing) {
                values.put(
                        comparison.columns().get(i).name(),
                        new Samples.Values(
                                source.raw().get(keyCount + i), target.raw().get(keyCount + i)));
            }
            changed.add(new Samples.Changed(named(source, keyCount), values));
        }
    }

    private void sample(List<Map<String, Object>> samples, Row row) {
        if (comparison.options().samples()
                && samples.size() < comparison.options().limit()) {
            samples.add(named(row, row.raw().size()));
        }
    }

    private Map<String, Object> named(Row row, int count) {
        return comparison.named(row.raw(), count);
    }

    long full() {
        return full;
    }

    long partial() {
        return partial;
    }

    long sourceOnly() {
        return sourceOnly;
    }

    long targetOnly() {
        return targetOnly;
    }

    /** Pairs that differ in the column at {@code index} of the comparison. */
    long differences(int index) {
        return differences[index];
    }

    Samples samples() {
        return new Samples(changed, onlySource, onlyTarget);
    }
}
