package dev.vmsh.project;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was found out about a model by reading its text once; kept by the loader's cache, so that unchanged text is not read again.
 *
 * @param query the query as rendered at load: macros expanded with dates at the epoch, table names as written; empty if there is none
 * @param canonicalQuery what the fingerprint hashes: one text for one meaning; date variables stand for themselves
 * @param canonicalBefore the same for the statements before the query, {@code @DEF}s left out
 * @param canonicalAfter the same for those after it
 * @param canonicalOnVirtualUpdate the same for those run on a virtual update
 * @param macroValues the values of the project's variables that the text refers to, by name
 * @param dependencies tables read by the query or named by {@code depends_on}, relative to the default catalog, without itself
 * @param dependsOnSelf whether the query reads the model's own table
 * @param columns output columns with what is known of their types, stars expanded; empty if they cannot be told
 */
public record ModelFacts(
        String query,
        String canonicalQuery,
        List<String> canonicalBefore,
        List<String> canonicalAfter,
        List<String> canonicalOnVirtualUpdate,
        Map<String, String> macroValues,
        Set<TableName> dependencies,
        boolean dependsOnSelf,
        Optional<List<Column>> columns) {
    public ModelFacts {
        canonicalBefore = List.copyOf(canonicalBefore);
        canonicalAfter = List.copyOf(canonicalAfter);
        canonicalOnVirtualUpdate = List.copyOf(canonicalOnVirtualUpdate);
        macroValues = Map.copyOf(macroValues);
        dependencies = Set.copyOf(dependencies);
        columns = columns.map(List::copyOf);
    }

    /** The same facts with other output columns. */
    public ModelFacts with(Optional<List<Column>> other) {
        return new ModelFacts(
                query,
                canonicalQuery,
                canonicalBefore,
                canonicalAfter,
                canonicalOnVirtualUpdate,
                macroValues,
                dependencies,
                dependsOnSelf,
                other);
    }
}
