package dev.vmsh.project;

import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Set;

/**
 * What of a project was left out because it needs Python.
 *
 * @param models names of models that are not in the project though its files define them, readers of such models included
 * @param notes what was left out and why, a line each, for people
 */
public record LeftOut(Set<TableName> models, List<String> notes) {
    public static final LeftOut NONE = new LeftOut(Set.of(), List.of());

    public LeftOut {
        models = Set.copyOf(models);
        notes = List.copyOf(notes);
    }
}
