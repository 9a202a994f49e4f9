package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.ViewCatalog.Reader;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds out before any work that a promotion could not take place: because something else stands at a view's name, or because things that
 * vmsh did not make hold on to views and columns that go.
 */
final class PromotionCheck {
    private final Warehouses warehouses;
    private final Connections connections;
    private final Plan plan;
    private final BatchRunners batches;

    PromotionCheck(Warehouses warehouses, Plan plan, BatchRunners batches) {
        this.warehouses = warehouses;
        this.connections = warehouses.connections();
        this.plan = plan;
        this.batches = batches;
    }

    /** @throws dev.vmsh.problem.VmshException listing what is in the way */
    void run() {
        warehouses.promotedElsewhere(plan).forEach(this::run);
        run(warehouses.home());
    }

    private void run(String site) {
        ViewChanges views = warehouses.of(site, plan.views());
        List<TableName> migrated = migrated(site);
        var shown = new ArrayList<>(views.create());
        shown.addAll(views.update());
        if (shown.isEmpty() && views.drop().isEmpty() && migrated.isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(site).open()) {
            requireFree(session, shown);
            if (connections.engine(site).traits().viewsBoundAtCreation() && readByOthers(site, session, views)) {
                rehearse(site, session);
            }
        }
    }

    /** The tables of {@code site} that change in place, as it calls them. */
    private List<TableName> migrated(String site) {
        return plan.migrate().stream()
                .map(snapshot -> snapshot.storage().table())
                .filter(table -> warehouses.gatewayOf(table).equals(site))
                .map(warehouses::local)
                .toList();
    }

    private static void requireFree(EngineSession session, List<View> shown) {
        var schemas = new TreeSet<String>();
        shown.forEach(view -> schemas.add(view.view().schema()));
        Map<TableName, RelationType> there = session.relations(schemas);
        shown.forEach(view -> ViewReplacement.requireFree(view.view(), there.get(view.view())));
    }

    private boolean readByOthers(String site, EngineSession session, ViewChanges views) {
        var touched = new ArrayList<TableName>();
        views.update().forEach(view -> touched.add(view.view()));
        views.drop().forEach(view -> touched.add(view.view()));
        touched.addAll(migrated(site));
        List<Reader> readers = session.views().readers(touched);
        if (readers.isEmpty()) {
            return false;
        }
        OurViews ours = OurViews.after(warehouses, site, plan);
        return readers.stream().anyMatch(reader -> !reader.isView() || !ours.made(reader.name()));
    }

    /** Carries the promotion out on empty tables, and takes everything back. */
    private void rehearse(String site, EngineSession session) {
        try {
            session.transaction(() -> {
                PromotionTurns.take(session);
                batches.createMissing(site, session, plan);
                if (!plan.migrate().isEmpty()) {
                    Migration.within(warehouses, site, session, plan, event -> {});
                }
                ViewSwitch.of(warehouses, site, plan).run(session, warehouses.of(site, plan.views()));
                throw new RehearsedException();
            });
        } catch (RehearsedException e) {
            // nothing is in the way, and nothing was changed
        } catch (EngineException e) {
            // what fails for a reason of its own, such as a statement that needs what a model makes, fails again where
            // it belongs
        }
    }

    /** Ends the rehearsal. */
    private static final class RehearsedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RehearsedException() {
            super("rehearsed", null, false, false);
        }
    }
}
