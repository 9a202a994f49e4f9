package dev.vmsh.snapshot;

import dev.vmsh.sql.TableName;
import java.util.Objects;

/** Names one version of one model. */
public record SnapshotId(TableName model, String identifier) implements Comparable<SnapshotId> {
    public SnapshotId {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(identifier, "identifier");
    }

    @Override
    public int compareTo(SnapshotId other) {
        int byModel = model.compareTo(other.model);
        return byModel != 0 ? byModel : identifier.compareTo(other.identifier);
    }
}
