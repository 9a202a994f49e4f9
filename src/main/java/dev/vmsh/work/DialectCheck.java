package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.PlacedException;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out before any work which models would mean something else on the engine that they are to be run on. */
final class DialectCheck {
    private final Warehouses warehouses;
    private final Plan plan;

    DialectCheck(Warehouses warehouses, Plan plan) {
        this.warehouses = warehouses;
        this.plan = plan;
    }

    /** @throws ProjectException listing them by file and line */
    void run() {
        var refused = new ArrayList<Problem>();
        for (Backfill backfill : plan.backfill()) {
            Model model = backfill.snapshot().model();
            ModelRenderer renderer = warehouses.connections().renderer(warehouses.gatewayOf(backfill.table()));
            if (model.statements().query() != null && model.dialect() != renderer.target(model)) {
                refused.addAll(refused(renderer, model, backfill));
            }
        }
        if (!refused.isEmpty()) {
            throw new ProjectException(refused);
        }
    }

    private List<Problem> refused(ModelRenderer renderer, Model model, Backfill backfill) {
        boolean ranged = backfill.type() == Backfill.Type.INTERVALS;
        Interval first =
                ranged && !backfill.batches().isEmpty() ? backfill.batches().get(0) : null;
        var request = new RenderRequest(
                "evaluating", first, plan.executionTime(), backfill.table(), table -> Optional.empty());
        try {
            renderer.query(model, request);
            return List.of();
        } catch (PlacedException e) {
            // what a macro has to say of it belongs to the batch that calls it
            return e.getCause() instanceof SqlException ? e.problems() : List.of();
        }
    }
}
