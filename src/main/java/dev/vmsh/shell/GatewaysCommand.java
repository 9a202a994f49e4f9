package dev.vmsh.shell;

import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "gateways",
        description = "List the project's gateways and the one in use; connects to none.",
        footer = {"Example: gateways", "Example: use gateway production"})
final class GatewaysCommand implements ShellCommand {
    private static final List<String> FIELDS = List.of("name", "in_use", "type", "database", "state", "state_schema");

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    GatewaysCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        String used = session.get().gateway();
        List<List<Object>> rows = connections.config().gateways().values().stream()
                .map(gateway -> row(gateway, used))
                .toList();
        console.print(new Report.Listing(FIELDS, rows, FIELDS));
        return DONE;
    }

    private static List<Object> row(Gateway gateway, String used) {
        return Arrays.asList(
                gateway.name(),
                gateway.name().equals(used),
                gateway.connection().type(),
                place(gateway.connection()),
                gateway.stateConnection()
                        .map(state -> state.type() + " " + place(state))
                        .orElse("in the warehouse"),
                gateway.stateSchema());
    }

    private static String place(ConnectionSettings connection) {
        String host = connection.text("host", "");
        String database = connection.text("database", connection.defaultCatalog());
        return host.isEmpty() ? database : host + ":" + connection.text("port", "") + "/" + database;
    }
}
