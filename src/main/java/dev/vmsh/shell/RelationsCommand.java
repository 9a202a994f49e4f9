package dev.vmsh.shell;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\d",
        aliases = {"\\dt"},
        description = "List the models of the session's environment, or the columns of one table.",
        footer = "Example: \\d analytics.orders")
final class RelationsCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final SqlExecutor sql;
    private final Console console;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A model or table.")
    private String name;

    RelationsCommand(Connections connections, CurrentSession session, SqlExecutor sql, Console console) {
        this.connections = connections;
        this.session = session;
        this.sql = sql;
        this.console = console;
    }

    @Override
    public int run() {
        if (name == null) {
            console.print(
                    models(),
                    "%s has no models yet: type 'plan'".formatted(session.get().environment()));
        } else {
            console.print(columns());
        }
        return DONE;
    }

    private Report.Listing models() {
        List<Pointer> pointers = connections
                .state(session.get().gateway())
                .environment(session.get().environment())
                .map(Environment::pointers)
                .orElse(List.of());
        List<List<Object>> rows = pointers.stream()
                .map(pointer -> Arrays.<Object>asList(
                        pointer.model().toString(),
                        pointer.kind(),
                        Objects.toString(pointer.table(), null),
                        Objects.toString(pointer.view(), null)))
                .toList();
        return new Report.Listing(List.of("model", "kind", "table", "view"), rows);
    }

    private Report columns() {
        List<List<Object>> rows = sql.describe("select * from " + name).stream()
                .map(column -> Arrays.<Object>asList(column.name(), column.type()))
                .toList();
        return new Report.Listing(List.of("column", "type"), rows);
    }
}
