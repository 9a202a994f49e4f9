package dev.vmsh.diff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Counts as engines return them, and shares of them. */
final class Counts {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Counts() {}

    /** The sum of nothing is NULL in SQL, and 0 here. */
    static long number(Object value) {
        if (value == null) {
            return 0;
        }
        return value instanceof Number number && !(number instanceof BigDecimal)
                ? number.longValue()
                : new BigDecimal(value.toString()).longValueExact();
    }

    /** A whole number of any size; 0 for NULL. */
    static BigInteger whole(Object value) {
        return value == null ? BigInteger.ZERO : new BigDecimal(value.toString()).toBigIntegerExact();
    }

    private static BigDecimal withoutEndingZeros(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * {@code part} of {@code whole} in percent. Rounded, but never to 0 or to 100 unless it is just that: one differing row of a million
     * must be seen. 0 if there is no whole.
     */
    static BigDecimal percent(long part, long whole, int decimals) {
        if (whole == 0 || part == 0) {
            return BigDecimal.ZERO;
        }
        if (part == whole) {
            return HUNDRED;
        }
        BigDecimal exact = BigDecimal.valueOf(part).multiply(HUNDRED);
        BigDecimal rounded = exact.divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_UP);
        if (rounded.compareTo(HUNDRED) >= 0) {
            return HUNDRED.subtract(BigDecimal.ONE.movePointLeft(decimals));
        }
        return rounded.signum() == 0 ? BigDecimal.ONE.movePointLeft(decimals) : withoutEndingZeros(rounded);
    }
}
