package dev.vmsh.engine.jdbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that begins or ends a transaction, as a person types it.
 *
 * @param begins whether it begins one
 * @param commits whether it ends one by keeping its changes
 * @param options what stands after BEGIN, such as {@code READ ONLY}; may be empty
 */
record TransactionControl(boolean begins, boolean commits, String options) {
    private static final Pattern BEGIN = Pattern.compile(
            "\\s*(?:BEGIN(?:\\s+(?:WORK|TRANSACTION))?|START\\s+TRANSACTION)\\b([\\w\\s,]*);?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern END = Pattern.compile(
            "\\s*(?:(COMMIT|END)|ROLLBACK|ABORT)(?:\\s+(?:WORK|TRANSACTION))?\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    /** Empty if {@code sql} is something else. */
    static Optional<TransactionControl> in(String sql) {
        Matcher begin = BEGIN.matcher(sql);
        if (begin.matches()) {
            return Optional.of(
                    new TransactionControl(true, false, begin.group(1).strip()));
        }
        Matcher end = END.matcher(sql);
        return end.matches() ? Optional.of(new TransactionControl(false, end.group(1) != null, "")) : Optional.empty();
    }
}
