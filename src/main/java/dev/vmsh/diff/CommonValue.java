package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values of two engines in one form, in which they are equal if they are the same. Pure. */
final class CommonValue {
    private CommonValue() {}

    /** The value's common form; null for NULL. */
    static Object of(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue())
                    ? number(new BigDecimal(value.toString()))
                    : value.toString();
        }
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        if (value instanceof BigInteger number) {
            return number(new BigDecimal(number));
        }
        if (value instanceof Number number) {
            return number(BigDecimal.valueOf(number.longValue()));
        }
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        }
        if (value instanceof OffsetDateTime time) {
            return LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC);
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(each -> Objects.requireNonNullElse(of(each), "NULL"))
                    .toList();
        }
        return value instanceof Map<?, ?> map
                ? map.toString()
                : value instanceof java.util.UUID id ? id.toString() : value;
    }

    private static BigDecimal number(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** Whether two values in their common form are the same by {@code rule}. */
    static boolean same(Object left, Object right, Rule rule) {
        if (left instanceof BigDecimal one && right instanceof BigDecimal other) {
            if (rule instanceof Rule.Within within) {
                return one.subtract(other).abs().compareTo(within.tolerance()) <= 0;
            }
            if (rule instanceof Rule.Rounded rounded) {
                return rounded(one, rounded).compareTo(rounded(other, rounded)) == 0;
            }
        }
        return Objects.equals(left, right);
    }

    private static BigDecimal rounded(BigDecimal number, Rule.Rounded rule) {
        return number.setScale(rule.decimals(), RoundingMode.HALF_UP);
    }
}
