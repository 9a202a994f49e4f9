package dev.vmsh.work;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Selector;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The models that can be compared, as people name them.
 *
 * @param gateway whose project the selectors are read in
 * @param known all that one of the two sides has
 * @param source what people call the source
 */
record ComparableModels(Connections connections, String gateway, Set<TableName> known, String source, String target) {
    ComparableModels {
        known = Collections.unmodifiableSet(known);
    }

    /** All that {@code expressions} name or select. */
    Set<TableName> chosen(List<String> expressions) {
        var chosen = new TreeSet<TableName>();
        for (String expression : expressions) {
            Optional<TableName> one = named(expression);
            if (one.isPresent()) {
                chosen.add(one.get());
            } else {
                chosen.addAll(selected(expression));
            }
        }
        return chosen;
    }

    private Set<TableName> selected(String expression) {
        Set<TableName> selected = Selector.select(List.of(expression), connections.project(gateway));
        selected.retainAll(known);
        if (selected.isEmpty()) {
            List<String> names = known.stream().map(TableName::toString).toList();
            throw new UsageException(
                    "%s matches no model of %s or %s".formatted(expression, source, target),
                    NearName.of(expression, names)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("See 'models'; a selector is a name, a pattern like *orders*, tag:NAME or +NAME+"));
        }
        return selected;
    }

    /** The model that {@code typed} names: whole, or by its last part if no other model ends like it; empty if it is a selector. */
    Optional<TableName> named(String typed) {
        TableName name;
        try {
            name = connections
                    .reader(gateway)
                    .tableName(typed)
                    .relativeTo(connections.engine(gateway).defaultCatalog());
        } catch (SqlException aSelector) {
            return Optional.empty();
        }
        if (known.contains(name)) {
            return Optional.of(name);
        }
        List<TableName> same = known.stream()
                .filter(model -> name.schema() == null && model.name().equals(name.name()))
                .toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }
}
