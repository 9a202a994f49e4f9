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
 * @param models of the project
 * @param tables what can be read, models included, with their columns as far as known
 */
public record Metadata(
        List<String> environments, List<String> gateways, List<String> models, Map<TableName, List<Column>> tables) {
    /** Nothing is known yet. */
    public static final Metadata EMPTY = new Metadata(List.of(), List.of(), List.of(), Map.of());

    public Metadata {
        environments = List.copyOf(environments);
        gateways = List.copyOf(gateways);
        models = List.copyOf(models);
        tables = Map.copyOf(new TreeMap<>(tables));
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
