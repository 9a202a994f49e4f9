package dev.vmsh.project.lint;

import dev.vmsh.project.KnownSchemas;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What rules look at besides the model: the project around it. */
final class Subject {
    private final Project project;
    private final Set<TableName> tested;
    private final Function<Dialect, SqlReader> readers;
    private final Map<TableName, List<Column>> columns = new TreeMap<>();

    /** @param tested models that a unit test names */
    Subject(Project project, Set<TableName> tested, Function<Dialect, SqlReader> readers) {
        this.project = project;
        this.tested = Set.copyOf(tested);
        this.readers = readers;
        project.models().forEach((name, model) -> model.facts().columns().ifPresent(known -> columns.put(name, known)));
    }

    boolean isTested(Model model) {
        return tested.contains(model.name());
    }

    /** Whether {@code table} is a model, external ones included. */
    boolean isModel(TableName table) {
        return project.models().containsKey(table);
    }

    boolean hasKnownColumns(TableName table) {
        return columns.containsKey(table);
    }

    /** The query as rendered at load; empty if there is none, or it is beyond the parser. */
    Optional<Query> query(Model model) {
        if (model.facts().query().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    readers.apply(model.dialect()).query(model.facts().query()));
        } catch (SqlException beyondTheParser) {
            return Optional.empty();
        }
    }

    /** The columns of the project's models, as {@code model} names them. */
    KnownSchemas schemas(Model model) {
        String catalog = model.defaultCatalog();
        return new KnownSchemas(columns, catalog);
    }
}
