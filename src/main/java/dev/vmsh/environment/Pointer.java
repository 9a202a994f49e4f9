package dev.vmsh.environment;

import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import java.util.Objects;
import java.util.Optional;

/**
 * What one environment has of one model.
 *
 * @param kind keyword of the model's kind
 * @param storage where the snapshot's rows live; null for an EMBEDDED model
 * @param table where the environment reads the rows: the physical table or its preview; null for an EMBEDDED model
 * @param view the environment's view over {@code table}; null if the environment has none of its own
 * @param preview whether {@code table} holds a preview that prod cannot reuse
 * @param borrowed whether {@code table} is that of another version, which prod had when this was planned: its rows suit this one too, but
 *     its environment does not write them
 */
public record Pointer(
        SnapshotId snapshot,
        Fingerprint fingerprint,
        ChangeCategory category,
        boolean forwardOnly,
        String kind,
        Storage storage,
        TableName table,
        TableName view,
        boolean preview,
        boolean borrowed) {
    public Pointer {
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(kind, "kind");
    }

    public TableName model() {
        return snapshot.model();
    }

    public Optional<TableName> ownView() {
        return Optional.ofNullable(view);
    }

    /** Whether the model's table grows or is merged into, rather than replaced as a whole. */
    public boolean incremental() {
        return kind.startsWith("INCREMENTAL") || kind.startsWith("SCD_TYPE_2");
    }
}
