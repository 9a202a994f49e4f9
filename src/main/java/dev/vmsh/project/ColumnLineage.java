package dev.vmsh.project;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.ColumnRef;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Follows columns of models to the columns that their values are made of; conditions and joins do not count. For one thread. */
public final class ColumnLineage {
    private final Project project;
    private final Function<Dialect, SqlReader> readers;
    private final Map<TableName, List<Column>> columns = new TreeMap<>();
    private final Map<TableName, Optional<Map<String, Set<ColumnRef>>>> known = new HashMap<>();

    public ColumnLineage(Project project, Function<Dialect, SqlReader> readers) {
        this.project = project;
        this.readers = readers;
        project.models().forEach((name, model) -> model.facts().columns().ifPresent(each -> columns.put(name, each)));
    }

    /**
     * A column and what it is made of, all the way up.
     *
     * @param from empty for a constant, for a table outside the project, and where it cannot be told
     * @param certain whether {@code from} is all there is
     */
    public record Origin(ColumnRef column, List<Origin> from, boolean certain) {
        public Origin {
            from = List.copyOf(from);
        }
    }

    /** Names of {@code model}'s columns, in order; empty if they cannot be told. */
    public List<String> columns(Model model) {
        return model.facts().columns().orElse(List.of()).stream()
                .map(Column::name)
                .toList();
    }

    /** Where a column comes from. A model that reads itself is followed once. */
    public Origin of(TableName model, String column) {
        return follow(new ColumnRef(model, column), new HashSet<>());
    }

    private Origin follow(ColumnRef column, Set<ColumnRef> above) {
        Optional<Model> model = project.model(column.table());
        boolean made = model.isPresent() && model.get().statements().query() != null;
        if (!made || !above.add(column)) {
            return new Origin(column, List.of(), true);
        }
        Optional<Set<ColumnRef>> direct = direct(model.get()).map(all -> all.get(column.column()));
        var from = new ArrayList<Origin>();
        direct.orElse(Set.of()).forEach(each -> from.add(follow(each, above)));
        above.remove(column);
        return new Origin(column, from, direct.isPresent());
    }

    private Optional<Map<String, Set<ColumnRef>>> direct(Model model) {
        Optional<Map<String, Set<ColumnRef>>> found = known.get(model.name());
        if (found == null) {
            found = read(model);
            known.put(model.name(), found);
        }
        return found;
    }

    private Optional<Map<String, Set<ColumnRef>>> read(Model model) {
        String catalog = model.defaultCatalog();
        try {
            return readers.apply(model.dialect())
                    .query(model.facts().query())
                    .lineage(new KnownSchemas(columns, catalog))
                    .map(found -> relative(found, catalog));
        } catch (SqlException beyondTheParser) {
            return Optional.empty();
        }
    }

    private static Map<String, Set<ColumnRef>> relative(Map<String, Set<ColumnRef>> found, String catalog) {
        var relative = new LinkedHashMap<String, Set<ColumnRef>>();
        found.forEach((output, origins) -> {
            var all = new LinkedHashSet<ColumnRef>();
            origins.forEach(origin -> all.add(new ColumnRef(origin.table().relativeTo(catalog), origin.column())));
            relative.put(output, all);
        });
        return relative;
    }
}
