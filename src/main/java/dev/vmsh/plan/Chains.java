package dev.vmsh.plan;

import dev.vmsh.snapshot.ChangeType;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How edits reach the models that read them, from the changes of a plan alone. Immutable. */
public final class Chains {
    private final Map<TableName, Change> changes = new HashMap<>();

    public Chains(List<Change> changes) {
        changes.forEach(change -> this.changes.put(change.model(), change));
    }

    /** From the model that was edited to {@code change}'s, along a shortest way; that model alone if it was edited itself. */
    public List<TableName> to(Change change) {
        if (change.type() != ChangeType.INDIRECTLY_MODIFIED || change.after() == null) {
            return List.of(change.model());
        }
        var next = new HashMap<TableName, TableName>();
        var queue = new ArrayDeque<Change>();
        next.put(change.model(), null);
        queue.add(change);
        while (!queue.isEmpty()) {
            Change reader = queue.remove();
            for (SnapshotId parent : reader.after().parents()) {
                Change read = changes.get(parent.model());
                if (read == null || read.after() == null || next.containsKey(read.model())) {
                    continue;
                }
                next.put(read.model(), reader.model());
                if (read.type() == ChangeType.DIRECTLY_MODIFIED || read.type() == ChangeType.ADDED) {
                    return way(next, read.model());
                }
                if (read.type() == ChangeType.INDIRECTLY_MODIFIED) {
                    queue.add(read);
                }
            }
        }
        return List.of(change.model());
    }

    private static List<TableName> way(Map<TableName, TableName> next, TableName from) {
        var way = new ArrayList<TableName>();
        for (TableName at = from; at != null; at = next.get(at)) {
            way.add(at);
        }
        return way;
    }

    /** The change of a model; null if it has none. */
    public Change of(TableName model) {
        return changes.get(model);
    }
}
