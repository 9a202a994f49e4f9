package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Connections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        description = "List the plans that made ENV what it is, newest first.",
        footer = "Example: log prod")
final class LogCommand implements ShellCommand {
    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
    private int limit;

    @Option(
            names = "--queries",
            description = "What the statements cost that computed it, where the engine tells (Trino).")
    private boolean queries;

    LogCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        return queries ? queries(name) : plans(name);
    }

    private int queries(EnvironmentName name) {
        List<List<Object>> rows = connections.state(session.get().gateway()).queries(name, limit).stream()
                .map(query -> List.<Object>of(
                        query.planId(),
                        query.model().toString(),
                        query.progress().queryId(),
                        query.progress().state(),
                        query.progress().splits(),
                        query.progress().rows(),
                        query.progress().bytes(),
                        query.progress().cpuMillis(),
                        query.progress().elapsedMillis(),
                        query.progress().peakBytes()))
                .toList();
        console.print(new Report.Listing(
                List.of(
                        "plan_id",
                        "model",
                        "query_id",
                        "state",
                        "splits",
                        "rows",
                        "bytes",
                        "cpu_ms",
                        "elapsed_ms",
                        "peak_bytes"),
                rows));
        return DONE;
    }

    private int plans(EnvironmentName name) {
        List<List<Object>> rows = connections.state(session.get().gateway()).log(name, limit).stream()
                .map(entry -> List.<Object>of(
                        entry.planId(),
                        entry.at(),
                        entry.by(),
                        entry.summary(),
                        entry.environment().pointers().size()))
                .toList();
        boolean mistyped = rows.isEmpty() && environment != null && !name.isProd();
        if (mistyped) {
            throw new UsageException(
                    "there is no environment '%s', and never was".formatted(name), "See 'environments'");
        }
        console.print(
                new Report.Listing(List.of("plan_id", "at", "by", "summary", "models"), rows),
                "no plan made %s yet: type 'plan'".formatted(name));
        return DONE;
    }
}
