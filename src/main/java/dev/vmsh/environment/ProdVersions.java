package dev.vmsh.environment;

import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
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
     * Whether prod's table must be changed in place for {@code snapshot}: by a forward-only change since the version that prod shows, its own
     * or one that it goes on from; because prod has changed the table for another version, or has begun to; or because all first versions
     * of a model share a table, and prod's was another one.
     */
    public boolean mustChange(Snapshot snapshot) {
        if (!snapshot.model().kind().materialised()) {
            return false;
        }
        boolean anothers = changed.changedForAnother(snapshot);
        return uses(snapshot) ? anothers : changesInPlace(snapshot).orElse(anothers || sharedFromTheStart(snapshot));
    }

    /** @return empty if the version does not go on from the one that prod shows in the same table, nor changes any table itself */
    private Optional<Boolean> changesInPlace(Snapshot snapshot) {
        TableName table = snapshot.storage().table();
        var line = new ArrayList<>(snapshot.ancestors());
        line.add(snapshot.asAncestor());
        for (int i = line.size() - 1; i > 0; i--) {
            Ancestor version = line.get(i);
            if (version.forwardOnly()
                    && version.category() != ChangeCategory.METADATA
                    && isIn(version, table)
                    && isIn(line.get(i - 1), table)) {
                return Optional.of(true);
            }
            if (shows(line.get(i - 1), snapshot)) {
                return Optional.of(changed.changedSince(pointers.get(snapshot.name())));
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Ancestor version, TableName table) {
        return version.storage() != null && version.storage().table().equals(table);
    }

    /** Whether prod shows the table of {@code snapshot} for the rows of an earlier version. */
    private boolean shows(Ancestor version, Snapshot snapshot) {
        return shows(snapshot)
                && pointers.get(snapshot.name())
                        .fingerprint()
                        .tableVersion()
                        .equals(version.fingerprint().tableVersion());
    }

    private boolean sharedFromTheStart(Snapshot snapshot) {
        return snapshot.model().kind().forwardOnly() && !snapshot.category().keepsTable() && shows(snapshot);
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
