package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.ModelQueries;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "render",
        description =
                "Print a model's query with its macros expanded, reading the tables of the session's environment.",
        footer = {
            "Example: render analytics.orders",
            "Example: render analytics.orders -s 2024-01-01 --expand staging.orders"
        })
final class RenderCommand implements ShellCommand {
    private final Connections connections;
    private final ModelQueries queries;
    private final ModelNames models;
    private final CurrentSession session;
    private final Console console;
    private final Clock clock;

    @Parameters(paramLabel = "MODEL", description = "Name of a model.")
    private String name;

    @Option(
            names = "--expand",
            paramLabel = "SELECTOR",
            description = "Put in the queries of these models; True for all.")
    private List<String> expand = new ArrayList<>();

    @SuppressWarnings("UnusedVariable") // picocli accepts the option through it
    @Option(names = "--no-format", description = "Accepted: the query is printed as it is sent.")
    private boolean noFormat;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description = "Refused unless it is the model's own: nothing is translated.")
    private String dialect;

    @Mixin
    private RangeOptions range = new RangeOptions();

    RenderCommand(
            Connections connections,
            ModelQueries queries,
            ModelNames models,
            CurrentSession session,
            Console console,
            Clock clock) {
        this.connections = connections;
        this.queries = queries;
        this.models = models;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public int run() {
        if (name.endsWith(".sql") && name.contains("/")) {
            throw new UsageException("render takes a model, not a file", "Type its name: 'models' lists them");
        }
        Model model = models.find(name);
        if (dialect != null && !dialect.equalsIgnoreCase(model.dialect().id())) {
            throw new UsageException(
                    "%s is written in %s and is not translated"
                            .formatted(model.name(), model.dialect().id()),
                    "Leave out --dialect");
        }
        var request =
                new ModelQueries.Request(session.get().gateway(), session.get().environment(), range.range(clock));
        String sql = queries.shown(request, model, inlined());
        var value = new LinkedHashMap<String, Object>();
        value.put("model", model.name().toString());
        value.put("sql", sql);
        console.print(new Report.Document(value, sql + "\n"));
        return DONE;
    }

    private Set<TableName> inlined() {
        Project project = connections.project(session.get().gateway());
        boolean all = expand.stream().anyMatch(text -> text.equalsIgnoreCase("true"));
        return all ? project.models().keySet() : Selector.select(expand, project);
    }
}
