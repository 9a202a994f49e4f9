package dev.vmsh.work;

import dev.vmsh.environment.Pointer;
import dev.vmsh.environment.ProdVersions;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Fingerprinter;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds models whose files went back to a version whose table prod has changed in place since. That version's pointer would show rows and
 * columns that it never computed, so the model gets a stamp that makes it a version of its own.
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

    /**
     * {@code local} with stamps where they are needed; the same local files always get the same ones until prod moves on.
     *
     * @param base what the plan is compared with, by model
     */
    Stamped stamped(Project local, ProdVersions inProd, Map<TableName, Pointer> base) {
        Project project = local;
        while (true) {
            Map<TableName, Snapshot> snapshots = Fingerprinter.snapshots(project, naming);
            Set<TableName> overtaken = overtaken(project, snapshots, inProd, base);
            if (overtaken.isEmpty()) {
                return new Stamped(project, snapshots);
            }
            project = stamped(project, snapshots, overtaken);
        }
    }

    /** A stamp gives everything downstream another version too, so only the models furthest up are told. */
    private Set<TableName> overtaken(
            Project project, Map<TableName, Snapshot> local, ProdVersions inProd, Map<TableName, Pointer> base) {
        if (!inProd.changesTables()) {
            return Set.of();
        }
        var ids = new HashSet<SnapshotId>();
        for (Snapshot snapshot : local.values()) {
            if (!inProd.pointsAt(snapshot.id())) {
                ids.add(snapshot.id());
                Optional.ofNullable(base.get(snapshot.name()))
                        .map(Pointer::snapshot)
                        .ifPresent(ids::add);
            }
        }
        Map<SnapshotId, Snapshot> recorded = state.snapshots(ids);
        var overtaken = new HashSet<TableName>();
        for (TableName name : project.dag().order()) {
            Snapshot known = known(local.get(name), base.get(name), recorded);
            if (inProd.overtook(known, table(known))
                    && project.dag().upstream(Set.of(name)).stream().noneMatch(overtaken::contains)) {
                overtaken.add(name);
            }
        }
        return overtaken;
    }

    /** The version as it was recorded, or the base's that has the same rows and goes on with the same table; else as it is. */
    private static Snapshot known(Snapshot local, Pointer base, Map<SnapshotId, Snapshot> recorded) {
        Snapshot known = recorded.get(local.id());
        if (known != null || base == null) {
            return known == null ? local : known;
        }
        boolean sameRows =
                base.fingerprint().tableVersion().equals(local.fingerprint().tableVersion());
        return sameRows ? recorded.getOrDefault(base.snapshot(), local) : local;
    }

    /** The table that a version has, or would get if it had nothing to go on from. */
    private TableName table(Snapshot snapshot) {
        String natural = rows(snapshot);
        return snapshot.decided()
                ? snapshot.storage().table()
                : naming.storage(snapshot.model(), natural, natural).table();
    }

    /** What identifies the rows of a version: its owner and description may be others. */
    private static String rows(Snapshot snapshot) {
        return snapshot.fingerprint().tableVersion().text();
    }

    private static Project stamped(Project project, Map<TableName, Snapshot> snapshots, Set<TableName> models) {
        Map<TableName, Model> stamped = new TreeMap<>(project.models());
        for (TableName name : models) {
            stamped.put(name, stamped.get(name).stamped("back to " + rows(snapshots.get(name))));
        }
        return project.with(stamped);
    }
}
