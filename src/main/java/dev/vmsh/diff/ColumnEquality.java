package dev.vmsh.diff;

import dev.vmsh.diff.ComparedColumn.Rule;
import java.util.List;
import java.util.stream.IntStream;

/** When two values of a compared column are the same, as SQL. Immutable. */
record ColumnEquality(TableComparison comparison, ComparisonSyntax syntax) {
    /** Whether {@code s.c0} and {@code t.c0} are the same by the column's rule; never NULL. */
    String same(int index) {
        ComparedColumn column = comparison.columns().get(index);
        String left = "s.c" + index;
        String right = "t.c" + index;
        if (column.rule() instanceof Rule.Within within) {
            return "coalesce(%s, %s IS NULL AND %s IS NULL)"
                    .formatted(
                            syntax.within(left, column.source(), right, column.target(), within.tolerance()),
                            left,
                            right);
        }
        if (column.rule() instanceof Rule.Rounded rounded) {
            return syntax.rounded(left, column.source(), column.retyped(), rounded.decimals())
                    + " IS NOT DISTINCT FROM "
                    + syntax.rounded(right, column.target(), column.retyped(), rounded.decimals());
        }
        return "("
                + (column.retyped()
                        ? syntax.same(left, column.source(), right, column.target())
                        : syntax.same(left, right, column.source()))
                + ")";
    }

    /** The values of {@code c0, c1...} as ones that can be grouped by, rounded where that is asked for. */
    List<String> groupables() {
        return IntStream.range(0, comparison.columns().size())
                .mapToObj(this::groupable)
                .toList();
    }

    private String groupable(int index) {
        ComparedColumn column = comparison.columns().get(index);
        String name = "c" + index;
        return column.rule() instanceof Rule.Rounded rounded
                ? syntax.rounded(name, column.source(), column.retyped(), rounded.decimals())
                : syntax.groupable(name, column.source());
    }
}
