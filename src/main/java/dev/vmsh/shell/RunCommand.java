package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Applier;
import dev.vmsh.work.PlanService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Compute what the crons of ENV's models have ticked for since they were last computed.",
        footer = "Example: run prod")
final class RunCommand implements ShellCommand {
    private final PlanService plans;
    private final Applier applier;
    private final CurrentSession session;
    private final Console console;
    private final PlanWork work;
    private final Confirmations confirmations;
    private final Clock clock;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(
            names = {"-s", "--start"},
            paramLabel = "TIME",
            description = "First day to look at.")
    private String start;

    @Option(
            names = {"-e", "--end"},
            paramLabel = "TIME",
            description = "Last day to look at.")
    private String end;

    @Option(names = "--execution-time", paramLabel = "TIME", description = "Take this for now.")
    private String executionTime;

    @Option(names = "--ignore-cron", description = "Also what no cron has ticked for.")
    private boolean ignoreCron;

    @Option(names = "--select-model", paramLabel = "SELECTOR", description = "Only these models and what they read.")
    private List<String> select = new ArrayList<>();

    @SuppressWarnings("UnusedVariable") // picocli accepts the option through it
    @Option(names = "--skip-janitor", hidden = true, description = "Accepted: a run never cleans up.")
    private boolean skipJanitor;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    RunCommand(
            PlanService plans,
            Applier applier,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            Clock clock,
            PlanWork work) {
        this.work = work;
        this.plans = plans;
        this.applier = applier;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
        this.clock = clock;
    }

    @Override
    public int run() {
        confirmations.requireWritable("run");
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Instant at = executionTime == null ? null : PlanOptions.instant(executionTime, clock.instant());
        PlanRequest request = PlanRequest.of(name)
                .at(at)
                .withRange(start, end)
                .with(new PlanRequest.Rules(false, false, false, false, true, ignoreCron, false))
                .with(new PlanRequest.Selection(List.of(), select, List.of(), List.of(), List.of()));
        applier.recover(gateway);
        Plan plan = plans.proposeRun(gateway, request);
        Applier.Applied applied =
                work.run((stop, events) -> applier.run(gateway, plan, Duration.ofSeconds(wait), stop, events));
        report(plan, applied);
        return DONE;
    }

    private void report(Plan plan, Applier.Applied applied) {
        Map<String, Object> value = new LinkedHashMap<>(PlanReport.explained(plan));
        value.put("applied", true);
        value.put("batches", applied.batches());
        value.put("rows", applied.rows() < 0 ? null : applied.rows());
        value.put("seconds", applied.took().toMillis() / 1000.0);
        String text = plan.backfill().isEmpty()
                ? "Nothing is due in %s.\n".formatted(plan.environment())
                : "%s: %s in %s.\n"
                        .formatted(
                                plan.environment(),
                                Phrases.count(applied.batches(), "batch"),
                                Phrases.duration(applied.took()));
        console.print(new Report.Document(value, text));
    }
}
