package dev.vmsh.work;

import dev.vmsh.sql.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares expected rows with actual ones. Fractions may differ by a hundred-thousandth of themselves, NaN counts as NULL, everything
 * else must be equal. Pure.
 */
final class RowComparison {
    private static final double RELATIVE = 1e-5;
    private static final double ABSOLUTE = 1e-8;

    private final List<Column> columns;

    RowComparison(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * @param ordered whether the order of the rows counts.
     * @return empty if they are the same
     */
    Optional<Mismatch> compare(List<List<Object>> expected, List<List<Object>> actual, boolean ordered) {
        List<List<Object>> left = ordered ? expected : sorted(expected);
        List<List<Object>> right = ordered ? actual : sorted(actual);
        if (left.size() != right.size()) {
            return Optional.of(new Mismatch.OtherRows(columns, without(left, right), without(right, left)));
        }
        var cells = new ArrayList<Mismatch.Cell>();
        for (int row = 0; row < left.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                Object one = left.get(row).get(column);
                Object other = right.get(row).get(column);
                if (!same(one, other)) {
                    cells.add(new Mismatch.Cell(row, columns.get(column), one, other));
                }
            }
        }
        return cells.isEmpty() ? Optional.empty() : Optional.of(new Mismatch.OtherValues(cells));
    }

    /** Fractions are looked at last: two that are almost the same must not tear apart rows that belong together. */
    private List<List<Object>> sorted(List<List<Object>> rows) {
        Comparator<List<Object>> order = Comparator.comparing(row -> 0);
        for (boolean fractions : new boolean[] {false, true}) {
            for (int column = 0; column < columns.size(); column++) {
                int at = column;
                boolean fraction = rows.stream().anyMatch(row -> isFraction(row.get(at)));
                if (fraction == fractions) {
                    order = order.thenComparing(row -> row.get(at), RowComparison::order);
                }
            }
        }
        return rows.stream().sorted(order).toList();
    }

    /** The rows of {@code from} that have no partner in {@code others}; each row is a partner once. */
    private static List<List<Object>> without(List<List<Object>> from, List<List<Object>> others) {
        var unmatched = new ArrayList<>(others);
        var left = new ArrayList<List<Object>>();
        for (List<Object> row : from) {
            int partner = IntStream.range(0, unmatched.size())
                    .filter(i -> same(row, unmatched.get(i)))
                    .findFirst()
                    .orElse(-1);
            if (partner < 0) {
                left.add(row);
            } else {
                unmatched.remove(partner);
            }
        }
        return left;
    }

    private static boolean same(Object one, Object other) {
        if (isNothing(one) || isNothing(other)) {
            return isNothing(one) && isNothing(other);
        }
        if (isFraction(one) && isFraction(other)) {
            double expected = ((Number) one).doubleValue();
            double actual = ((Number) other).doubleValue();
            return expected == actual || Math.abs(actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
        }
        if (one instanceof BigDecimal number && other instanceof BigDecimal number2) {
            return number.compareTo(number2) == 0;
        }
        if (one instanceof List<?> list && other instanceof List<?> list2) {
            return list.size() == list2.size()
                    && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), list2.get(i)));
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> map2) {
            return same(List.copyOf(map.keySet()), List.copyOf(map2.keySet()))
                    && same(new ArrayList<>(map.values()), new ArrayList<>(map2.values()));
        }
        if (one instanceof byte[] bytes && other instanceof byte[] bytes2) {
            return Arrays.equals(bytes, bytes2);
        }
        return one.equals(other);
    }

    private static boolean isNothing(Object value) {
        return value == null
                || (value instanceof Double number && number.isNaN())
                || (value instanceof Float single && single.isNaN());
    }

    private static boolean isFraction(Object value) {
        return value instanceof Double || value instanceof Float;
    }

    @SuppressWarnings("unchecked")
    private static int order(Object one, Object other) {
        if (isNothing(one) || isNothing(other)) {
            return Boolean.compare(isNothing(other), isNothing(one));
        }
        boolean comparable = one instanceof Comparable && one.getClass() == other.getClass();
        return comparable
                ? ((Comparable<Object>) one).compareTo(other)
                : text(one).compareTo(text(other));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
    }
}
