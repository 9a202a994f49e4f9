package dev.vmsh.diff;

import java.math.BigDecimal;

/**
 * How many rows there are, and how many are alike. Rows whose key is NULL in all its parts match nothing and are in none of these but
 * the NULL keys. Each row of a side is counted once, duplicate keys or not: {@code source = fullMatch + partialMatch + sourceOnly}.
 *
 * @param source rows with a key
 * @param target rows with a key
 * @param fullMatch pairs with the same key and the same values
 * @param partialMatch pairs with the same key and different values
 * @param nullKeysSource rows with a NULL in some part of their key
 * @param duplicateKeysSource keys that more than one row has
 */
public record RowCounts(
        long source,
        long target,
        long fullMatch,
        long partialMatch,
        long sourceOnly,
        long targetOnly,
        long nullKeysSource,
        long nullKeysTarget,
        long duplicateKeysSource,
        long duplicateKeysTarget) {
    private static final int DECIMALS = 2;

    public long joined() {
        return fullMatch + partialMatch;
    }

    public long nullKeys() {
        return nullKeysSource + nullKeysTarget;
    }

    /** Whether every row has its like on the other side. */
    public boolean same() {
        return partialMatch == 0 && sourceOnly == 0 && targetOnly == 0;
    }

    /** The rows of both sides that are in such pairs, in percent of the rows of both sides. */
    public BigDecimal percentOfPairs(long pairs) {
        return Counts.percent(2 * pairs, source + target, DECIMALS);
    }

    /** Such rows in percent of the rows of both sides. */
    public BigDecimal percentOfRows(long rows) {
        return Counts.percent(rows, source + target, DECIMALS);
    }
}
