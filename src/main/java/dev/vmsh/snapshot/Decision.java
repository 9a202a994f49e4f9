package dev.vmsh.snapshot;

import java.util.List;

/**
 * What was decided about one changed model, and why.
 *
 * @param snapshot with its category, unless that is left to the user
 * @param reasons short phrases for people
 * @param causes the changed models upstream that reach it; empty if its own files changed
 */
public record Decision(Snapshot snapshot, List<String> reasons, List<dev.vmsh.sql.TableName> causes) {
    public Decision {
        reasons = List.copyOf(reasons);
        causes = List.copyOf(causes);
    }
}
