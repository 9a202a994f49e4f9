package dev.vmsh.diff;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Comparisons as Trino writes them. Types that vmsh does not know are compared as the JSON that they become. */
final class TrinoSyntax implements ComparisonSyntax {
    /** It hashes no row but only tables; rows are compared one by one. */
    @Override
    public Optional<String> hash(List<String> values, List<ColumnType> types) {
        return Optional.empty();
    }

    /** Its own sum of hashes takes values of every type and their order out of account. */
    @Override
    public Optional<String> fingerprint(List<String> values, List<ColumnType> types) {
        return Optional.of("checksum(ROW(" + String.join(", ", values) + "))");
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        return groupable(left, type) + " IS NOT DISTINCT FROM " + groupable(right, type);
    }

    @Override
    public String same(String left, ColumnType leftType, String right, ColumnType rightType) {
        if (leftType.family().number()) {
            String type = exact(leftType, rightType);
            return "CAST(%1$s AS %3$s) IS NOT DISTINCT FROM CAST(%2$s AS %3$s)".formatted(left, right, type);
        }
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /** A type in which numbers of both types keep their digits. */
    private static String exact(ColumnType left, ColumnType right) {
        boolean floats = left.family() == ColumnType.Family.FLOAT || right.family() == ColumnType.Family.FLOAT;
        return floats ? "DOUBLE" : "DECIMAL(38, 18)";
    }

    @Override
    public String rounded(String value, ColumnType type, boolean mixed, int decimals) {
        return mixed
                ? "round(CAST(%s AS DOUBLE), %d)".formatted(value, decimals)
                : "round(%s, %d)".formatted(value, decimals);
    }

    @Override
    public String within(String left, ColumnType leftType, String right, ColumnType rightType, BigDecimal tolerance) {
        String type = exact(leftType, rightType);
        return "(CAST(%1$s AS %3$s) = CAST(%2$s AS %3$s) OR abs(CAST(%1$s AS %3$s) - CAST(%2$s AS %3$s)) <= %4$s)"
                .formatted(left, right, type, tolerance.toPlainString());
    }

    @Override
    public String groupable(String value, ColumnType type) {
        return type.name().equals("json") ? "json_format(" + value + ")" : value;
    }

    @Override
    public Optional<String> commonKeyType(ColumnType type) {
        return switch (type.family()) {
            case INTEGER, DECIMAL -> Optional.of("DECIMAL(38, 18)");
            case FLOAT -> Optional.of("DOUBLE");
            case TEXT -> Optional.of("VARCHAR");
            default -> Optional.empty();
        };
    }

    /** A full join takes plain equality only; a row with a NULL in it equals none, and its JSON does. */
    @Override
    public Optional<String> nullSafeKey(List<String> keys) {
        return Optional.of("json_format(CAST(ROW(" + String.join(", ", keys) + ") AS JSON))");
    }

    @Override
    public String sameKeys(String left, String right, List<String> keys) {
        return "%s.k = %s.k".formatted(left, right);
    }
}
