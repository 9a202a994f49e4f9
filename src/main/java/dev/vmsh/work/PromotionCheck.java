package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.ViewCatalog.Reader;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.snapshot.Snapshot;
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
    private final Connections connections;
    private final String gateway;
    private final Plan plan;
    private final BatchRunner batches;

    PromotionCheck(Connections connections, String gateway, Plan plan, BatchRunner batches) {
        this.connections = connections;
        this.gateway = gateway;
        this.plan = plan;
        this.batches = batches;
    }

    /** @throws dev.vmsh.problem.VmshException listing what is in the way */
    void run() {
        var shown = new ArrayList<>(plan.views().create());
        shown.addAll(plan.views().update());
        if (shown.isEmpty() && plan.views().drop().isEmpty() && plan.migrate().isEmpty()) {
            return;
        }
        try (EngineSession session = connections.engine(gateway).open()) {
            requireFree(session, shown);
            if (connections.engine(gateway).traits().viewsBoundAtCreation() && readByOthers(session)) {
                rehearse(session);
            }
        }
    }

    private static void requireFree(EngineSession session, List<View> shown) {
        var schemas = new TreeSet<String>();
        shown.forEach(view -> schemas.add(view.view().schema()));
        Map<TableName, RelationType> there = session.relations(schemas);
        shown.forEach(view -> ViewReplacement.requireFree(view.view(), there.get(view.view())));
    }

    private boolean readByOthers(EngineSession session) {
        var touched = new ArrayList<TableName>();
        plan.views().update().forEach(view -> touched.add(view.view()));
        plan.views().drop().forEach(view -> touched.add(view.view()));
        for (Snapshot snapshot : plan.migrate()) {
            touched.add(snapshot.storage().table());
        }
        List<Reader> readers = session.views().readers(touched);
        if (readers.isEmpty()) {
            return false;
        }
        OurViews ours = OurViews.after(connections.state(gateway), plan);
        return readers.stream().anyMatch(reader -> !reader.isView() || !ours.made(reader.name()));
    }

    /** Carries the promotion out on empty tables, and takes everything back. */
    private void rehearse(EngineSession session) {
        try {
            session.transaction(() -> {
                PromotionTurns.take(session);
                batches.createMissing(session, plan);
                if (!plan.migrate().isEmpty()) {
                    Migration.within(connections, gateway, session, plan, event -> {});
                }
                ViewSwitch.of(connections, gateway, plan).run(session, plan.views());
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
