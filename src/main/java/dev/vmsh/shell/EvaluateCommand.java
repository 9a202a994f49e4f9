package dev.vmsh.shell;

import dev.vmsh.project.Model;
import dev.vmsh.work.ModelQueries;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description =
                "Run a model's query, as the files have it, on the session's environment and print its rows; write nothing.",
        footer = "Example: evaluate analytics.orders -s 2024-01-01 -e 2024-01-02 --limit 10")
final class EvaluateCommand implements ShellCommand {
    private final ModelQueries queries;
    private final ModelNames models;
    private final SqlExecutor sql;
    private final CurrentSession session;
    private final Clock clock;

    @Parameters(paramLabel = "MODEL", description = "Name of a model.")
    private String name;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most rows; 0 for all (default: 1000).")
    private int limit;

    @Mixin
    private RangeOptions range = new RangeOptions();

    EvaluateCommand(ModelQueries queries, ModelNames models, SqlExecutor sql, CurrentSession session, Clock clock) {
        this.queries = queries;
        this.models = models;
        this.sql = sql;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public int run() {
        Model model = models.find(name);
        var request =
                new ModelQueries.Request(session.get().gateway(), session.get().environment(), range.range(clock));
        return sql.run(queries.runnable(request, model, Math.max(0, limit)));
    }
}
