package dev.vmsh.diff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Comparisons as DuckDB writes them. Every type of it can be compared, nested ones included, and NaN equals NaN. */
final class DuckDbSyntax implements ComparisonSyntax {
    /** Decimals of more digits take 128 bits. */
    private static final int LONG_DIGITS = 18;

    /** Of a floating number of 64 bits and of one of 32, as a part of it. */
    private static final String HALF_OF_LAST_DIGIT = "1.2e-16";

    private static final String HALF_OF_LAST_DIGIT_SINGLE = "6e-8";

    private static final Set<String> HASHED_WELL = Set.of("time", "blob", "json");
    private static final Set<String> HASHED_AS_TEXT =
            Set.of("uuid", "interval", "time with time zone", "timetz", "bit");

    /**
     * DuckDB's hash of a value of 128 bits is that of one half xor that of the other, so that 0 and -1 collide; that of an interval
     * takes a day for a month. Their text is hashed instead. Nested values have no text that is certain to be theirs alone.
     */
    @Override
    public Optional<String> hash(List<String> values, List<ColumnType> types) {
        var hashed = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            ColumnType type = types.get(i);
            if (hashesWell(type)) {
                hashed.add(values.get(i));
            } else if (type.family().number() || HASHED_AS_TEXT.contains(type.name())) {
                hashed.add("CAST(" + values.get(i) + " AS VARCHAR)");
            } else {
                return Optional.empty();
            }
        }
        return Optional.of("hash(" + String.join(", ", hashed) + ")");
    }

    /** The hash of a row's last value is put to that of the others by xor, which a sum can see through; one more hash hides that. */
    @Override
    public Optional<String> fingerprint(List<String> values, List<ColumnType> types) {
        return hash(values, types).map(hash -> "sum(hash(" + hash + "))");
    }

    private static boolean hashesWell(ColumnType type) {
        return switch (type.family()) {
            case INTEGER -> !type.name().contains("huge");
            case DECIMAL -> digits(type) <= LONG_DIGITS;
            case FLOAT, TEXT, BOOLEAN, TIME -> true;
            case OTHER -> HASHED_WELL.contains(type.name());
        };
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /** There and back: a common type would round large integers and overflow on wide decimals. */
    @Override
    public String same(String left, ColumnType leftType, String right, ColumnType rightType) {
        return "CASE WHEN %1$s IS NULL OR %2$s IS NULL THEN %1$s IS NULL AND %2$s IS NULL ".formatted(left, right)
                + "ELSE coalesce(TRY_CAST(%1$s AS %4$s) = %2$s AND TRY_CAST(%2$s AS %3$s) = %1$s, false) END"
                        .formatted(left, right, leftType.text(), rightType.text());
    }

    @Override
    public String rounded(String value, ColumnType type, boolean mixed, int decimals) {
        return "round(%s, %d)".formatted(mixed ? "CAST(" + value + " AS DOUBLE)" : value, decimals);
    }

    /**
     * A floating number is meant as the decimal that it is shown as: 12.7 and 11.7 are 1 apart, although what is stored for them is a little
     * more or less. So half of its last digit may be added for each.
     */
    @Override
    public String within(String left, ColumnType leftType, String right, ColumnType rightType, BigDecimal tolerance) {
        boolean exact = exactDifference(leftType) && exactDifference(rightType);
        String type = exact ? "DECIMAL(38, %d)".formatted(Math.max(scale(leftType), scale(rightType))) : "DOUBLE";
        String one = "CAST(%s AS %s)".formatted(left, type);
        String other = "CAST(%s AS %s)".formatted(right, type);
        String most = tolerance.toPlainString();
        if (exact || tolerance.signum() == 0) {
            return "(%s = %s OR abs(%s - %s) <= %s)".formatted(left, right, one, other, most);
        }
        String half = leftType.single() || rightType.single() ? HALF_OF_LAST_DIGIT_SINGLE : HALF_OF_LAST_DIGIT;
        return "(%1$s = %2$s OR (isfinite(%3$s - %4$s) AND abs(%3$s - %4$s) <= %5$s + (abs(%3$s) + abs(%4$s)) * %6$s))"
                .formatted(left, right, one, other, most, half);
    }

    /** Whether the difference of two such values fits into 38 digits, together with the other side's places. */
    private static boolean exactDifference(ColumnType type) {
        return switch (type.family()) {
            case INTEGER -> !type.name().contains("huge") && !type.name().equals("ubigint");
            case DECIMAL -> digits(type) - scale(type) <= LONG_DIGITS && scale(type) <= LONG_DIGITS;
            default -> false;
        };
    }

    private static int digits(ColumnType type) {
        return number(type, 0, LONG_DIGITS);
    }

    private static int scale(ColumnType type) {
        return type.family() == ColumnType.Family.DECIMAL ? number(type, 1, 3) : 0;
    }

    private static int number(ColumnType type, int index, int otherwise) {
        int open = type.text().indexOf('(');
        int close = type.text().indexOf(')');
        if (open < 0 || close < open) {
            return otherwise;
        }
        String[] parts = type.text().substring(open + 1, close).split(",", -1);
        return index < parts.length ? Integer.parseInt(parts[index].strip()) : 0;
    }

    @Override
    public String groupable(String value, ColumnType type) {
        return value;
    }

    @Override
    public Optional<String> commonKeyType(ColumnType type) {
        return Optional.empty();
    }

    @Override
    public Optional<String> nullSafeKey(List<String> keys) {
        return Optional.empty();
    }

    @Override
    public String sameKeys(String left, String right, List<String> keys) {
        return keys.stream()
                .map(key -> "%s.%s IS NOT DISTINCT FROM %s.%s".formatted(left, key, right, key))
                .collect(Collectors.joining(" AND "));
    }
}
