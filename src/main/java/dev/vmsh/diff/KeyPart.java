package dev.vmsh.diff;

import java.util.Optional;

/**
 * One part of the key that rows are matched by.
 *
 * @param shown as people write it: the column's name or the expression
 * @param sql the same as SQL
 * @param column whether it is a column of both tables, rather than an expression
 * @param commonType the type to cast both sides to, where theirs differ and the engine would not join them as they are
 */
record KeyPart(String shown, String sql, boolean column, Optional<String> commonType) {
    KeyPart(String shown, String sql, boolean column) {
        this(shown, sql, column, Optional.empty());
    }

    KeyPart as(Optional<String> type) {
        return new KeyPart(shown, sql, column, type);
    }
}
