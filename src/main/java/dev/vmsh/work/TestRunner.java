package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.CommonTables;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.TestResult.Failure;
import dev.vmsh.work.TestResult.Status;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs unit tests, one after the other, each in a schema of its own. Touches no warehouse but the test connection. */
public final class TestRunner {
    private static final int SCHEMA_LETTERS = 8;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Connections connections;
    private final SecureRandom random = new SecureRandom();

    public TestRunner(Connections connections) {
        this.connections = connections;
    }

    /**
     * @param gateway for tests that name none
     * @param keepFixtures whether the schemas stay
     * @param stop ends them between two tests, or in the middle of one
     * @return the results in the order of {@code tests}
     * @throws InterruptedWorkException if they were ended
     */
    public List<TestResult> run(String gateway, List<UnitTest> tests, boolean keepFixtures, Stop stop) {
        Map<String, Engine> engines = new LinkedHashMap<>();
        try {
            var results = new ArrayList<TestResult>();
            for (UnitTest test : tests) {
                stop.check();
                String where = test.gateway() == null ? gateway : test.gateway();
                results.add(run(where, test, keepFixtures, engines, stop));
            }
            return results;
        } finally {
            engines.values().forEach(Engine::close);
        }
    }

    private TestResult run(
            String gateway, UnitTest test, boolean keepFixtures, Map<String, Engine> engines, Stop stop) {
        Model model = null;
        Dialect dialect = null;
        try {
            Project project = connections.project(connections.gateway(gateway).name());
            String catalog = connections.engine(gateway).defaultCatalog();
            TableName name = connections
                    .reader(project.config().dialect())
                    .tableName(test.model())
                    .relativeTo(catalog);
            Optional<Model> found = project.model(name);
            if (found.isEmpty()) {
                return new TestResult(
                        test, Status.SKIP, "the project has no model '%s'".formatted(test.model()), List.of(), null);
            }
            model = found.get();
            Engine engine = engines.computeIfAbsent(gateway, connections::testEngine);
            dialect = engine.dialect();
            return run(project, catalog, test, model, engine, keepFixtures, stop);
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (VmshException e) {
            return new TestResult(test, Status.ERROR, message(e, model, dialect), List.of(), null);
        }
    }

    /**
     * {@code given} with what its model makes of its inputs as the expected rows.
     *
     * @param withCtes whether the rows of every CTE are expected too
     */
    UnitTest completed(String gateway, UnitTest given, Model model, boolean withCtes) {
        String schema = madeUpSchema();
        try (Engine engine = connections.testEngine(gateway);
                EngineSession session = engine.open()) {
            session.execute(TableDdl.createSchema(schema));
            String catalog = connections.engine(gateway).defaultCatalog();
            var test = new TestCase(
                    connections,
                    connections.project(gateway),
                    catalog,
                    given,
                    model,
                    session,
                    schema,
                    engine.dialect());
            String query = test.prepare();
            Map<String, Fixture> ctes = new LinkedHashMap<>();
            if (withCtes) {
                CommonTables.of(query, engine.dialect())
                        .forEach((name, cte) -> ctes.put(name, FixtureValues.withoutTypes(test.result(cte))));
            }
            Fixture expected = FixtureValues.withoutTypes(test.result(query));
            session.execute("DROP SCHEMA %s CASCADE".formatted(TableName.quote(schema)));
            return given.expecting(expected, ctes);
        }
    }

    private TestResult run(
            Project project,
            String catalog,
            UnitTest test,
            Model model,
            Engine engine,
            boolean keepFixtures,
            Stop stop) {
        String schema = test.schema() == null ? madeUpSchema() : test.schema();
        try (EngineSession session = engine.open()) {
            session.execute(TableDdl.createSchema(schema));
            List<Failure> failures;
            try {
                var running =
                        new TestCase(connections, project, catalog, test, model, session, schema, engine.dialect());
                failures = stop.during(session, running::run);
            } finally {
                if (!keepFixtures) {
                    session.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(TableName.quote(schema)));
                }
            }
            Status status = failures.isEmpty() ? Status.PASS : Status.FAIL;
            return new TestResult(test, status, "", failures, keepFixtures ? schema : null);
        }
    }

    private static String message(VmshException e, Model model, Dialect dialect) {
        String text = e.remedy().isEmpty() ? e.getMessage() : e.getMessage() + "\n" + e.remedy();
        boolean foreign = model != null && dialect != null && model.dialect() != dialect;
        return foreign
                ? "%s\nThe model is written in %s and was tested on %s: set test_connection of the gateway to test it on its own engine"
                        .formatted(text, model.dialect().id(), dialect.id())
                : text;
    }

    private String madeUpSchema() {
        var name = new StringBuilder("sqlmesh_test_");
        random.ints(SCHEMA_LETTERS, 0, LETTERS.length()).forEach(i -> name.append(LETTERS.charAt(i)));
        return name.toString();
    }
}
