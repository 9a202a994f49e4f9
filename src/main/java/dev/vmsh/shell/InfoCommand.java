package dev.vmsh.shell;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.project.Config;
import dev.vmsh.project.Project;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "info",
        description = "Show the project, its gateways and whether they answer.",
        footer = "Example: info")
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
        facts.put("models", project.models().size());
        facts.put("audits", project.audits().size());
        facts.put("gateways", List.copyOf(config.gateways().keySet()));
        facts.put("gateway", gateway);
        facts.put("connection", connections.gateway(gateway).connection().shown());
        if (!skipConnection) {
            try (EngineSession answering = connections.engine(gateway).open()) {
                answering.execute("select 1");
            }
            facts.put("warehouse", "answers");
            facts.put("environments", connections.state(gateway).environments().size());
        }
        console.print(Report.facts(facts));
        return DONE;
    }
}
