package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Plan;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.work.Applier;
import dev.vmsh.work.Unfinished;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Do the rest of the plan of ENV that stopped last, as it was asked for.",
        footer = {"Example: resume dev", "Example: resume dev --forget"})
final class ResumeCommand implements ShellCommand {
    private final Unfinished unfinished;
    private final Applier applier;
    private final CurrentSession session;
    private final Console console;
    private final PlanWork work;
    private final Confirmations confirmations;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(
            names = {"--explain", "--dry-run"},
            description = "Show what is left; change nothing.")
    private boolean explain;

    @Option(names = "--auto-apply", description = "Do not ask.")
    private boolean autoApply;

    @Option(names = "--forget", description = "Give up what is left; what was computed stays.")
    private boolean forget;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    ResumeCommand(
            Unfinished unfinished,
            Applier applier,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            PlanWork work) {
        this.work = work;
        this.unfinished = unfinished;
        this.applier = applier;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        if (forget) {
            return forget(gateway, name);
        }
        Unfinished.Rest rest = unfinished.rest(gateway, name);
        Plan plan = rest.plan();
        boolean json = session.get().display().format().json();
        Map<String, Object> value = new LinkedHashMap<>(PlanReport.explained(plan));
        value.put("resumes", rest.from().planId());
        if (explain) {
            console.print(new Report.Document(value, PlanReport.text(plan)));
            return DONE;
        }
        if (!json) {
            console.show(PlanReport.text(plan));
        }
        confirmations.requireWritable("resume");
        String question = "Do the rest of plan %s in %s?".formatted(rest.from().planId(), name);
        if (!autoApply && !confirmations.confirm(question, name, "--auto-apply or --yes")) {
            console.note("Nothing was changed.");
            return DONE;
        }
        Applier.Applied applied =
                work.run((stop, events) -> applier.resume(gateway, rest, Duration.ofSeconds(wait), stop, events));
        value.put("applied", true);
        value.put("batches", applied.batches());
        value.put("rows", applied.rows() < 0 ? null : applied.rows());
        value.put("seconds", applied.took().toMillis() / 1000.0);
        console.print(new Report.Document(
                value,
                "%s is ready: %s more, after the %d of plan %s.\n"
                        .formatted(
                                name,
                                Phrases.count(applied.batches(), "batch").replace("batchs", "batches"),
                                rest.done().size(),
                                rest.from().planId())));
        return DONE;
    }

    private int forget(String gateway, EnvironmentName name) {
        confirmations.requireWritable("resume --forget");
        for (JournalEntry entry : unfinished.forget(gateway, name)) {
            console.note("plan %s is given up".formatted(entry.planId()));
        }
        return DONE;
    }
}
