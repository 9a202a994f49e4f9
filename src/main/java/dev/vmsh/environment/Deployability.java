package dev.vmsh.environment;

import dev.vmsh.project.Dag;
import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tables an environment other than prod writes and reads. <em>Deployable</em>: what is written now may be used by prod, so it goes
 * to the table that prod may use. <em>Representative</em>: that table is the right one to read, to point views at, and to measure what is
 * missing by. Everything deployable is representative. The rules are SQLMesh's, except that a version which prod uses is written where prod
 * reads it, and that a change which leaves the rows as they are leaves the model on prod's table.
 *
 * @param previews models whose output prod cannot use
 * @param unrepresentative those of them that must be read from their preview too
 */
public record Deployability(Set<TableName> previews, Set<TableName> unrepresentative) {
    public static final Deployability PROD = new Deployability(Set.of(), Set.of());

    public Deployability {
        previews = Set.copyOf(previews);
        unrepresentative = Set.copyOf(unrepresentative);
    }

    /**
     * @param snapshots decided, by model
     * @param inProd what prod has
     * @param leavesGap whether the plan's start leaves a model without rows that come before it
     * @param hasRows whether something is recorded for a table
     */
    public static Deployability of(
            Dag dag,
            Map<TableName, Snapshot> snapshots,
            ProdVersions inProd,
            Predicate<Snapshot> leavesGap,
            Predicate<TableName> hasRows) {
        var previews = new HashSet<TableName>();
        var unrepresentative = new HashSet<TableName>();
        var tainted = new HashSet<TableName>();
        var partial = new HashSet<TableName>();
        for (TableName name : dag.order()) {
            Snapshot snapshot = snapshots.get(name);
            boolean prodUsesIt = inProd.uses(snapshot);
            boolean prodsRows = hasRowsOfProd(snapshot, inProd)
                    && hasRows.test(snapshot.storage().table());
            if (dag.parents(name).stream().anyMatch(tainted::contains)) {
                previews.add(name);
                if (!prodUsesIt && !prodsRows) {
                    unrepresentative.add(name);
                }
                if (!prodsRows) {
                    tainted.add(name);
                }
                continue;
            }
            boolean fromPartial = dag.parents(name).stream().anyMatch(partial::contains);
            boolean gap = leavesGap.test(snapshot);
            boolean symbolic = snapshot.model().kind().symbolic();
            boolean wholeOnly = snapshot.model().dependsOnPast() && !symbolic;
            if (symbolic ? fromPartial : gap && !wholeOnly) {
                partial.add(name);
            }
            boolean inTime = !wholeOnly || !(gap || fromPartial);
            boolean apart = forwardOnly(snapshot) && !prodUsesIt && !prodsRows;
            if (prodsRows) {
                // Prod's own table: shown as it is, and left to prod to write.
                previews.add(name);
            } else if (apart || !inTime) {
                previews.add(name);
                tainted.add(name);
                if (!prodUsesIt) {
                    unrepresentative.add(name);
                }
            }
        }
        return new Deployability(previews, unrepresentative);
    }

    /** As {@code environment} was left: what it shows of a preview goes on being one. */
    public static Deployability of(Environment environment) {
        var previews = new HashSet<TableName>();
        environment.pointers().stream().filter(Pointer::preview).forEach(p -> previews.add(p.model()));
        return new Deployability(previews, previews);
    }

    /** The same, where tables of {@code models} that prod may use are shown and not written. */
    public Deployability leaving(Collection<TableName> models) {
        var left = new HashSet<>(previews);
        left.addAll(models);
        return new Deployability(left, unrepresentative);
    }

    private static boolean forwardOnly(Snapshot snapshot) {
        return snapshot.hasForwardOnlyRows() || snapshot.model().kind().forwardOnly();
    }

    /** Whether nothing that happened to the model since the version that prod uses has any effect on its rows. */
    private static boolean hasRowsOfProd(Snapshot snapshot, ProdVersions inProd) {
        if (!snapshot.model().kind().materialised() || !snapshot.category().keepsTable()) {
            return false;
        }
        List<Ancestor> ancestors = snapshot.ancestors();
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            Ancestor ancestor = ancestors.get(i);
            if (inProd.pointsAt(new SnapshotId(snapshot.name(), ancestor.identifier()))) {
                return ancestor.storage().table().equals(snapshot.storage().table());
            }
            if (!ancestor.category().keepsTable()) {
                return false;
            }
        }
        return false;
    }

    public boolean deployable(TableName model) {
        return !previews.contains(model);
    }

    public boolean representative(TableName model) {
        return !unrepresentative.contains(model);
    }

    /** Where this environment writes rows of {@code snapshot}. */
    public TableName written(Snapshot snapshot) {
        Storage storage = snapshot.storage();
        return deployable(snapshot.name()) ? storage.table() : storage.devTable();
    }

    /** Where this environment reads rows of {@code snapshot}. */
    public TableName readFrom(Snapshot snapshot) {
        Storage storage = snapshot.storage();
        return representative(snapshot.name()) ? storage.table() : storage.devTable();
    }
}
