package dev.vmsh.shell.completion;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that completion knows, as they were at some moment. Immutable.
 *
 * @param names by what they name; what is not there has none
 * @param plans the plans that environments stood at, latest first; an environment that is not there may have some
 * @param tables what can be read, models included, with their columns as far as known
 */
public record Metadata(
        Map<Naming, List<String>> names, Map<String, List<String>> plans, Map<TableName, List<Column>> tables) {
    /** Nothing is known yet. */
    public static final Metadata EMPTY = new Metadata(Map.of(), Map.of(), Map.of());

    /** What a name can be one of. */
    public enum Naming {
        ENVIRONMENT,
        GATEWAY,
        MODEL,
        /** A tag of models. */
        TAG,
        /** A branch of the project's git repository. */
        BRANCH,
        /** A plan that the session's environment stood at. */
        PLAN,
        /** A query that the user saved. */
        QUERY,
        /** A function of the engine. */
        FUNCTION,
        /** A keyword of the engine, of which an engine has many more than people use. */
        KEYWORD
    }

    public Metadata {
        names = Map.copyOf(names);
        plans = Map.copyOf(plans);
        tables = Map.copyOf(new TreeMap<>(tables));
    }

    List<String> names(Naming of) {
        return names.getOrDefault(of, List.of());
    }

    Selectors selectors() {
        return new Selectors(names(Naming.MODEL), names(Naming.TAG), names(Naming.BRANCH));
    }

    SortedSet<String> schemas() {
        var schemas = new TreeSet<String>();
        tables.keySet().forEach(table -> Optional.ofNullable(table.schema()).ifPresent(schemas::add));
        return schemas;
    }

    /** The columns of a table; of the only one of that name if no schema is given. */
    Optional<List<Column>> columns(TableName table) {
        if (tables.containsKey(table) || table.schema() != null) {
            return Optional.ofNullable(tables.get(table));
        }
        List<TableName> same = tables.keySet().stream()
                .filter(each -> each.name().equals(table.name()))
                .toList();
        return same.size() == 1 ? Optional.of(tables.get(same.get(0))) : Optional.empty();
    }
}
