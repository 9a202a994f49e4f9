package dev.vmsh.shell;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.project.Config;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Project;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "info",
        description =
                "Show what is configured, what of it has no effect, and whether the warehouse answers. Secrets are masked.",
        footer = {"Example: info", "Example: info --skip-connection"})
final class InfoCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Option(names = "--skip-connection", description = "Do not try the connection.")
    private boolean skipConnection;

    InfoCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        Config config = connections.config();
        String gateway = session.get().gateway();
        Project project = connections.project(gateway);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("project", project.root());
        long external = project.models().values().stream()
                .filter(model -> model.kind() instanceof Kind.External)
                .count();
        facts.put("models", project.models().size() - external);
        facts.put("external_models", external);
        facts.put("audits", project.audits().size() + project.standaloneAudits().size());
        facts.put("tests", connections.tests().size());
        facts.put("dialect", config.dialect().id());
        facts.put("variables", config.variables().keySet().stream().sorted().toList());
        facts.put("linter", linter(config.linter()));
        facts.put("without_effect", config.unusedKeys().stream().sorted().toList());
        facts.put("gateways", List.copyOf(config.gateways().keySet()));
        facts.put("gateway", gateway);
        Gateway bound = connections.gateway(gateway);
        facts.put("connection", bound.connection().shown());
        facts.put(
                "state",
                bound.stateConnection().<Object>map(ConnectionSettings::shown).orElse("in the warehouse"));
        facts.put("state_schema", bound.stateSchema());
        if (!skipConnection) {
            try (EngineSession answering = connections.engine(gateway).open()) {
                answering.execute("select 1");
            }
            // a catalog that is not there answers too, until it is asked what it can do
            connections.engine(gateway).traits();
            facts.put("warehouse", "answers");
            facts.put(
                    "environments",
                    connections.state(gateway).environmentNames().size());
        }
        console.print(Report.facts(facts));
        return DONE;
    }

    private static String linter(Config.Linter settings) {
        return settings.enabled() ? "before every plan" : "when asked";
    }
}
