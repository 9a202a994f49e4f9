package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.macro.TimeVariables;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.CommonTables;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FrozenClock;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.TestResult.Failure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One unit test on one engine: makes its inputs, runs the query over them and compares. Used once. */
final class TestCase {
    private static final String EPOCH = "1970-01-01";

    private final Connections connections;
    private final Project project;
    private final String defaultCatalog;
    private final UnitTest test;
    private final Model model;
    private final EngineSession session;
    private final String schema;
    private final Dialect dialect;
    private final FixtureSql fixtures;
    private final Map<TableName, TableName> inputs = new LinkedHashMap<>();

    /**
     * @param model what is tested
     * @param session on the test engine
     * @param schema where fixtures go; there already
     * @param dialect of the test engine
     */
    TestCase(
            Connections connections,
            Project project,
            String defaultCatalog,
            UnitTest test,
            Model model,
            EngineSession session,
            String schema,
            Dialect dialect) {
        this.connections = connections;
        this.project = project;
        this.defaultCatalog = defaultCatalog;
        this.test = test;
        this.model = model;
        this.session = session;
        this.schema = schema;
        this.dialect = dialect;
        this.fixtures = new FixtureSql(model.dialect());
    }

    /**
     * @return what differs.
     * @throws VmshException if the test cannot be run
     */
    List<Failure> run() {
        String query = prepare();
        Map<String, String> ctes = CommonTables.of(query, dialect);
        var failures = new ArrayList<Failure>();
        test.ctes().forEach((name, expected) -> {
            String cte = ctes.get(fixtures.normalized(name));
            if (cte == null) {
                throw new VmshException(
                        "the query of %s has no CTE '%s'".formatted(model.name(), name),
                        ctes.isEmpty() ? "It has no WITH" : "It has: " + String.join(", ", ctes.keySet()));
            }
            compare(cte, expected).ifPresent(mismatch -> failures.add(new Failure(name, mismatch)));
        });
        test.query()
                .flatMap(expected -> compare(query, expected))
                .ifPresent(mismatch -> failures.add(new Failure("", mismatch)));
        return failures;
    }

    /**
     * Makes the inputs.
     *
     * @return the model's query over them, as it is sent to the test engine
     */
    String prepare() {
        requireQuery();
        test.inputs().ifPresent(this::makeInputs);
        return query();
    }

    /** Every row of {@code query}, and its columns. */
    Result result(String query) {
        try (Rows rows = session.query(query)) {
            List<Column> columns = rows.columns().stream()
                    .map(column -> new Column(fixtures.normalized(column.name()), column.type()))
                    .toList();
            var all = new ArrayList<List<Object>>();
            while (rows.next()) {
                var row = new ArrayList<Object>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
            return new Result(columns, all);
        }
    }

    /** What a query gave. */
    record Result(List<Column> columns, List<List<Object>> rows) {}

    private void requireQuery() {
        if (model.statements().query() == null) {
            throw new UsageException(
                    "%s is of kind %s and has no query to test"
                            .formatted(model.name(), model.kind().keyword()),
                    "Test a model that reads it");
        }
    }

    // ---- inputs

    private void makeInputs(Map<String, Fixture> given) {
        var missing = new TreeSet<>(model.facts().dependencies());
        given.forEach((written, fixture) -> {
            TableName name =
                    connections.reader(model.dialect()).tableName(written).relativeTo(defaultCatalog);
            missing.remove(name);
            makeInput(name, fixture);
        });
        if (!missing.isEmpty()) {
            throw new VmshException(
                    "the test is incomplete: no input for "
                            + String.join(
                                    ", ",
                                    missing.stream().map(TableName::toString).toList()),
                    "Add it below inputs: at least as an empty list of rows");
        }
        if (model.facts().dependsOnSelf() && !inputs.containsKey(model.name())) {
            makeInput(model.name(), new Fixture(Map.of(), List.of(), null, false));
        }
    }

    private void makeInput(TableName name, Fixture fixture) {
        Map<String, String> types = new LinkedHashMap<>(knownTypes(name));
        types.putAll(fixtures.types(fixture));
        TableName view = TableName.of(schema, fixtureName(name));
        String query;
        if (fixture.query() != null) {
            Set<String> given = new LinkedHashSet<>();
            session.describe(fixture.query()).forEach(column -> given.add(fixtures.normalized(column.name())));
            Set<String> columns = new LinkedHashSet<>(given);
            columns.addAll(types.keySet());
            query = fixtures.query(fixture.query(), given, FixtureSql.typed(columns, types));
        } else {
            query = fixtures.query(fixture, inputColumns(name, fixture, types));
        }
        session.execute(TableDdl.replaceView(view, query));
        inputs.put(name, view);
    }

    private List<Column> inputColumns(TableName name, Fixture fixture, Map<String, String> types) {
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

    private String fixtureName(TableName name) {
        String catalog = name.catalog() == null ? defaultCatalog : name.catalog();
        String schemaName = name.schema() == null ? "default" : name.schema();
        return catalog + "__" + schemaName + "__" + name.name();
    }

    // ---- the query

    private String query() {
        Model changed = model.with(VariableOverrides.of(test.variables()).over(model.scope()));
        Instant execution = time("execution_time").or(() -> time("latest")).orElse(Instant.EPOCH);
        String sql = connections.renderer(dialect).query(changed, request(execution));
        return time("execution_time")
                .map(moment -> FrozenClock.freeze(sql, dialect, moment))
                .orElse(sql);
    }

    private RenderRequest request(Instant execution) {
        TimeExpression start = expression("start").orElse(TimeExpression.parse(EPOCH));
        TimeExpression end = expression("end").orElse(start);
        Instant from = start.asStart(execution);
        Instant to = end.asEnd(execution);
        if (!from.isBefore(to)) {
            throw new UsageException("the test's start is not before its end", "Correct start and end below vars");
        }
        return new RenderRequest(
                "testing",
                new Interval(from, to),
                execution,
                TableName.of(schema, fixtureName(model.name())),
                this::replacement);
    }

    private Optional<Replacement> replacement(TableName written) {
        return Optional.ofNullable(inputs.get(written.relativeTo(defaultCatalog)))
                .map(Replacement.Table::new);
    }

    private Optional<TimeExpression> expression(String variable) {
        return Optional.ofNullable(test.variables().get(variable)).map(value -> TimeExpression.parse(value.toString()));
    }

    private Optional<Instant> time(String variable) {
        return expression(variable).map(each -> each.asStart(Instant.EPOCH));
    }

    // ---- the comparison

    private Optional<Mismatch> compare(String query, Fixture expected) {
        Result actual = result(query);
        boolean partial = test.partial() || expected.partial();
        Set<String> named = expected.query() == null ? fixtures.columns(expected) : namesOf(expected.query());
        List<String> known = actual.columns().stream().map(Column::name).toList();
        List<String> unknown =
                named.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            return Optional.of(new Mismatch.UnknownColumns(unknown, known));
        }
        List<Column> compared = actual.columns().stream()
                .filter(column -> !partial || named.isEmpty() || named.contains(column.name()))
                .toList();
        List<Column> castTo = compared.stream().map(TestCase::castable).toList();
        String expectedQuery = expected.query() == null
                ? fixtures.query(expected, castTo)
                : fixtures.query(expected.query(), named, castTo);
        return new RowComparison(compared)
                .compare(expectedRows(expectedQuery), only(compared, actual), CommonTables.ordered(query, dialect));
    }

    private Set<String> namesOf(String query) {
        var names = new LinkedHashSet<String>();
        session.describe(query).forEach(column -> names.add(fixtures.normalized(column.name())));
        return names;
    }

    private List<List<Object>> expectedRows(String query) {
        try {
            return result(query).rows();
        } catch (EngineException e) {
            throw new VmshException(
                    "the expected rows do not fit the types of the result: " + e.getMessage(),
                    "Correct the rows below outputs of %s".formatted(test.path()),
                    e);
        }
    }

    /** The engine tells of an enumeration no more than that it is one; its values are compared as text. */
    private static Column castable(Column column) {
        return column.type().startsWith("ENUM") ? new Column(column.name(), "VARCHAR") : column;
    }

    private static List<List<Object>> only(List<Column> compared, Result actual) {
        int[] positions = compared.stream().mapToInt(actual.columns()::indexOf).toArray();
        var rows = new ArrayList<List<Object>>();
        for (List<Object> row : actual.rows()) {
            var values = new ArrayList<Object>();
            for (int position : positions) {
                values.add(row.get(position));
            }
            rows.add(values);
        }
        return rows;
    }

    /** The variables of a test: they go over the project's, and a date variable over the one that is worked out. */
    private record VariableOverrides(Map<String, MacroValue> values) {
        static VariableOverrides of(Map<String, Object> variables) {
            var values = new LinkedHashMap<String, MacroValue>();
            variables.forEach((name, value) -> values.put(name, value(value)));
            return new VariableOverrides(values);
        }

        MacroScope over(MacroScope scope) {
            MacroScope changed = scope.withConfigured(values);
            for (Map.Entry<String, MacroValue> entry : values.entrySet()) {
                if (TimeVariables.isTimeVariable(entry.getKey())) {
                    changed = changed.withDefinition(entry.getKey(), entry.getValue());
                }
            }
            return changed;
        }

        private static MacroValue value(Object value) {
            if (value == null) {
                return MacroValue.NULL;
            }
            if (value instanceof BigDecimal number) {
                return new MacroValue.Number(number);
            }
            if (value instanceof Boolean truth) {
                return new MacroValue.Bool(truth);
            }
            if (value instanceof List<?> list) {
                return new MacroValue.Sequence(
                        list.stream().map(VariableOverrides::value).toList());
            }
            if (value instanceof Map<?, ?> map) {
                var entries = new LinkedHashMap<String, MacroValue>();
                map.forEach((key, item) -> entries.put(key.toString(), value(item)));
                return new MacroValue.Mapping(entries);
            }
            return new MacroValue.Text(value.toString());
        }
    }
}
