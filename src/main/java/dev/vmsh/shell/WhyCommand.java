package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Explanation;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.UsageException;
import dev.vmsh.shell.render.Report;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.PlanService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description =
                "Say why a plan of ENV would rebuild MODEL, and what would spare it (default: the session's environment).",
        footer = "Example: why analytics.orders dev")
final class WhyCommand implements ShellCommand {
    private final Connections connections;
    private final PlanService plans;
    private final CurrentSession session;
    private final ModelNames models;
    private final Console console;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of a model.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", description = "An environment.")
    private EnvironmentName environment;

    @Option(names = "--execution-time", paramLabel = "TIME", description = "Take this for now.")
    private String executionTime;

    WhyCommand(
            Connections connections,
            PlanService plans,
            CurrentSession session,
            ModelNames models,
            Console console,
            Clock clock) {
        this.connections = connections;
        this.plans = plans;
        this.session = session;
        this.models = models;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName wanted = environment == null ? session.get().environment() : environment;
        Instant now = executionTime == null ? null : PlanOptions.instant(executionTime, clock.instant());
        Plan plan = plans.propose(gateway, PlanRequest.of(wanted).at(now));
        Explanation why = Explanation.of(plan, connections.project(gateway).dag(), model(plan));
        var value = new LinkedHashMap<String, Object>();
        value.put("model", why.model().toString());
        value.put("chain", why.chain().stream().map(TableName::toString).toList());
        value.put("reason", why.reason());
        value.put("avoid", why.avoid());
        value.put("rebuilt", why.rebuilt());
        console.print(new Report.Document(value, text(why)));
        return DONE;
    }

    /** A model of the project, or one that the plan removes. */
    private TableName model(Plan plan) {
        try {
            return models.find(name).name();
        } catch (UsageException unknown) {
            TableName typed = models.name(name);
            boolean removed =
                    plan.changes().stream().anyMatch(change -> change.model().equals(typed));
            if (!removed) {
                throw unknown;
            }
            return typed;
        }
    }

    private static String text(Explanation why) {
        List<String> chain =
                new ArrayList<>(why.chain().stream().map(TableName::toString).toList());
        Collections.reverse(chain);
        String way = chain.isEmpty() ? why.model().toString() : String.join(" <- ", chain);
        return "%s: %s%s\n".formatted(way, why.reason(), why.avoid() == null ? "" : "; " + why.avoid());
    }
}
