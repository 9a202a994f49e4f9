package dev.vmsh.diff;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Comparisons as PostgreSQL writes them. Types without an equality of their own (json, xml), those whose equality means something else
 * (a box equals any box of its area), and types that vmsh does not know are compared as text.
 */
final class PostgresSyntax implements ComparisonSyntax {
    private static final Set<String> COMPARABLE = Set.of(
            "uuid",
            "bytea",
            "interval",
            "time",
            "timetz",
            "time without time zone",
            "time with time zone",
            "jsonb",
            "inet",
            "cidr",
            "macaddr",
            "bit",
            "bit varying",
            "varbit",
            "money",
            "oid",
            "name");

    @Override
    public Optional<String> hash(List<String> values, List<ColumnType> types) {
        return Optional.of(new PostgresHash(values, types).sql());
    }

    /** Hashes of rows are put together by operations that a sum does not see through; one more hash hides them. */
    @Override
    public Optional<String> fingerprint(List<String> values, List<ColumnType> types) {
        return hash(values, types).map(hash -> "sum(hashint4extended(0, " + hash + "))");
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        return groupable(left, type) + " IS NOT DISTINCT FROM " + groupable(right, type);
    }

    @Override
    public String same(String left, ColumnType leftType, String right, ColumnType rightType) {
        if (leftType.family().number()) {
            return exactNumber(left, leftType) + " IS NOT DISTINCT FROM " + exactNumber(right, rightType);
        }
        if (leftType.family() == ColumnType.Family.TEXT) {
            return "CAST(%s AS text) IS NOT DISTINCT FROM CAST(%s AS text)".formatted(left, right);
        }
        return left + " IS NOT DISTINCT FROM " + right;
    }

    @Override
    public String rounded(String value, ColumnType type, boolean mixed, int decimals) {
        return "round(%s, %d)".formatted(exactNumber(value, type), decimals);
    }

    @Override
    public String within(String left, ColumnType leftType, String right, ColumnType rightType, BigDecimal tolerance) {
        String a = exactNumber(left, leftType);
        String b = exactNumber(right, rightType);
        return "(%1$s = %2$s OR abs(%1$s - %2$s) <= %3$s)".formatted(a, b, tolerance.toPlainString());
    }

    /** A float's own cast to numeric keeps 15 digits only; its text keeps all. */
    private static String exactNumber(String value, ColumnType type) {
        return type.family() == ColumnType.Family.FLOAT
                ? "CAST(CAST(%s AS text) AS numeric)".formatted(value)
                : "CAST(%s AS numeric)".formatted(value);
    }

    @Override
    public String groupable(String value, ColumnType type) {
        String element = type.name().endsWith("[]")
                ? type.name().substring(0, type.name().length() - 2)
                : type.name();
        boolean comparable =
                COMPARABLE.contains(element) || ColumnType.of(element).family() != ColumnType.Family.OTHER;
        return comparable ? value : "CAST(" + value + " AS text)";
    }

    @Override
    public Optional<String> commonKeyType(ColumnType type) {
        return switch (type.family()) {
            case INTEGER, DECIMAL, FLOAT -> Optional.of("numeric");
            case TEXT -> Optional.of("text");
            case TIME -> Optional.of("timestamp");
            default -> Optional.empty();
        };
    }

    /** A full join takes plain equality only; that of whole rows has NULL equal NULL. */
    @Override
    public Optional<String> nullSafeKey(List<String> keys) {
        return Optional.of("ROW(" + String.join(", ", keys) + ")");
    }

    /**
     * Of a table that was never analysed PostgreSQL takes a few rows by key for very many, and would put a whole table on disk to join them
     * with it.
     */
    @Override
    public String onItsOwn() {
        return "MATERIALIZED ";
    }

    @Override
    public String sameKeys(String left, String right, List<String> keys) {
        return "%s.k = %s.k".formatted(left, right);
    }
}
