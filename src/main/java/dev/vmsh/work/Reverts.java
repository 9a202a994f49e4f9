package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Fingerprinter;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds models whose files went back to a version that prod once had and whose table prod has changed in place since. That version's
 * pointer would show rows and columns that it never computed, so the model gets a stamp that makes it a version of its own.
 */
final class Reverts {
    private final StateStore state;
    private final PhysicalNaming naming;

    Reverts(StateStore state, PhysicalNaming naming) {
        this.state = state;
        this.naming = naming;
    }

    /** @param snapshots of all models of {@code project}, undecided */
    record Stamped(Project project, Map<TableName, Snapshot> snapshots) {}

    /** {@code local} with stamps where they are needed; the same local files always get the same ones until prod moves on. */
    Stamped stamped(Project local, Optional<Environment> prod) {
        if (prod.isEmpty()) {
            return new Stamped(local, Fingerprinter.snapshots(local, naming));
        }
        Map<TableName, Pointer> pointers = prod.get().byModel();
        Map<TableName, Snapshot> inProd = new TreeMap<>();
        Project project = local;
        while (true) {
            Map<TableName, Snapshot> snapshots = Fingerprinter.snapshots(project, naming);
            load(differing(snapshots.values(), pointers), inProd);
            Set<TableName> gone = goneBack(project, snapshots, inProd);
            if (gone.isEmpty()) {
                return new Stamped(project, snapshots);
            }
            project = stamped(project, snapshots, gone);
        }
    }

    private static List<SnapshotId> differing(Collection<Snapshot> local, Map<TableName, Pointer> prod) {
        var differing = new ArrayList<SnapshotId>();
        for (Snapshot snapshot : local) {
            Pointer pointer = prod.get(snapshot.name());
            if (pointer != null
                    && !pointer.snapshot().equals(snapshot.id())
                    && snapshot.model().kind().materialised()) {
                differing.add(pointer.snapshot());
            }
        }
        return differing;
    }

    private void load(List<SnapshotId> ids, Map<TableName, Snapshot> loaded) {
        List<SnapshotId> wanted =
                ids.stream().filter(id -> !loaded.containsKey(id.model())).toList();
        if (!wanted.isEmpty()) {
            state.snapshots(wanted).values().forEach(snapshot -> loaded.put(snapshot.name(), snapshot));
        }
    }

    /** A stamp gives everything downstream another version too, so only the models furthest up are told. */
    private static Set<TableName> goneBack(
            Project project, Map<TableName, Snapshot> local, Map<TableName, Snapshot> inProd) {
        var gone = new HashSet<TableName>();
        for (TableName name : project.dag().order()) {
            Snapshot now = inProd.get(name);
            if (now != null
                    && wentBack(now, local.get(name).fingerprint())
                    && project.dag().upstream(Set.of(name)).stream().noneMatch(gone::contains)) {
                gone.add(name);
            }
        }
        return gone;
    }

    /** What identifies the rows of a version: its owner and description may be others. */
    private static String rows(Fingerprint fingerprint) {
        return fingerprint.tableVersion().text();
    }

    /** Prod may have the stamped version from another environment, whose ancestors tell nothing of what prod went through. */
    private static boolean wentBack(Snapshot now, Fingerprint local) {
        return stamp(local).equals(now.model().properties().stamp()) || changedInPlaceSince(now, rows(local));
    }

    private static String stamp(Fingerprint local) {
        return "back to " + rows(local);
    }

    private static boolean changedInPlaceSince(Snapshot now, String rows) {
        var versions = new ArrayList<>(now.ancestors());
        versions.add(now.asAncestor());
        for (int i = versions.size() - 1; i >= 0; i--) {
            Ancestor then = versions.get(i);
            if (rows(then.fingerprint()).equals(rows)) {
                return versions.subList(i + 1, versions.size()).stream().anyMatch(later -> changes(later, then));
            }
        }
        return false;
    }

    private static boolean changes(Ancestor later, Ancestor then) {
        return later.forwardOnly()
                && later.category() != ChangeCategory.METADATA
                && later.storage() != null
                && then.storage() != null
                && later.storage().table().equals(then.storage().table());
    }

    private static Project stamped(Project project, Map<TableName, Snapshot> snapshots, Set<TableName> models) {
        Map<TableName, Model> stamped = new TreeMap<>(project.models());
        for (TableName name : models) {
            stamped.put(
                    name, stamped.get(name).stamped(stamp(snapshots.get(name).fingerprint())));
        }
        return project.with(stamped);
    }
}
