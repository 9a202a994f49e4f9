package dev.vmsh.shell;

import dev.vmsh.environment.Environment;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Presence;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show what the session is bound to.", footer = "Example: status")
final class StatusCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Presence presence;
    private final SqlExecutor sql;
    private final Console console;

    StatusCommand(
            Connections connections, CurrentSession session, Presence presence, SqlExecutor sql, Console console) {
        this.connections = connections;
        this.session = session;
        this.presence = presence;
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        Session now = session.get();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("project", connections.root());
        facts.put("gateway", now.gateway());
        facts.put("environment", now.environment().toString());
        Optional<Environment> recorded = connections.state(now.gateway()).environment(now.environment());
        facts.put("plan_id", recorded.map(Environment::planId).orElse(null));
        facts.put(
                "finalized_at",
                recorded.map(Environment::finalizedAt)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(null));
        facts.put(
                "models",
                recorded.map(environment -> environment.pointers().size()).orElse(0));
        facts.put("locked_by", Holders.of(connections.state(now.gateway())).describe(now.environment()));
        facts.put(
                "others",
                presence.others(now.gateway(), now.environment()).stream()
                        .map(shell -> "%s@%s since %s, seen %s"
                                .formatted(
                                        shell.user(),
                                        shell.host(),
                                        shell.since().truncatedTo(ChronoUnit.SECONDS),
                                        shell.seen().truncatedTo(ChronoUnit.SECONDS)))
                        .toList());
        facts.put("connection_kept_for", sql.connection().keepsConnection().orElse(null));
        facts.put("read_only", now.rules().readOnly());
        facts.put("format", now.display().format().id());
        console.print(Report.facts(facts));
        return DONE;
    }
}
