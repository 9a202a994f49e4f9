package dev.vmsh.diff;

import java.math.BigDecimal;

/** A column that both tables have, and when two of its values count as the same. */
record ComparedColumn(String name, ColumnType source, ColumnType target, Rule rule) {
    /** When two values are the same. NULL is the same as NULL only. */
    sealed interface Rule {
        /** As the engine sees it; NaN is the same as NaN. */
        record Exact() implements Rule {}

        /** After rounding to so many decimal places. */
        record Rounded(int decimals) implements Rule {}

        /** No further apart than this. */
        record Within(BigDecimal tolerance) implements Rule {}
    }

    boolean retyped() {
        return !source.same(target);
    }

    /** Whether the types differ in more than the name that their engines call them by. */
    boolean retypedAcross() {
        return !source.same(target) && !source.alike(target);
    }

    /** Whether it takes a number with a fraction on at least one side. */
    static boolean fractions(ColumnType source, ColumnType target) {
        return source.family().number()
                && target.family().number()
                && !(source.family() == ColumnType.Family.INTEGER && target.family() == ColumnType.Family.INTEGER);
    }
}
