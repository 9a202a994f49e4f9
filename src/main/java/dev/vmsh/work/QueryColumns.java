package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Asks the warehouse for the columns that a model's query gives, before the model has a table. */
final class QueryColumns {
    private final EngineSession session;
    private final Model model;
    private final TableName table;

    /** @param table where the model's rows will be: a query that reads its own model reads that */
    QueryColumns(EngineSession session, Model model, TableName table) {
        this.session = session;
        this.model = model;
        this.table = table;
    }

    /** @throws VmshException if a model that reads itself does not tell of which types its columns are */
    List<Column> of(String query) {
        List<Column> named = model.facts().columns().orElse(List.of());
        if (!model.facts().dependsOnSelf() || named.isEmpty()) {
            return session.describe(query);
        }
        try {
            // The second time a column that is only handed on has the type that another part of the query gives it.
            return overNothing(query, overNothing(query, named));
        } catch (EngineException e) {
            throw new VmshException(
                    "%s reads itself, and of which types its columns are cannot be told before its table is there: %s"
                            .formatted(model.name(), e.getMessage()),
                    "Declare them in %s:%d: columns (%s)"
                            .formatted(
                                    model.file(),
                                    model.line(),
                                    named.stream()
                                            .map(column -> column.name() + " <type>")
                                            .collect(Collectors.joining(", "))),
                    e);
        }
    }

    private List<Column> overNothing(String query, List<Column> own) {
        String columns = own.stream()
                .map(column -> (column.type() == null ? "NULL" : "CAST(NULL AS " + column.type() + ")")
                        + " AS "
                        + TableName.quote(column.name()))
                .collect(Collectors.joining(", "));
        return session.describe(query.replace(table.quoted(), "(SELECT " + columns + " WHERE 1 = 0)"));
    }
}
