package dev.vmsh.state;

import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import java.time.Instant;

/**
 * A recorded snapshot as the janitor sees it.
 *
 * @param kind keyword of the model's kind
 * @param storage null for symbolic kinds
 * @param lastUsed when it was made or last left an environment
 */
public record SnapshotUse(SnapshotId id, String kind, Storage storage, Instant lastUsed) {}
