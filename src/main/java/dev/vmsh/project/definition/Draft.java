package dev.vmsh.project.definition;

import dev.vmsh.project.Audit;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Query;
import java.util.List;

/**
 * A model read alone: its columns may still depend on those of the tables that it reads.
 *
 * @param query null if there is none, or it was not read in this run
 * @param macrosReadSchemas whether the text itself depends on the columns of the tables read
 * @param audits defined in the model's own file
 */
public record Draft(Model model, Query query, boolean macrosReadSchemas, List<Audit> audits) {
    public Draft {
        audits = List.copyOf(audits);
    }

    /** The same draft once more is known about its model; the query is not needed any more. */
    public Draft with(Model completed) {
        return new Draft(completed, null, macrosReadSchemas, audits);
    }
}
