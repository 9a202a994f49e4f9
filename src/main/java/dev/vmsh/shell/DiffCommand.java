package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.project.Model;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.TextDiff;
import dev.vmsh.work.EnvironmentDiff;
import dev.vmsh.work.PlanService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Show how the local files differ from ENV, or how ENV differs from OTHER.",
        footer = {"Example: diff prod", "Example: diff dev prod"})
final class DiffCommand implements ShellCommand {
    private final PlanService plans;
    private final EnvironmentDiff environments;
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            arity = "0..1",
            index = "0",
            paramLabel = "ENV",
            description = "An environment (default: the session's).")
    private EnvironmentName environment;

    @Parameters(arity = "0..1", index = "1", paramLabel = "OTHER", description = "What ENV is compared with.")
    private EnvironmentName other;

    @Option(names = "--exit-code", description = "Exit with 3 if there are differences.")
    private boolean exitCode;

    @Option(names = "--rendered", description = "Compare the queries as rendered, macros expanded.")
    private boolean rendered;

    DiffCommand(PlanService plans, EnvironmentDiff environments, CurrentSession session, Console console) {
        this.plans = plans;
        this.environments = environments;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Plan plan = other == null
                ? plans.propose(gateway, PlanRequest.of(name))
                : environments.between(gateway, name, other);
        console.print(new Report.Document(PlanReport.diff(plan), text(plan)));
        return exitCode && !plan.changes().isEmpty() ? NO : DONE;
    }

    private String text(Plan plan) {
        var out = new StringBuilder(PlanReport.differences(plan));
        for (Change change : plan.changes()) {
            if (change.before() != null && change.after() != null) {
                String diff = TextDiff.unified(
                        change.model() + " before", source(change.before().model()),
                        change.model() + " now", source(change.after().model()));
                if (!diff.isEmpty()) {
                    out.append('\n').append(diff);
                }
            }
        }
        return out.toString();
    }

    private String source(Model model) {
        if (rendered || model.statements().query() == null) {
            return model.facts().query();
        }
        return model.statements().query().text();
    }
}
