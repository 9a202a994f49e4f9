package dev.vmsh.diff;

import java.util.Optional;

/**
 * One part of the key that rows are matched by.
 *
 * @param shown as people write it: the column's name or the expression
 * @param sql the same as SQL
 * @param column whether it is a column of both tables, rather than an expression
 * @param type its type, once that is known and the same on both sides
 * @param commonType the type to cast both sides to, where theirs differ and the engine would not join them as they are
 */
record KeyPart(String shown, String sql, boolean column, Optional<ColumnType> type, Optional<String> commonType) {
    KeyPart(String shown, String sql, boolean column) {
        this(shown, sql, column, Optional.empty(), Optional.empty());
    }

    /** Whether every engine can join on it, and takes two of its values for equal just when it groups them together. */
    boolean joins() {
        return type.filter(known -> known.family() != ColumnType.Family.OTHER
                        || known.name().equals("uuid"))
                .isPresent();
    }

    KeyPart of(ColumnType both) {
        return new KeyPart(shown, sql, column, Optional.of(both), Optional.empty());
    }

    KeyPart as(Optional<String> common) {
        return new KeyPart(shown, sql, column, Optional.empty(), common);
    }
}
