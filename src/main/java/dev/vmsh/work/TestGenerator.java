package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.FrozenClock;
import dev.vmsh.sql.TableName;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes unit tests from what is in an environment: its rows go in, and what the model makes of them is what is expected. */
public final class TestGenerator {
    private static final int ROWS = 10;
    private static final String EXECUTION_TIME = "execution_time";

    private final Connections connections;
    private final TestRunner runner;
    private final Clock clock;

    /** @param clock the time at which the tests of models stand still that ask for it */
    public TestGenerator(Connections connections, TestRunner runner, Clock clock) {
        this.connections = connections;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * What a test is made of.
     *
     * @param queries SQL for the rows of an input, by the input's name as typed; the first rows of those that are not named are taken
     * @param variables of the test, names lower case
     * @param name of the test; null for one made from the model's
     * @param path of its file below {@code tests/}; null for one made from the model's
     * @param withCtes whether the rows of every CTE are expected too
     */
    public record Request(
            Map<String, String> queries,
            Map<String, Object> variables,
            String name,
            String path,
            boolean withCtes,
            boolean overwrite) {}

    /**
     * @param environment where the rows are read
     * @throws UsageException if a query is for a table that the model does not read, or the file is there already
     */
    public UnitTest create(String gateway, EnvironmentName environment, Model model, Request request) {
        if (model.statements().query() == null) {
            throw new UsageException(
                    "%s is of kind %s and has no query to test"
                            .formatted(model.name(), model.kind().keyword()),
                    "Test a model that reads it");
        }
        String plain = (model.name().schema() == null ? "" : model.name().schema() + "_")
                + model.name().name();
        String name = request.name() == null ? "test_" + plain : request.name();
        String file = "tests/" + (request.path() == null ? "test_" + plain + ".yaml" : request.path());
        var given = new UnitTest(
                name,
                file,
                1,
                model.name().toString(),
                "",
                null,
                null,
                variables(model, request.variables()),
                Optional.of(inputs(gateway, environment, model, request.queries())),
                Optional.empty(),
                Map.of(),
                false);
        UnitTest test = runner.completed(gateway, given, model, request.withCtes());
        connections.generated().unitTest(test, request.overwrite());
        return test;
    }

    /** A test of a model that asks what time it is would fail a moment later, so it is told the time. */
    private Map<String, Object> variables(Model model, Map<String, Object> given) {
        if (given.containsKey(EXECUTION_TIME)
                || !FrozenClock.isReadBy(model.facts().query(), model.dialect())) {
            return given;
        }
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put(EXECUTION_TIME, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return all;
    }

    private Map<String, Fixture> inputs(
            String gateway, EnvironmentName environment, Model model, Map<String, String> queries) {
        Map<TableName, String> wanted = new LinkedHashMap<>();
        Set<TableName> reads = new TreeSet<>(model.facts().dependencies());
        queries.forEach((typed, sql) -> {
            TableName name = connections
                    .reader(model.dialect())
                    .tableName(typed)
                    .relativeTo(connections.engine(gateway).defaultCatalog());
            if (!reads.contains(name) && !name.equals(model.name())) {
                throw new UsageException(
                        "%s does not read %s".formatted(model.name(), name),
                        "It reads: "
                                + String.join(
                                        ", ",
                                        reads.stream().map(TableName::toString).toList()));
            }
            wanted.put(name, sql);
        });
        reads.forEach(name -> wanted.putIfAbsent(name, "SELECT * FROM %s LIMIT %d".formatted(name.quoted(), ROWS)));
        var queryRunner = new QueryRunner(
                connections.engine(gateway),
                connections.state(gateway),
                connections.reader(gateway),
                connections.gateway(gateway).stateSchema());
        Map<String, Fixture> inputs = new LinkedHashMap<>();
        try (EngineSession session = connections.engine(gateway).open()) {
            wanted.forEach((name, sql) -> {
                ResolvedSql resolved = queryRunner.resolve(sql, environment);
                if (resolved.writes()) {
                    throw new UsageException("the rows of %s must come from a query".formatted(name), "Write a SELECT");
                }
                inputs.put(name.toString(), FixtureValues.withTypes(rows(session, resolved.sent())));
            });
        }
        return inputs;
    }

    private static TestCase.Result rows(EngineSession session, String sql) {
        try (Rows rows = session.query(sql)) {
            List<Column> columns = rows.columns();
            var all = new ArrayList<List<Object>>();
            while (rows.next()) {
                var row = new ArrayList<Object>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
            return new TestCase.Result(columns, all);
        }
    }
}
