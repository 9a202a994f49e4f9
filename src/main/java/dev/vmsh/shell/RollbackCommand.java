package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Plan;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Applier;
import dev.vmsh.work.RollbackService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description = "Move ENV's pointers back to what an earlier plan left. Computes nothing.",
        footer = {"Example: rollback prod --to 3k9x2 --preview", "Example: log prod"})
final class RollbackCommand implements ShellCommand.AlsoSql {
    private static final Set<String> SQL_WORDS = Set.of("work", "transaction", "to", "and", "prepared");

    private final RollbackService rollbacks;
    private final Applier applier;
    private final CurrentSession session;
    private final Console console;
    private final PlanWork work;
    private final Confirmations confirmations;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Option(names = "--to", required = true, paramLabel = "PLAN", description = "A plan of 'log ENV'.")
    private String to;

    @Option(
            names = {"--preview", "--explain", "--dry-run"},
            description = "Show what would move; change nothing.")
    private boolean preview;

    @Option(names = "--auto-apply", description = "Do not ask.")
    private boolean autoApply;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    RollbackCommand(
            RollbackService rollbacks,
            Applier applier,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            PlanWork work) {
        this.work = work;
        this.rollbacks = rollbacks;
        this.applier = applier;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    /** ROLLBACK, ROLLBACK WORK, ROLLBACK TO SAVEPOINT: no option is given, and no environment either. */
    @Override
    public boolean isSql(List<String> words) {
        return words.isEmpty() || SQL_WORDS.contains(words.get(0).toLowerCase(Locale.ROOT));
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Plan plan = rollbacks.propose(gateway, name, to);
        boolean json = session.get().display().format().json();
        Map<String, Object> value = new LinkedHashMap<>(PlanReport.explained(plan));
        value.put("to", to);
        if (preview) {
            console.print(new Report.Document(value, PlanReport.text(plan)));
            return DONE;
        }
        if (!json) {
            console.show(PlanReport.text(plan));
        }
        confirmations.requireWritable("rollback");
        if (!autoApply && !confirmations.confirm("Roll %s back to plan %s?".formatted(name, to), name, "--yes")) {
            console.note("Nothing was changed.");
            return DONE;
        }
        Applier.Applied applied =
                work.run((stop, events) -> applier.apply(gateway, plan, Duration.ofSeconds(wait), stop, events));
        value.put("applied", true);
        console.print(new Report.Document(
                value,
                "%s is back at plan %s (as plan %s).\n"
                        .formatted(name, to, applied.environment().planId())));
        return DONE;
    }
}
