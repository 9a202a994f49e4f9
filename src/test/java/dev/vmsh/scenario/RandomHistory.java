package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.plan.PlanRequest.Selection;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.scenario.Rules.Asked;
import dev.vmsh.state.LogEntry;
import dev.vmsh.work.CleanUp;
import dev.vmsh.work.WorkEvent;
import dev.vmsh.work.WorkFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One random history of one project and its environments: what is done, and with what options. What must hold then is {@link Watch}'s. */
final class RandomHistory implements AutoCloseable {
    private static final List<EnvironmentName> ENVIRONMENTS =
            List.of(EnvironmentName.PROD, EnvironmentName.of("dev_a"), EnvironmentName.of("dev_b"));
    private static final PlanRequest.Rules SKIP = new PlanRequest.Rules(true, false, false, false, false, false, false);

    private final Random random;
    private final RandomProject project;
    private final Site site;
    private final Watch watch;

    /** What each environment's models are, and were after each of its plans. */
    private final Map<EnvironmentName, Map<String, ModelSpec>> models = new HashMap<>();

    private final Map<String, Map<String, ModelSpec>> afterPlan = new HashMap<>();
    private final List<Map<String, ModelSpec>> versions = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    RandomHistory(Path folder, Place place, Random random, Oracle oracle) {
        this.random = random;
        boolean inPlace = random.nextBoolean();
        this.project = new RandomProject(folder, place, random, inPlace);
        this.site = new Site(folder, place);
        this.watch = new Watch(site, oracle, inPlace);
    }

    /** What happened so far, a line a step. */
    String story() {
        var out = new StringBuilder(String.join("\n", story));
        project.models().values().forEach(model -> out.append("\n")
                .append(model.file().strip()));
        return out.toString();
    }

    void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> {
                edit();
                plan(any());
            }
            case 4 -> plan(any());
            case 5, 6 -> plan(EnvironmentName.PROD);
            case 7 -> {
                goBack();
                plan(any());
            }
            case 8, 9 -> {
                tell("clock");
                site.clock.moveTo(site.clock.instant().plus(Duration.ofHours(24 + random.nextInt(48))));
                run(any());
            }
            case 10 -> run(any());
            case 11 -> end(ENVIRONMENTS.get(1 + random.nextInt(2)));
            case 12 -> clean();
            case 13 -> restate(EnvironmentName.PROD);
            case 14 -> restate(any());
            case 15 -> rollback(any());
            case 16 -> restyle();
            case 17 -> select();
            case 18 -> backfill();
            case 19 -> fail();
            case 20, 21 -> range();
            case 22 -> skip();
            default -> inPlace();
        }
        watch.check(models);
    }

    private EnvironmentName any() {
        return ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
    }

    private EnvironmentName anyBesideProd() {
        return ENVIRONMENTS.get(1 + random.nextInt(ENVIRONMENTS.size() - 1));
    }

    private String anyModel() {
        var names = new ArrayList<>(project.models().keySet());
        return names.get(random.nextInt(names.size()));
    }

    private void tell(String what) {
        story.add("%2d %s %s".formatted(story.size(), site.clock.instant(), what));
    }

    // ---- files

    private void edit() {
        versions.add(project.models());
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            tell("edit: " + project.edit());
        }
    }

    private void goBack() {
        if (!versions.isEmpty()) {
            project.restore(versions.get(random.nextInt(versions.size())));
            tell("earlier files");
        }
    }

    // ---- plans

    private void plan(EnvironmentName name) {
        tell("plan " + name);
        apply(request(name), asked(name), project.models());
        watch.complete(name, models.get(name));
        Plan next = site.plans.propose(Site.GATEWAY, request(name));
        assertThat(next.isEmpty())
                .as("nothing is left to plan for %s, not %s", name, Watch.batchesByTable(next))
                .isTrue();
        if (!name.isProd()) {
            promotionComputesNothing(name);
        }
    }

    /** Columns may go: what happens to the table then is looked at, not whether it may. */
    private PlanRequest request(EnvironmentName name) {
        return PlanRequest.of(name).at(site.clock.instant()).with(selection(List.of(), List.of(), List.of()));
    }

    private static Selection selection(List<String> models, List<String> backfill, List<String> restate) {
        return new Selection(models, backfill, restate, List.of("*"), List.of());
    }

    private Asked asked(EnvironmentName name) {
        return new Asked(name.isProd(), site.today());
    }

    /** Proposes, compares with the rules, applies. */
    private void apply(PlanRequest request, Asked asked, Map<String, ModelSpec> specs) {
        Plan plan = site.plans.propose(Site.GATEWAY, request);
        watch.predicted(plan, before(request.environment()), specs, asked);
        apply(plan, specs);
    }

    private void apply(Plan plan, Map<String, ModelSpec> specs) {
        if (!plan.isEmpty()) {
            watch.executed(plan, specs, events -> site.applier.apply(Site.GATEWAY, plan, Duration.ZERO, events));
            afterPlan.put(plan.planId(), specs);
        }
        models.put(plan.environment(), specs);
    }

    /** The models that a plan of the environment is compared with. */
    private Map<String, ModelSpec> before(EnvironmentName name) {
        return models.getOrDefault(site.live(name).isPresent() ? name : EnvironmentName.PROD, Map.of());
    }

    private void promotionComputesNothing(EnvironmentName name) {
        boolean preview =
                site.environment(name).orElseThrow().pointers().stream().anyMatch(Pointer::preview);
        if (!preview) {
            Plan promotion = site.plans.propose(Site.GATEWAY, request(EnvironmentName.PROD));
            assertThat(Watch.batchesByTable(promotion))
                    .as("promotion of %s", name)
                    .isEmpty();
        }
    }

    /** Of some days only: what depends on earlier days is only looked at then, and prod must not use it. */
    private void range() {
        edit();
        EnvironmentName name = anyBesideProd();
        int start = random.nextInt(4) == 0 ? -1 : 1 + random.nextInt(4);
        int end =
                random.nextInt(3) > 0 ? -1 : Math.max(start, 0) + 1 + random.nextInt(site.today() - Math.max(start, 0));
        String from = start < 0 ? null : Days.text(start);
        String to = end < 0 ? null : Days.text(end - 1);
        tell("plan %s --start %s --end %s".formatted(name, from, to));
        apply(
                request(name).withRange(from, to),
                new Asked(false, site.today(), start, end, null, false, -1),
                project.models());
    }

    /** Changes that only count from now on, or from a day on. */
    private void inPlace() {
        if (!project.inPlace()) {
            edit();
            plan(any());
            return;
        }
        edit();
        EnvironmentName name = any();
        int from = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : -1;
        tell("plan " + name + " --forward-only" + (from < 0 ? "" : " --effective-from " + Days.text(from)));
        PlanRequest request = withEffectiveFrom(
                request(name).with(new PlanRequest.Rules(false, false, true, false, false, false, false)),
                from < 0 ? null : Days.text(from));
        apply(request, new Asked(name.isProd(), site.today(), -1, -1, null, true, from), project.models());
    }

    private static PlanRequest withEffectiveFrom(PlanRequest request, String day) {
        return new PlanRequest(
                request.environment(),
                request.start(),
                request.end(),
                request.executionTime(),
                request.createFrom(),
                request.selection(),
                request.rules(),
                request.choices(),
                day,
                request.minIntervals(),
                request.includeUnmodified(),
                request.enablePreview(),
                request.ttl());
    }

    /** One model as in the files, the others as the environment has them. */
    private void select() {
        edit();
        EnvironmentName name = any();
        var specs = new TreeMap<>(before(name));
        String selected = anyModel();
        EnvironmentName of = site.live(name).isPresent() ? name : EnvironmentName.PROD;
        if (site.environment(of).isPresent() && watch.seedIsGone(of, specs, project.models(), selected)) {
            return;
        }
        specs.put(selected, project.models().get(selected));
        boolean whole = specs.values().stream().allMatch(spec -> specs.keySet().containsAll(spec.parents()));
        if (whole) {
            tell("plan " + name + " --select-model s." + selected);
            apply(
                    request(name).with(selection(List.of("s." + selected), List.of(), List.of())),
                    new Asked(name.isProd(), site.today(), -1, -1, Set.of(selected), false, -1),
                    specs);
        }
    }

    /** All models as in the files, only one of them computed. */
    private void backfill() {
        edit();
        EnvironmentName name = any();
        String model = anyModel();
        tell("plan " + name + " --backfill-model s." + model);
        apply(
                request(name).with(selection(List.of(), List.of("s." + model), List.of())),
                new Asked(name.isProd(), site.today(), -1, -1, Set.of(model), false, -1),
                project.models());
    }

    /** Nothing is computed; if that would leave holes and they are forbidden, nothing is done at all. */
    private void skip() {
        EnvironmentName name = any();
        boolean noGaps = random.nextBoolean();
        tell("plan --skip-backfill " + name + (noGaps ? " --no-gaps" : ""));
        Plan plan = site.plans.propose(Site.GATEWAY, request(name).with(SKIP));
        assertThat(plan.backfill()).isEmpty();
        if (noGaps) {
            PlanRequest careful =
                    request(name).with(new PlanRequest.Rules(true, false, false, true, false, false, false));
            if (watch.leavesHoles(plan)) {
                assertThatThrownBy(() -> site.plans.propose(Site.GATEWAY, careful))
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining("--no-gaps");
                return;
            }
            plan = site.plans.propose(Site.GATEWAY, careful);
        }
        apply(plan, project.models());
    }

    private void restyle() {
        EnvironmentName name = any();
        Map<String, ModelSpec> before = models.get(name);
        if (before == null) {
            return;
        }
        project.restore(before);
        Plan still = site.plans.propose(Site.GATEWAY, request(name));
        versions.add(project.models());
        tell("restyle: " + project.restyle() + ", plan " + name);
        Plan plan = site.plans.propose(Site.GATEWAY, request(name));
        // Not more, but perhaps less: days missing from a table of prod's are left to prod by a version that prod does
        // not have.
        assertThat(Watch.batchesByTable(still))
                .as("style computes nothing")
                .containsAllEntriesOf(Watch.batchesByTable(plan));
        apply(plan, project.models());
    }

    /** A plan that breaks off at some batch, before or after it was done. */
    private void fail() {
        edit();
        EnvironmentName name = any();
        int batch = random.nextInt(4);
        boolean before = random.nextBoolean();
        tell("plan " + name + " fails " + (before ? "before" : "after") + " batch " + batch);
        Plan plan = site.plans.propose(Site.GATEWAY, request(name));
        if (plan.batches() <= batch) {
            apply(plan, project.models());
            return;
        }
        var seen = new AtomicInteger();
        assertThatThrownBy(() -> site.applier.apply(Site.GATEWAY, plan, Duration.ZERO, event -> {
                    watch.computed(plan, project.models(), event, new TreeMap<>());
                    boolean counts =
                            before ? event instanceof WorkEvent.BatchStarted : event instanceof WorkEvent.BatchFinished;
                    if (counts && seen.getAndIncrement() == batch) {
                        throw new VmshException("broken off", "Plan again");
                    }
                }))
                .isInstanceOf(WorkFailedException.class);
    }

    // ---- other commands

    private void run(EnvironmentName name) {
        if (models.get(name) == null || watch.seedIsGone(name, models.get(name), project.models(), null)) {
            return;
        }
        tell("run " + name);
        Plan plan = site.plans.proposeRun(
                Site.GATEWAY,
                request(name).with(new PlanRequest.Rules(false, false, false, false, true, false, false)));
        watch.predictedRun(plan, models.get(name));
        watch.executed(plan, models.get(name), events -> site.applier.run(Site.GATEWAY, plan, Duration.ZERO, events));
        watch.completeAfterRun(name);
    }

    private void end(EnvironmentName name) {
        if (models.get(name) != null) {
            tell("invalidate " + name);
            site.cleanUp.invalidate(Site.GATEWAY, name, random.nextBoolean(), Duration.ZERO);
            models.remove(name);
        }
    }

    private void clean() {
        boolean ignoreTtl = random.nextBoolean();
        tell("janitor" + (ignoreTtl ? " --ignore-ttl" : ""));
        CleanUp.Report report = site.cleanUp.janitor(
                Site.GATEWAY, new CleanUp.Request(null, ignoreTtl, false, site.clock.instant(), Duration.ZERO));
        assertThat(report.failures()).isEmpty();
        var gone = new HashSet<String>();
        report.removed().stream().filter(r -> r.type().equals("table")).forEach(r -> gone.add(r.name()));
        watch.dropped(gone);
        models.keySet().removeIf(name -> site.environment(name).isEmpty());
    }

    private void restate(EnvironmentName name) {
        Map<String, ModelSpec> specs = models.get(name);
        if (specs == null || site.live(name).isEmpty()) {
            return;
        }
        var names = new ArrayList<>(specs.keySet());
        names.sort(null);
        String model = names.get(random.nextInt(names.size()));
        int from = 1 + random.nextInt(4);
        int to = from + 1 + random.nextInt(3);
        tell("restate s.%s in %s %s %s".formatted(model, name, Days.text(from), Days.text(to - 1)));
        PlanRequest request = new PlanRequest(
                name,
                Days.text(from),
                Days.text(to - 1),
                site.clock.instant(),
                null,
                selection(List.of(), List.of(), List.of("s." + model)),
                PlanRequest.Rules.DEFAULT,
                Map.of(),
                null,
                OptionalInt.empty(),
                null,
                null,
                null);
        Plan plan = site.plans.propose(Site.GATEWAY, request);
        watch.predictedRestatement(plan, specs, model, from, to);
        watch.forget();
        apply(plan, specs);
    }

    private void rollback(EnvironmentName name) {
        if (models.get(name) == null) {
            return;
        }
        List<LogEntry> log = site.state().log(name, 0);
        String to = log.get(random.nextInt(log.size())).planId();
        if (!afterPlan.containsKey(to)) {
            return;
        }
        tell("rollback " + name + " to " + to);
        apply(site.rollbacks.propose(Site.GATEWAY, name, to), afterPlan.get(to));
    }

    @Override
    public void close() {
        site.close();
    }
}
