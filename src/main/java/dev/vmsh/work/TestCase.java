package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
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
import dev.vmsh.work.TestResult.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One unit test on one engine: makes its inputs, runs the query over them and compares. Used once. */
final class TestCase {
    private final Connections connections;
    private final UnitTest test;
    private final Model model;
    private final EngineSession session;
    private final Dialect dialect;
    private final FixtureSql fixtures;
    private final TestInputs inputs;
    private final TestVariables variables;

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
        this.test = test;
        this.model = model;
        this.session = session;
        this.dialect = dialect;
        this.fixtures = new FixtureSql(model.dialect());
        this.inputs = new TestInputs(
                project, model, defaultCatalog, connections.reader(model.dialect()), session, schema, fixtures);
        this.variables = new TestVariables(test.variables());
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
        test.inputs().ifPresent(inputs::make);
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

    // ---- the query

    private String query() {
        Model changed = model.with(variables.over(model.scope()));
        var request = new RenderRequest(
                "testing", variables.range(), variables.execution(), inputs.ownTable(), inputs::replacement);
        String sql = connections.renderer(dialect).query(changed, request);
        return variables
                .frozen()
                .map(moment -> FrozenClock.freeze(sql, dialect, moment))
                .orElse(sql);
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
}
