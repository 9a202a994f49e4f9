package dev.vmsh.environment;

import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * What prod has of each model. A version is in use there if prod points at it, or at another one whose rows are the same ones in the same
 * table: an owner or a description makes a version of its own, but no rows.
 */
public final class ProdVersions {
    private final Map<TableName, Pointer> pointers;

    private ProdVersions(Map<TableName, Pointer> pointers) {
        this.pointers = pointers;
    }

    /** @param prod its record; empty if there is none yet */
    public static ProdVersions of(Optional<Environment> prod) {
        return new ProdVersions(prod.map(Environment::byModel).orElse(Map.of()));
    }

    /** Whether prod points at just this version. */
    boolean pointsAt(SnapshotId version) {
        Pointer pointer = pointers.get(version.model());
        return pointer != null && pointer.snapshot().equals(version);
    }

    /** Whether prod shows the rows of {@code snapshot}. */
    public boolean uses(Snapshot snapshot) {
        Pointer pointer = pointers.get(snapshot.name());
        return pointer != null && (pointer.snapshot().equals(snapshot.id()) || sameRows(pointer, snapshot));
    }

    private static boolean sameRows(Pointer pointer, Snapshot snapshot) {
        Storage there = pointer.storage();
        Storage here = snapshot.storage();
        return there != null
                && here != null
                && there.table().equals(here.table())
                && pointer.fingerprint()
                        .tableVersion()
                        .equals(snapshot.fingerprint().tableVersion());
    }
}
