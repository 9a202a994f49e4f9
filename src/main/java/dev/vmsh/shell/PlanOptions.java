package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.TimeExpression;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What can be asked of a plan, as typed. */
final class PlanOptions {
    @Option(
            names = {"-s", "--start"},
            paramLabel = "TIME",
            description = "First day to compute; not for prod.")
    private String start;

    @Option(
            names = {"-e", "--end"},
            paramLabel = "TIME",
            description = "Last day to compute; not for prod.")
    private String end;

    @Option(names = "--execution-time", paramLabel = "TIME", description = "Take this for now.")
    private String executionTime;

    @Option(
            names = "--create-from",
            paramLabel = "ENV",
            description = "What a new environment starts from (default: prod).")
    private EnvironmentName createFrom;

    @Option(
            names = {"-r", "--restate-model"},
            paramLabel = "SELECTOR",
            description = "Compute these models, and what reads them, again. Local changes do not count.")
    private List<String> restate = new ArrayList<>();

    @Option(names = "--no-gaps", description = "Refuse to leave a hole in what was computed before.")
    private boolean noGaps;

    @Option(names = "--skip-backfill", description = "Make tables and views, compute nothing.")
    private boolean skipBackfill;

    @Option(names = "--empty-backfill", description = "As --skip-backfill, and record everything as computed.")
    private boolean emptyBackfill;

    @Option(names = "--forward-only", description = "Go on using the present tables: old rows stay as they are.")
    private boolean forwardOnly;

    @Option(names = "--allow-destructive-model", paramLabel = "SELECTOR", description = "May lose columns.")
    private List<String> allowDestructive = new ArrayList<>();

    @Option(names = "--allow-additive-model", paramLabel = "SELECTOR", description = "May gain columns.")
    private List<String> allowAdditive = new ArrayList<>();

    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            description = "With --forward-only: compute prod again from this day.")
    private String effectiveFrom;

    @Option(names = "--no-auto-categorization", description = "Leave every category to you.")
    private boolean noAutoCategorization;

    @Option(names = "--breaking", paramLabel = "SELECTOR", description = "These changes are breaking.")
    private List<String> breaking = new ArrayList<>();

    @Option(names = "--non-breaking", paramLabel = "SELECTOR", description = "These changes are not breaking.")
    private List<String> nonBreaking = new ArrayList<>();

    @Option(
            names = "--include-unmodified",
            negatable = true,
            description = "Views for models that did not change too (default: as configured).")
    private Boolean includeUnmodified;

    @Option(names = "--select-model", paramLabel = "SELECTOR", description = "Only these models; the others stay.")
    private List<String> select = new ArrayList<>();

    @Option(names = "--backfill-model", paramLabel = "SELECTOR", description = "Compute only these and what they read.")
    private List<String> backfill = new ArrayList<>();

    @Option(names = "--run", description = "Compute up to now, as 'run' does.")
    private boolean run;

    @Option(names = "--ignore-cron", description = "With --run: also what no cron has ticked for.")
    private boolean ignoreCron;

    @Option(names = "--enable-preview", negatable = true, description = "Previews of forward-only changes.")
    private Boolean enablePreview;

    @Option(
            names = "--recreate-dependents",
            description = "Make views of others anew where they stand in the way of new columns.")
    private boolean recreateDependents;

    @Option(names = "--min-intervals", paramLabel = "N", description = "At least so many intervals of each model.")
    private Integer minIntervals;

    @Option(names = "--ttl", paramLabel = "PHRASE", description = "How long the environment lives: 'in 2 weeks'.")
    private String ttl;

    /** @param now stands for now where no execution time is given */
    PlanRequest request(EnvironmentName environment, Project project, Instant now) {
        Instant at = executionTime == null ? null : instant(executionTime, now);
        if (minIntervals != null && minIntervals < 1) {
            throw new UsageException(
                    "--min-intervals %d asks for nothing".formatted(minIntervals), "Give a number from 1 on");
        }
        return new PlanRequest(
                environment,
                start,
                end,
                at,
                createFrom,
                new PlanRequest.Selection(select, backfill, restate, allowDestructive, allowAdditive),
                new PlanRequest.Rules(
                        skipBackfill,
                        emptyBackfill,
                        forwardOnly,
                        noGaps,
                        run,
                        ignoreCron,
                        noAutoCategorization,
                        recreateDependents),
                choices(project),
                effectiveFrom,
                minIntervals == null ? OptionalInt.empty() : OptionalInt.of(minIntervals),
                includeUnmodified,
                enablePreview,
                ttl);
    }

    /** A time as typed; a whole day means its beginning. */
    static Instant instant(String text, Instant now) {
        return TimeExpression.parse(text).asStart(now);
    }

    private Map<TableName, ChangeCategory> choices(Project project) {
        var choices = new HashMap<TableName, ChangeCategory>();
        Selector.select(breaking, project).forEach(name -> choices.put(name, ChangeCategory.BREAKING));
        for (TableName name : Selector.select(nonBreaking, project)) {
            if (choices.put(name, ChangeCategory.NON_BREAKING) != null) {
                throw new UsageException(name + " is named by --breaking and by --non-breaking", "Keep one of them");
            }
        }
        return choices;
    }
}
