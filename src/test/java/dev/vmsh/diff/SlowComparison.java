package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comparing two tables means, said row by row in the plainest way. */
final class SlowComparison {
    private final RandomTables tables;
    private final int keyCount;
    private long full;
    private long partial;
    private long sourceOnly;
    private long targetOnly;
    private boolean pairsCertain = true;
    private final Map<String, Long> differences = new HashMap<>();

    SlowComparison(RandomTables tables) {
        this.tables = tables;
        this.keyCount = tables.keyCount();
        for (int i = keyCount; i < tables.types.size(); i++) {
            differences.put(tables.name(i), 0L);
        }
        Set<List<Integer>> keys = new LinkedHashSet<>();
        keyed(tables.source).forEach(row -> keys.add(key(row)));
        keyed(tables.target).forEach(row -> keys.add(key(row)));
        keys.forEach(this::compare);
    }

    RowCounts rows() {
        return new RowCounts(
                keyed(tables.source).size(),
                keyed(tables.target).size(),
                full,
                partial,
                sourceOnly,
                targetOnly,
                nullKeys(tables.source),
                nullKeys(tables.target),
                duplicateKeys(tables.source),
                duplicateKeys(tables.target));
    }

    /** Pairs that differ, by column. */
    Map<String, Long> differences() {
        return differences;
    }

    /** Whether it is certain which rows are paired: not if several rows of one key have no equal. */
    boolean pairsCertain() {
        return pairsCertain;
    }

    private void compare(List<Integer> key) {
        List<List<Integer>> left = withKey(tables.source, key);
        List<List<Integer>> right = withKey(tables.target, key);
        for (List<Integer> row : List.copyOf(left)) {
            if (right.remove(row)) {
                left.remove(row);
                full++;
            }
        }
        if (keyCount == 0) {
            sourceOnly += left.size();
            targetOnly += right.size();
            return;
        }
        int pairs = Math.min(left.size(), right.size());
        pairsCertain &= pairs == 0 || (left.size() == 1 && right.size() == 1);
        partial += pairs;
        sourceOnly += left.size() - pairs;
        targetOnly += right.size() - pairs;
        for (int pair = 0; pair < pairs; pair++) {
            for (int i = keyCount; i < tables.types.size(); i++) {
                if (!left.get(pair).get(i).equals(right.get(pair).get(i))) {
                    differences.merge(tables.name(i), 1L, Long::sum);
                }
            }
        }
    }

    private List<Integer> key(List<Integer> row) {
        return row.subList(0, keyCount);
    }

    private List<List<Integer>> withKey(List<List<Integer>> rows, List<Integer> key) {
        var found = new ArrayList<List<Integer>>();
        keyed(rows).stream().filter(row -> key(row).equals(key)).forEach(found::add);
        return found;
    }

    private List<List<Integer>> keyed(List<List<Integer>> rows) {
        return rows.stream()
                .filter(row -> keyCount == 0 || key(row).stream().anyMatch(value -> value >= 0))
                .toList();
    }

    private long nullKeys(List<List<Integer>> rows) {
        return rows.stream()
                .filter(row -> key(row).stream().anyMatch(value -> value < 0))
                .count();
    }

    private long duplicateKeys(List<List<Integer>> rows) {
        if (keyCount == 0) {
            return 0;
        }
        List<List<Integer>> all = keyed(rows).stream().map(this::key).toList();
        return Set.copyOf(all).stream()
                .filter(key -> Collections.frequency(all, key) > 1)
                .count();
    }
}
