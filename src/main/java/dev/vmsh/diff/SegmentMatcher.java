package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final boolean exact;
    private long full;
    private long partial;
    private long sourceOnly;
    private long targetOnly;
    private final FirstByKey<Samples.Changed> changed;
    private final FirstByKey<Map<String, Object>> onlySource;
    private final FirstByKey<Map<String, Object>> onlyTarget;

    SegmentMatcher(TableComparison comparison) {
        this.comparison = comparison;
        this.keyCount = comparison.keys().size();
        this.differences = new long[comparison.columns().size()];
        this.exact = comparison.columns().stream().allMatch(column -> column.rule() instanceof Rule.Exact);
        int shown = comparison.options().samples() ? comparison.options().limit() : 0;
        this.changed = new FirstByKey<>(shown);
        this.onlySource = new FirstByKey<>(shown);
        this.onlyTarget = new FirstByKey<>(shown);
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
            byKey.computeIfAbsent(key(row), each -> new ArrayList<>()).add(row);
        }
        return byKey;
    }

    /** The parts of the key; without any, all values. */
    private List<Object> key(Row row) {
        return keyCount == 0 ? row.common() : row.common().subList(0, keyCount);
    }

    private void match(List<Row> source, List<Row> target) {
        if (source.size() == 1 && target.size() == 1) {
            pair(source.get(0), target.get(0));
            return;
        }
        var left = new ArrayList<Row>();
        var right = new ArrayList<Row>();
        leaveEqual(source, target, left, right);
        if (!exact) {
            leaveSame(left, right);
        }
        int pairs = keyCount == 0 ? 0 : Math.min(left.size(), right.size());
        for (int i = 0; i < pairs; i++) {
            pair(left.get(i), right.get(i));
        }
        left.subList(pairs, left.size()).forEach(row -> {
            sourceOnly++;
            onlySource.add(key(row), () -> named(row, row.raw().size()));
        });
        right.subList(pairs, right.size()).forEach(row -> {
            targetOnly++;
            onlyTarget.add(key(row), () -> named(row, row.raw().size()));
        });
    }

    /** Pairs rows with equal values, whatever the rules; {@code left} and {@code right} get the others. */
    private void leaveEqual(List<Row> source, List<Row> target, List<Row> left, List<Row> right) {
        var waiting = new LinkedHashMap<List<Object>, Deque<Row>>();
        for (Row row : target) {
            waiting.computeIfAbsent(row.common(), each -> new ArrayDeque<>()).add(row);
        }
        for (Row row : source) {
            Deque<Row> equal = waiting.get(row.common());
            if (equal == null || equal.poll() == null) {
                left.add(row);
            } else {
                full++;
            }
        }
        waiting.values().forEach(right::addAll);
    }

    /** Takes pairs of rows away that are the same by the rules, which hashing cannot find. */
    private void leaveSame(List<Row> left, List<Row> right) {
        left.removeIf(row -> {
            int same = sameIn(right, row);
            if (same >= 0) {
                right.remove(same);
                full++;
            }
            return same >= 0;
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
        changed.add(key(source), () -> changed(source, target, differing));
    }

    private Samples.Changed changed(Row source, Row target, List<Integer> differing) {
        var values = new LinkedHashMap<String, Samples.Values>();
        for (int i : differing) {
            values.put(
                    comparison.columns().get(i).name(),
                    new Samples.Values(
                            source.raw().get(keyCount + i), target.raw().get(keyCount + i)));
        }
        return new Samples.Changed(named(source, keyCount), values);
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
        return new Samples(changed.inOrder(), onlySource.inOrder(), onlyTarget.inOrder());
    }
}
