package dev.vmsh.project;

import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Map;

/**
 * An audit that a project defines: a query whose rows are the faults.
 *
 * @param name lower case
 * @param file where it stands, for messages; empty for a built-in one
 * @param definitions the {@code @DEF} statements before the query
 * @param defaults argument values by name, as SQL text
 * @param blocking whether a failure stops the batch
 * @param skip whether it is switched off
 */
public record Audit(
        String name,
        String file,
        Dialect dialect,
        List<SqlText> definitions,
        SqlText query,
        Map<String, String> defaults,
        boolean blocking,
        boolean skip) {
    public Audit {
        definitions = List.copyOf(definitions);
        defaults = Map.copyOf(defaults);
    }
}
