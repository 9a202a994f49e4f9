package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.shell.render.IntervalReport;
import dev.vmsh.work.IntervalCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check_intervals",
        description = "Show which intervals of ENV's models were never computed (default: the session's environment).",
        footer = "Example: check_intervals prod --select-model analytics.orders")
final class CheckIntervalsCommand implements ShellCommand {
    private final IntervalCheck intervals;
    private final CurrentSession session;
    private final Console console;
    private final Clock clock;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment.")
    private EnvironmentName environment;

    @Option(names = "--select-model", paramLabel = "SELECTOR", description = "Only these models.")
    private List<String> select = new ArrayList<>();

    @SuppressWarnings("UnusedVariable") // picocli accepts the option through it
    @Option(names = "--no-signals", hidden = true, description = "Accepted: signals do not run here.")
    private boolean noSignals;

    @Mixin
    private RangeOptions range = new RangeOptions();

    CheckIntervalsCommand(IntervalCheck intervals, CurrentSession session, Console console, Clock clock) {
        this.intervals = intervals;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public int run() {
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        console.print(IntervalReport.of(intervals.check(session.get().gateway(), name, select, range.range(clock))));
        return DONE;
    }
}
