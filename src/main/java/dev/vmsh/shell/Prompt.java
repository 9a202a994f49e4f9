package dev.vmsh.shell;

import java.util.Optional;

/**
 * What stands before the cursor.
 *
 * @param prod whether a mistake would hurt
 * @param changed whether local files differ from the environment
 * @param lockedBy who else is at work in the environment
 * @param transaction whether a transaction is open
 */
public record Prompt(
        String gateway,
        String environment,
        boolean prod,
        boolean changed,
        Optional<String> lockedBy,
        boolean transaction) {
    /** {@code warehouse:dev*> }. */
    public String text() {
        String lock = lockedBy.map(who -> " [" + who + "]").orElse("");
        return gateway + ":" + environment + (changed ? "*" : "") + lock + (transaction ? " (transaction)" : "") + "> ";
    }
}
