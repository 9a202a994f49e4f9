package dev.vmsh.work;

import dev.vmsh.interval.Interval;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The SQL that models say, for the batches of one plan. Safe for several threads.
 *
 * @param reads what the names of models become
 * @param execution what counts as now
 */
record BatchSql(ModelRenderer renderer, TableReads reads, Instant execution) {
    /**
     * When and for which table a piece of SQL is sent.
     *
     * @param table that is filled; null where none is
     * @param range null where the model is not sliced by time
     * @param stage {@code creating} or {@code evaluating}
     */
    record Moment(TableName table, Interval range, String stage) {
        Moment over(Interval other) {
            return new Moment(table, other, stage);
        }
    }

    String query(Model model, Moment moment) {
        return renderer.query(model, request(moment));
    }

    /** Expands the macros in a piece of SQL of {@code model}. */
    String expand(Model model, String text, Moment moment) {
        return renderer.expand(model, text, request(moment));
    }

    /** Statements of the model that run before its query. */
    List<String> before(Model model, Moment moment) {
        return renderer.before(model, request(moment));
    }

    /** Statements of the model that run after its query. */
    List<String> after(Model model, Moment moment) {
        return renderer.after(model, request(moment));
    }

    Map<String, String> physicalProperties(Model model) {
        return renderer.physicalProperties(model, request(new Moment(null, null, "creating")));
    }

    private RenderRequest request(Moment moment) {
        return new RenderRequest(moment.stage(), moment.range(), execution, moment.table(), reads);
    }
}
