package dev.vmsh.shell;

import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.shell.render.ColumnChangeText;
import dev.vmsh.shell.render.Paint;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.SourceDiff;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.ColumnChanges;
import dev.vmsh.work.EnvironmentDiff;
import dev.vmsh.work.PlanService;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Show how the local files differ from ENV, or how ENV differs from OTHER.",
        footer = {
            "Example: diff prod",
            "Example: diff dev prod",
            "Example: diff dev --at 2c6b7rrpx3rg",
            "Example: diff prod --columns --exit-code"
        })
final class DiffCommand implements ShellCommand {
    private final PlanService plans;
    private final EnvironmentDiff environments;
    private final ColumnChanges columnChanges;
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

    @Option(
            names = "--at",
            paramLabel = "PLAN",
            description = "Compare with OTHER, or else with ENV itself, as that plan left it; 'log' lists the plans.")
    private String at;

    @Option(names = "--exit-code", description = "Exit with 3 if there are differences.")
    private boolean exitCode;

    @Option(names = "--rendered", description = "Compare the queries as rendered, macros expanded.")
    private boolean rendered;

    @Option(names = "--columns", description = "Show which columns change, by name and type.")
    private boolean columns;

    DiffCommand(
            PlanService plans,
            EnvironmentDiff environments,
            ColumnChanges columnChanges,
            CurrentSession session,
            Console console) {
        this.plans = plans;
        this.environments = environments;
        this.columnChanges = columnChanges;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Plan plan = plan(gateway, name);
        if (environment != null && plan.isNew() && !name.isProd()) {
            environments.require(gateway, name);
        }
        Map<TableName, SchemaDiff> changed = columns ? columnChanges.of(gateway, plan) : null;
        Paint paint = console.paint();
        var text = new StringBuilder(PlanReport.differences(plan));
        if (changed != null && !plan.changes().isEmpty()) {
            text.append('\n').append(ColumnChangeText.of(changed));
        }
        text.append(paint.diff(SourceDiff.of(plan, rendered)));
        plan.notices().forEach(notice -> text.append("\nnote: ").append(notice).append('\n'));
        console.print(new Report.Document(PlanReport.diff(plan, changed), text.toString()));
        return exitCode && !plan.changes().isEmpty() ? NO : DONE;
    }

    private Plan plan(String gateway, EnvironmentName name) {
        if (at != null) {
            return environments.between(gateway, name, other == null ? name : other, at);
        }
        return other == null
                ? plans.propose(gateway, PlanRequest.of(name))
                : environments.between(gateway, name, other);
    }
}
