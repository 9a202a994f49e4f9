package dev.vmsh.plan;

import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.List;

/**
 * How one model differs from what an environment has.
 *
 * @param category null while the user has not decided, and for a removed model
 * @param reasons short phrases for people
 * @param causes the changed models upstream that reach it; empty if its own files changed
 * @param before null for an added model, and where it was not needed
 * @param after null for a removed model
 */
public record Change(
        TableName model,
        ChangeType type,
        ChangeCategory category,
        List<String> reasons,
        List<TableName> causes,
        Snapshot before,
        Snapshot after) {
    public Change {
        reasons = List.copyOf(reasons);
        causes = List.copyOf(causes);
    }

    /** What changed of a modified model beside its rows: {@code owner: ana -> bo}. Of one whose metadata alone changed, the reasons tell it. */
    public List<String> besideRows() {
        boolean modified = type == ChangeType.DIRECTLY_MODIFIED || type == ChangeType.INDIRECTLY_MODIFIED;
        return modified && before != null && after != null ? after.metadataSince(before) : List.of();
    }

    /** Whether the plan cannot be applied before the user has chosen. */
    public boolean undecided() {
        return category == null && type != ChangeType.REMOVED;
    }
}
