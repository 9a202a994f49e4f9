package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "table_name",
        description = "Print the table that an environment reads for a model.",
        footer = "Example: table_name analytics.orders --environment dev")
final class TableNameCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final ModelNames models;
    private final Console console;

    @Option(names = "--environment", paramLabel = "ENV", description = "Environment. Default: the session's.")
    private EnvironmentName environment;

    @Parameters(paramLabel = "MODEL", description = "Name of a model.")
    private String name;

    TableNameCommand(Connections connections, CurrentSession session, ModelNames models, Console console) {
        this.connections = connections;
        this.session = session;
        this.models = models;
        this.console = console;
    }

    @Override
    public int run() {
        EnvironmentName wanted = environment == null ? session.get().environment() : environment;
        TableName model = models.name(name);
        Pointer pointer = connections
                .state(session.get().gateway())
                .environment(wanted)
                .flatMap(recorded -> recorded.pointer(model))
                .orElseThrow(() -> new UsageException(
                        "the environment %s has no model %s".formatted(wanted, model),
                        "Type 'plan %s'".formatted(wanted)));
        if (pointer.table() == null) {
            throw new UsageException(
                    "%s has no table: it is %s".formatted(model, pointer.kind()), "Type 'render %s'".formatted(model));
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("model", model.toString());
        value.put("environment", wanted.toString());
        value.put("table", pointer.table().toString());
        value.put("preview", pointer.preview());
        console.print(new Report.Document(value, pointer.table() + "\n"));
        return DONE;
    }
}
