package dev.vmsh.shell;

import java.util.List;
import java.util.Optional;

/**
 * What stands before the cursor.
 *
 * @param prod whether a mistake would hurt
 * @param changed whether local files differ from the environment
 * @param lockedBy who else is at work in the environment
 * @param others whose shells are in the environment too
 * @param transaction whether a transaction is open
 */
public record Prompt(
        String gateway,
        String environment,
        boolean prod,
        boolean changed,
        Optional<String> lockedBy,
        List<String> others,
        boolean transaction) {
    /** {@code warehouse:dev* +bob> }. */
    public String text() {
        String lock = lockedBy.map(who -> " [" + who + "]").orElse("");
        return gateway + ":" + environment + (changed ? "*" : "") + lock + company()
                + (transaction ? " (transaction)" : "") + "> ";
    }

    private String company() {
        if (others.isEmpty()) {
            return "";
        }
        return others.size() == 1 ? " +" + others.get(0) : " +" + others.size();
    }
}
