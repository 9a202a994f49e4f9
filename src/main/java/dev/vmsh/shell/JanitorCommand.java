package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.CleanUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "janitor",
        aliases = "clean",
        description = "Remove environments that are over, and tables that nothing points at.",
        footer = {"Example: janitor --dry-run", "Example: janitor dev"})
final class JanitorCommand implements ShellCommand {
    private final CleanUp cleanUp;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;
    private final Clock clock;

    @Parameters(
            arity = "0..1",
            paramLabel = "ENV",
            description = "Only this environment, if it is over, and tables that it alone has used.")
    private EnvironmentName environment;

    @Option(names = "--dry-run", description = "Say what would go, and why; remove nothing.")
    private boolean dryRun;

    @Option(names = "--ignore-ttl", description = "Unused tables go even if their time is not up.")
    private boolean ignoreTtl;

    @Option(names = "--execution-time", paramLabel = "TIME", description = "Take this for now.")
    private String executionTime;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for plans under way.")
    private int wait;

    JanitorCommand(CleanUp cleanUp, CurrentSession session, Console console, Confirmations confirmations, Clock clock) {
        this.cleanUp = cleanUp;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
        this.clock = clock;
    }

    @Override
    public int run() {
        if (!dryRun) {
            confirmations.requireWritable("janitor");
        }
        boolean sure =
                !ignoreTtl || dryRun || confirmations.confirm("Remove every unused table, however recent?", "--yes");
        if (!sure) {
            return DONE;
        }
        Instant now = clock.instant();
        Instant at = executionTime == null ? now : PlanOptions.instant(executionTime, now);
        CleanUp.Report report = cleanUp.janitor(
                session.get().gateway(),
                new CleanUp.Request(environment, ignoreTtl, dryRun, at, Duration.ofSeconds(wait)));
        return print(report, dryRun, console);
    }

    static int print(CleanUp.Report report, boolean dryRun, Console console) {
        List<List<Object>> rows = report.removed().stream()
                .map(removal -> List.<Object>of(removal.type(), removal.name(), removal.because()))
                .toList();
        console.print(new Report.Listing(List.of("type", "name", "because"), rows), "nothing to remove");
        if (dryRun && !rows.isEmpty()) {
            console.note("nothing was removed: this was a dry run");
        }
        report.failures().forEach(failure -> console.note("could not be removed: " + failure));
        return report.failures().isEmpty() ? DONE : 1;
    }
}
