package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.shell.render.AuditReport;
import dev.vmsh.work.AuditResult;
import dev.vmsh.work.AuditRunner;
import dev.vmsh.work.Stop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "Run the models' audits on the tables of ENV (default: the session's environment).",
        footer = {"Example: audit", "Example: audit --model analytics.orders -s 2024-01-01"})
final class AuditCommand implements ShellCommand {
    private final AuditRunner audits;
    private final CurrentSession session;
    private final Console console;
    private final Clock clock;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment.")
    private EnvironmentName environment;

    @Option(
            names = {"--model", "--select-model"},
            paramLabel = "SELECTOR",
            description = "Only the audits of these models.")
    private List<String> models = new ArrayList<>();

    @Mixin
    private RangeOptions range = new RangeOptions();

    AuditCommand(AuditRunner audits, CurrentSession session, Console console, Clock clock) {
        this.audits = audits;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public int run() {
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        var stop = new Stop();
        List<AuditResult> results = console.interruptible(
                stop::request, () -> audits.run(session.get().gateway(), name, models, range.range(clock), stop));
        console.print(AuditReport.of(results));
        return results.stream().anyMatch(result -> result.status().bad()) ? NO : DONE;
    }
}
