package dev.vmsh.diff;

import java.math.BigDecimal;

/**
 * How a column compares over the pairs of rows with the same key.
 *
 * @param differences pairs with different values
 * @param pairs all pairs
 */
public record ColumnMatch(String name, long differences, long pairs) {
    private static final int DECIMALS = 9;

    /** Pairs with the same value, in percent; 100 only if there is no difference. */
    public BigDecimal percent() {
        return percent(DECIMALS);
    }

    /** The same, rounded to so many decimal places. */
    public BigDecimal percent(int decimals) {
        return pairs == 0 ? Counts.percent(1, 1, decimals) : Counts.percent(pairs - differences, pairs, decimals);
    }
}
