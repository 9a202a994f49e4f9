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
    private final ChangedTables changed;

    private ProdVersions(Map<TableName, Pointer> pointers, ChangedTables changed) {
        this.pointers = pointers;
        this.changed = changed;
    }

    /** @param prod its record; empty if there is none yet */
    public static ProdVersions of(Optional<Environment> prod) {
        return new ProdVersions(
                prod.map(Environment::byModel).orElse(Map.of()),
                prod.map(Environment::changed).orElse(ChangedTables.NONE));
    }

    /** Whether prod points at just this version. */
    public boolean pointsAt(SnapshotId version) {
        Pointer pointer = pointers.get(version.model());
        return pointer != null && pointer.snapshot().equals(version);
    }

    /** Whether prod shows the rows of {@code snapshot}. */
    public boolean uses(Snapshot snapshot) {
        Pointer pointer = pointers.get(snapshot.name());
        return pointer != null && (pointer.snapshot().equals(snapshot.id()) || sameRows(pointer, snapshot));
    }

    /** Whether prod has changed any table in place. */
    public boolean changesTables() {
        return !changed.versions().isEmpty();
    }

    /**
     * Whether {@code table}, which would be that of {@code snapshot}, was changed in place by prod for other versions. It must not be
     * shown for it then, nor written.
     */
    public boolean overtook(Snapshot snapshot, TableName table) {
        if (!snapshot.model().kind().materialised() || !changed.overtook(snapshot, table)) {
            return false;
        }
        Pointer pointer = pointers.get(snapshot.name());
        boolean inUse = pointer != null
                && pointer.storage() != null
                && pointer.storage().table().equals(table)
                && (pointer.fingerprint()
                                .tableVersion()
                                .equals(snapshot.fingerprint().tableVersion())
                        || snapshot.descendsFrom(pointer.snapshot()));
        return !inUse;
    }

    /**
     * Whether prod's table must be changed in place for {@code snapshot}, though that is no forward-only change: prod has changed it for
     * another version last; or made it for another one, where all first versions of a model share a table.
     */
    public boolean mustChange(Snapshot snapshot) {
        if (!snapshot.model().kind().materialised()) {
            return false;
        }
        boolean sharedFromTheStart = snapshot.model().kind().forwardOnly()
                && !snapshot.category().keepsTable()
                && shows(snapshot)
                && !uses(snapshot);
        return sharedFromTheStart || changed.changedForAnother(snapshot);
    }

    /** Whether prod shows the table of {@code snapshot}, for whichever version. */
    public boolean shows(Snapshot snapshot) {
        Pointer pointer = pointers.get(snapshot.name());
        return pointer != null && snapshot.storage().table().equals(pointer.table());
    }

    /** Whether prod shows the table of {@code snapshot} for another version, or did when it changed it last. */
    public boolean writesFor(Snapshot snapshot) {
        if (!snapshot.model().kind().materialised()) {
            return false;
        }
        return shows(snapshot) ? !pointsAt(snapshot.id()) : changed.changedForAnother(snapshot);
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
