package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\run",
        description = "Run what was kept with \\save; without a name, list it.",
        footer = {"Example: \\run late_orders", "Example: \\run by_day day=2026-01-31"})
final class RunNamedCommand implements ShellCommand {
    private final NamedQueries queries;
    private final ScriptRunner scripts;
    private final CurrentSession session;
    private final Console console;

    @Parameters(index = "0", paramLabel = "QUERY", arity = "0..1", description = "A name given with \\save.")
    private String name;

    @Parameters(
            index = "1..*",
            paramLabel = "VARIABLE=VALUE",
            arity = "0..*",
            description = "Variables for this run alone.")
    private List<String> variables = List.of();

    RunNamedCommand(NamedQueries queries, ScriptRunner scripts, CurrentSession session, Console console) {
        this.queries = queries;
        this.scripts = scripts;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (name == null) {
            List<String> names = queries.names();
            names.forEach(console::line);
            if (names.isEmpty()) {
                console.note("no query is saved: '\\save NAME' keeps the last statement");
            }
            return DONE;
        }
        String text = queries.text(name);
        Map<String, String> given = given();
        Map<String, String> before = session.get().variables();
        given.forEach((variable, value) -> session.change(now -> now.withVariable(variable, value)));
        try {
            return scripts.text(text, Optional.of(name));
        } finally {
            given.keySet().forEach(variable -> putBack(variable, before.get(variable)));
        }
    }

    private void putBack(String variable, String value) {
        session.change(now -> value == null ? now.withoutVariable(variable) : now.withVariable(variable, value));
    }

    private Map<String, String> given() {
        var given = new LinkedHashMap<String, String>();
        for (String assignment : variables) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("'%s' sets no variable".formatted(assignment), "Write name=value");
            }
            given.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return given;
    }
}
