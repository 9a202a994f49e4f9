package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Of many things that have keys the first few, in the order of their keys, however they come. For one thread.
 *
 * @param <T> what is kept
 */
final class FirstByKey<T> {
    private record Kept<T>(List<Object> key, T value) {}

    private final int limit;
    private final PriorityQueue<Kept<T>> last = new PriorityQueue<>(
            Comparator.comparing(Kept<T>::key, FirstByKey::compare).reversed());

    /** @param limit most that are kept; 0 for none */
    FirstByKey(int limit) {
        this.limit = limit;
    }

    /**
     * @param key values in their common form; NULL comes last
     * @param value asked for only if it is kept for now
     */
    void add(List<Object> key, Supplier<T> value) {
        if (limit == 0) {
            return;
        }
        if (last.size() == limit) {
            if (compare(key, last.element().key()) >= 0) {
                return;
            }
            last.remove();
        }
        last.add(new Kept<>(key, value.get()));
    }

    List<T> inOrder() {
        var kept = new ArrayList<>(last);
        kept.sort(Comparator.comparing(Kept::key, FirstByKey::compare));
        return kept.stream().map(Kept::value).toList();
    }

    private static int compare(List<Object> left, List<Object> right) {
        for (int i = 0; i < left.size(); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked") // two values of one class compare with each other
    private static int compare(Object left, Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return left instanceof Comparable<?> one && left.getClass() == right.getClass()
                ? ((Comparable<Object>) one).compareTo(right)
                : left.toString().compareTo(right.toString());
    }
}
