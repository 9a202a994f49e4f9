package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.plan.Change;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.project.Project;
import dev.vmsh.project.UnitTest;
import dev.vmsh.shell.render.ImpactText;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.PlanReport;
import dev.vmsh.shell.render.Report;
import dev.vmsh.shell.render.SourceDiff;
import dev.vmsh.shell.render.UnitTestReport;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.sql.TableName;
import dev.vmsh.work.Applier;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Impact;
import dev.vmsh.work.LintRunner;
import dev.vmsh.work.Meanwhile;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Stop;
import dev.vmsh.work.TestResult;
import dev.vmsh.work.TestRunner;
import dev.vmsh.work.TestsFailedException;
import dev.vmsh.work.UndecidedException;
import dev.vmsh.work.Unfinished;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = "Show what would change in ENV (default: the session's environment), then apply it.",
        footer = {
            "Example: plan dev",
            "Example: plan dev --auto-apply",
            "Example: plan --explain",
            "Example: plan dev --explain --impact --last 7d"
        })
final class PlanCommand implements ShellCommand {
    private final Connections connections;
    private final PlanService plans;
    private final LintRunner linter;
    private final TestRunner tests;
    private final Applier applier;
    private final Unfinished unfinished;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;
    private final Clock clock;
    private final PlanWork work;

    @Parameters(arity = "0..1", paramLabel = "ENV", description = "An environment; made if there is none of that name.")
    private EnvironmentName environment;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private ImpactOptions impact = new ImpactOptions();

    @Option(names = "--auto-apply", description = "Apply without asking.")
    private boolean autoApply;

    @Option(names = "--no-prompts", description = "Ask for nothing but whether to apply.")
    private boolean noPrompts;

    @Option(
            names = {"--explain", "--dry-run"},
            description = "Show what would be done; write nothing.")
    private boolean explain;

    @Option(names = "--no-diff", description = "Leave out the differences of the models' text.")
    private boolean noDiff;

    @Option(names = "--diff-rendered", description = "Compare the queries as rendered, macros expanded.")
    private boolean diffRendered;

    @Option(names = "-v", description = "Show long lists to their end; -vv is the same.")
    private boolean[] whole = {};

    @Option(names = "--skip-tests", description = "Do not run the unit tests first.")
    private boolean skipTests;

    @Option(names = "--skip-linter", description = "Do not check the models first.")
    private boolean skipLinter;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for another session at work in ENV.")
    private int wait;

    PlanCommand(
            Connections connections,
            PlanService plans,
            LintRunner linter,
            TestRunner tests,
            Applier applier,
            Unfinished unfinished,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            Clock clock,
            PlanWork work) {
        this.connections = connections;
        this.plans = plans;
        this.linter = linter;
        this.tests = tests;
        this.applier = applier;
        this.unfinished = unfinished;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
        this.clock = clock;
        this.work = work;
    }

    @Override
    public int run() {
        String gateway = session.get().gateway();
        EnvironmentName name = environment == null ? session.get().environment() : environment;
        Project project = loaded(gateway, name);
        if (!skipLinter) {
            linter.require(gateway);
        }
        if (!explain && !skipTests) {
            requireTests(gateway);
        }
        PlanRequest request = options.request(name, project, clock.instant());
        if (!explain && !session.get().rules().readOnly()) {
            applier.recover(gateway);
        }
        Plan plan = plans.propose(gateway, request, project);
        boolean json = session.get().display().format().json();
        Optional<List<Impact>> impacts = impact.of(connections, gateway, plan, console);
        if (explain) {
            Map<String, Object> value = PlanReport.explained(plan);
            impacts.ifPresent(all -> value.put("impact", ImpactText.json(all)));
            console.print(new Report.Document(
                    value,
                    PlanReport.text(plan, whole.length > 0)
                            + impacts.map(ImpactText::of).orElse("")));
            return DONE;
        }
        if (!json) {
            console.show(PlanReport.text(plan, whole.length > 0)
                    + impacts.map(ImpactText::of).orElse("")
                    + console.paint().diff(sourceDiff(project, plan)));
        }
        plan = decided(gateway, request, plan);
        if (!plan.undecided().isEmpty()) {
            return refuseUndecided(plan, json);
        }
        if (plan.isEmpty()) {
            if (!session.get().rules().readOnly()) {
                // What stopped has nothing left to do either.
                unfinished.forget(gateway, name);
            }
            return nothingToDo(plan, json);
        }
        confirmations.requireWritable("plan");
        plan = ranged(gateway, request, plan);
        if (!autoApply && !confirmations.confirm(question(plan), name, "--auto-apply or --yes")) {
            console.note("Nothing was changed.");
            return DONE;
        }
        Plan decided = plan;
        Applier.Applied applied =
                work.run((stop, events) -> applier.apply(gateway, decided, Duration.ofSeconds(wait), stop, events));
        report(plan, applied, impacts, json);
        return DONE;
    }

    /** The project; a server is connected to, and asked for what stopped, while the files are read. */
    private Project loaded(String gateway, EnvironmentName name) {
        try (var stopped = Meanwhile.ask(() -> unfinished.sentence(gateway, name))) {
            Project project = connections.project(gateway);
            stopped.answer().ifPresent(console::note);
            return project;
        }
    }

    private void requireTests(String gateway) {
        List<UnitTest> all = connections.tests();
        var stop = new Stop();
        List<TestResult> bad = console.interruptible(stop::request, () -> tests.run(gateway, all, false, stop)).stream()
                .filter(result -> result.status().bad())
                .toList();
        if (!bad.isEmpty()) {
            bad.forEach(result -> console.note(UnitTestReport.failure(result, false)));
            throw new TestsFailedException(bad, all.size());
        }
    }

    private String sourceDiff(Project project, Plan plan) {
        return noDiff || project.config().plan().noDiff() ? "" : SourceDiff.of(plan, diffRendered);
    }

    private int refuseUndecided(Plan plan, boolean json) {
        if (json) {
            console.print(new Report.Document(PlanReport.explained(plan), ""));
        }
        throw new UndecidedException(plan.undecided());
    }

    private int nothingToDo(Plan plan, boolean json) {
        if (json) {
            Map<String, Object> value = new LinkedHashMap<>(PlanReport.explained(plan));
            value.put("applied", autoApply);
            value.put("batches", 0);
            value.put("rows", 0);
            value.put("seconds", 0.0);
            console.print(new Report.Document(value, ""));
        }
        return DONE;
    }

    // ---- questions

    private boolean asks() {
        return session.get().rules().interactive() && !noPrompts && !autoApply;
    }

    private Plan decided(String gateway, PlanRequest request, Plan plan) {
        if (plan.undecided().isEmpty() || !session.get().rules().interactive()) {
            return plan;
        }
        var choices = new LinkedHashMap<TableName, ChangeCategory>(request.choices());
        for (Change change : plan.undecided()) {
            Optional<String> answer =
                    console.person().ask("%s: is this change [b]reaking or [n]on-breaking? ".formatted(change.model()));
            if (answer.isEmpty()) {
                return plan;
            }
            boolean breaking = !answer.get().strip().toLowerCase(Locale.ROOT).startsWith("n");
            choices.put(change.model(), breaking ? ChangeCategory.BREAKING : ChangeCategory.NON_BREAKING);
        }
        return plans.propose(gateway, request.withChoices(choices));
    }

    /** A range may be given for an environment other than prod, where something is computed and none was typed. */
    private Plan ranged(String gateway, PlanRequest request, Plan plan) {
        boolean useful = asks()
                && !request.isProd()
                && request.start() == null
                && request.end() == null
                && !plan.backfill().isEmpty();
        if (!useful) {
            return plan;
        }
        String start = console.person()
                .ask("Start of the backfill (Enter for the whole history): ")
                .orElse("")
                .strip();
        String end = console.person()
                .ask("End of the backfill (Enter for as far as prod): ")
                .orElse("")
                .strip();
        if (start.isEmpty() && end.isEmpty()) {
            return plan;
        }
        Plan narrowed =
                plans.propose(gateway, request.withRange(start.isEmpty() ? null : start, end.isEmpty() ? null : end));
        console.show(PlanReport.text(narrowed));
        return narrowed;
    }

    private static String question(Plan plan) {
        String what = plan.backfill().isEmpty()
                ? "move its views, compute nothing"
                : "compute " + Phrases.count(plan.batches(), "batch") + ", then move its views";
        return "Apply to %s: %s?".formatted(plan.environment(), what);
    }

    private void report(Plan plan, Applier.Applied applied, Optional<List<Impact>> impacts, boolean json) {
        if (json) {
            Map<String, Object> value = new LinkedHashMap<>(PlanReport.explained(plan));
            impacts.ifPresent(all -> value.put("impact", ImpactText.json(all)));
            value.put("applied", true);
            value.put("batches", applied.batches());
            value.put("rows", applied.rows() < 0 ? null : applied.rows());
            value.put("seconds", applied.took().toMillis() / 1000.0);
            console.print(new Report.Document(value, ""));
            return;
        }
        String rows = applied.rows() < 0 ? "" : ", " + Phrases.count(applied.rows(), "row");
        console.line("%s is ready: %s%s in %s (plan %s)."
                .formatted(
                        plan.environment(),
                        Phrases.count(applied.batches(), "batch"),
                        rows,
                        Phrases.duration(applied.took()),
                        plan.planId()));
    }
}
