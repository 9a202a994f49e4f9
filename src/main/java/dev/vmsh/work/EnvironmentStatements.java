package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Project;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The project's {@code before_all} and {@code after_all} statements; those of one phase are one transaction. */
final class EnvironmentStatements {
    private final Connections connections;
    private final String gateway;
    private final Environment environment;
    private final Instant execution;
    private final Interval range;

    EnvironmentStatements(Connections connections, String gateway, Plan plan) {
        this(connections, gateway, plan.next(), plan.start(), plan.end(), plan.executionTime());
    }

    /** @param execution what {@code @start_*} and {@code @end_*} describe ends with it, and begins with all time */
    EnvironmentStatements(Connections connections, String gateway, Environment environment, Instant execution) {
        this(connections, gateway, environment, null, null, execution);
    }

    private EnvironmentStatements(
            Connections connections,
            String gateway,
            Environment environment,
            Instant start,
            Instant end,
            Instant execution) {
        this.connections = connections;
        this.gateway = gateway;
        this.environment = environment;
        this.execution = execution;
        Instant from = start == null ? Instant.EPOCH : start;
        Instant to = end == null ? execution : end;
        this.range = from.isBefore(to) ? new Interval(from, to) : null;
    }

    void runBeforeAll() {
        run(environment.beforeAll(), "before_all");
    }

    void runAfterAll() {
        run(environment.afterAll(), "after_all");
    }

    private void run(List<String> statements, String stage) {
        if (statements.isEmpty()) {
            return;
        }
        Project project = connections.project(gateway);
        List<String> rendered =
                connections.renderer(gateway).statements(project, statements, stage, range, execution, variables());
        try (EngineSession session = connections.engine(gateway).open()) {
            session.transaction(() -> {
                rendered.forEach(session::execute);
                return null;
            });
        }
    }

    private Map<String, MacroValue> variables() {
        var schemas = new TreeSet<String>();
        var views = new TreeSet<TableName>();
        environment.pointers().stream()
                .map(Pointer::view)
                .filter(Objects::nonNull)
                .forEach(view -> {
                    schemas.add(view.schema());
                    views.add(view);
                });
        var variables = new HashMap<String, MacroValue>();
        variables.put("this_env", new MacroValue.Text(environment.name().identifier()));
        variables.put(
                "schemas",
                new MacroValue.Sequence(
                        schemas.stream().<MacroValue>map(MacroValue.Text::new).toList()));
        variables.put(
                "views",
                new MacroValue.Sequence(views.stream()
                        .<MacroValue>map(view -> new MacroValue.Text(view.quoted()))
                        .toList()));
        return variables;
    }
}
