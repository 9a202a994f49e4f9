package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tables that a unit test's model reads, as views over the rows that the test writes down. Used once. */
final class TestInputs {
    private final Project project;
    private final Model model;
    private final String defaultCatalog;
    private final SqlReader reader;
    private final EngineSession session;
    private final String schema;
    private final FixtureSql fixtures;
    private final Map<TableName, TableName> views = new LinkedHashMap<>();

    /**
     * @param model what is tested
     * @param reader of the model's dialect
     * @param session on the test engine
     * @param schema where the views go; there already
     */
    TestInputs(
            Project project,
            Model model,
            String defaultCatalog,
            SqlReader reader,
            EngineSession session,
            String schema,
            FixtureSql fixtures) {
        this.project = project;
        this.model = model;
        this.defaultCatalog = defaultCatalog;
        this.reader = reader;
        this.session = session;
        this.schema = schema;
        this.fixtures = fixtures;
    }

    /** What the tested model's own table is called in the test. */
    TableName ownTable() {
        return view(model.name());
    }

    /** What is read in place of a table; empty if the test has no input for it. */
    Optional<Replacement> replacement(TableName written) {
        return Optional.ofNullable(views.get(written.relativeTo(defaultCatalog)))
                .map(Replacement.Table::new);
    }

    /** @throws VmshException if one is missing, or its columns cannot be told */
    void make(Map<String, Fixture> given) {
        var missing = new TreeSet<>(model.facts().dependencies());
        given.forEach((written, fixture) -> {
            TableName name = reader.tableName(written).relativeTo(defaultCatalog);
            missing.remove(name);
            make(name, fixture);
        });
        if (!missing.isEmpty()) {
            throw new VmshException(
                    "the test is incomplete: no input for "
                            + String.join(
                                    ", ",
                                    missing.stream().map(TableName::toString).toList()),
                    "Add it below inputs: at least as an empty list of rows");
        }
        if (model.facts().dependsOnSelf() && !views.containsKey(model.name())) {
            make(model.name(), new Fixture(Map.of(), List.of(), null, false));
        }
    }

    private void make(TableName name, Fixture fixture) {
        Map<String, String> types = new LinkedHashMap<>(knownTypes(name));
        types.putAll(fixtures.types(fixture));
        TableName view = view(name);
        String query;
        if (fixture.query() != null) {
            Set<String> given = new LinkedHashSet<>();
            session.describe(fixture.query()).forEach(column -> given.add(fixtures.normalized(column.name())));
            Set<String> columns = new LinkedHashSet<>(given);
            columns.addAll(types.keySet());
            query = fixtures.query(fixture.query(), given, FixtureSql.typed(columns, types));
        } else {
            query = fixtures.query(fixture, columns(name, fixture, types));
        }
        session.execute(TableDdl.replaceView(view, query));
        views.put(name, view);
    }

    private List<Column> columns(TableName name, Fixture fixture, Map<String, String> types) {
        Set<String> names = fixtures.columns(fixture);
        var complete = new LinkedHashMap<>(types);
        for (String column : names) {
            if (!complete.containsKey(column) && !fixture.rows().isEmpty()) {
                complete.put(column, fixtures.inferred(fixture, column, name.toString()));
            }
        }
        names.addAll(types.keySet());
        if (names.isEmpty()) {
            throw new VmshException(
                    "the columns of input %s are not known".formatted(name),
                    "Give it a row, or write its columns: columns: {id: int}");
        }
        if (fixture.rows().isEmpty()) {
            names.forEach(column -> complete.putIfAbsent(column, "VARCHAR"));
        }
        return FixtureSql.typed(names, complete);
    }

    /** What the project knows of an input's columns: those with a type, declared ones first; none if a type is missing. */
    private Map<String, String> knownTypes(TableName name) {
        var types = new LinkedHashMap<String, String>();
        project.model(name).ifPresent(input -> {
            input.facts()
                    .columns()
                    .ifPresent(columns -> columns.forEach(column -> types.put(column.name(), column.type())));
            input.properties().columns().forEach(column -> types.put(column.name(), column.type()));
        });
        boolean ownTable = name.equals(model.name());
        if (ownTable) {
            types.replaceAll((column, type) -> type == null ? "VARCHAR" : type);
        }
        types.values().removeIf(type -> type == null);
        return types;
    }

    /** The view that stands for a table in the test. */
    private TableName view(TableName name) {
        String catalog = name.catalog() == null ? defaultCatalog : name.catalog();
        String schemaName = name.schema() == null ? "default" : name.schema();
        return TableName.of(schema, catalog + "__" + schemaName + "__" + name.name());
    }
}
