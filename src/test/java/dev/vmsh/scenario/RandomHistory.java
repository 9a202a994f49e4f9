package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Applier;
import dev.vmsh.work.CleanUp;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.RollbackService;
import dev.vmsh.work.WorkEvent;
import dev.vmsh.work.WorkFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One random history of one project and its environments, checked against the oracle after each step. */
final class RandomHistory implements AutoCloseable {
    private static final String GATEWAY = "main";
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<EnvironmentName> ENVIRONMENTS =
            List.of(EnvironmentName.PROD, EnvironmentName.of("dev_a"), EnvironmentName.of("dev_b"));

    private final Random random;
    private final RandomProject project;
    private final Oracle oracle;
    private final MovingClock clock = new MovingClock(Instant.parse("2024-01-08T06:00:00Z"));
    private final Connections connections;
    private final PlanService plans;
    private final Applier applier;
    private final CleanUp cleanUp;
    private final RollbackService rollbacks;

    /** What each environment's models are, and were after each of its plans. */
    private final Map<EnvironmentName, Map<String, ModelSpec>> models = new HashMap<>();

    private final Map<String, Map<String, ModelSpec>> afterPlan = new HashMap<>();
    private final List<Map<String, ModelSpec>> versions = new ArrayList<>();
    /** What was computed of each table since it was made or made void. */
    private final Map<TableName, IntervalSet> computed = new HashMap<>();

    private final Rules rules = new Rules();
    private final List<String> story = new ArrayList<>();

    RandomHistory(Path folder, Place place, Random random, Oracle oracle) {
        this.random = random;
        this.oracle = oracle;
        this.project = new RandomProject(folder, place, random);
        var parser = new DuckDbParser();
        var loader = new ProjectLoader(List.of(folder), Map.of(), folder, parser, Map.of(), false);
        this.connections = new Connections(
                loader, folder::toString, new JdbcEngines(), new JdbcStateStores("test"), parser, new SeedReader());
        this.plans = new PlanService(connections, clock);
        var identity = new Identity("alice", "desk", 1);
        this.applier = new Applier(connections, identity, clock);
        this.cleanUp = new CleanUp(connections, identity, clock);
        this.rollbacks = new RollbackService(connections, clock);
    }

    /** What happened so far, a line a step. */
    String story() {
        var out = new StringBuilder(String.join("\n", story));
        project.models().values().forEach(model -> out.append("\n")
                .append(model.file().strip()));
        return out.toString();
    }

    void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> {
                edit();
                plan(any());
            }
            case 5 -> plan(any());
            case 6 -> plan(EnvironmentName.PROD);
            case 7 -> {
                goBack();
                plan(any());
            }
            case 8, 9 -> {
                tell("clock");
                clock.moveTo(clock.instant().plus(Duration.ofHours(24 + random.nextInt(48))));
                run(any());
            }
            case 10 -> run(any());
            case 11 -> end(ENVIRONMENTS.get(1 + random.nextInt(2)));
            case 12 -> clean();
            case 13 -> restate();
            case 14 -> rollback(any());
            case 15 -> restyle();
            case 16 -> select();
            case 17 -> fail();
            case 18 -> late();
            default -> skip();
        }
        check();
    }

    private EnvironmentName any() {
        return ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
    }

    private void tell(String what) {
        story.add("%2d %s %s".formatted(story.size(), clock.instant(), what));
    }

    // ---- steps

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

    private void plan(EnvironmentName name) {
        tell("plan " + name);
        Plan plan = plans.propose(GATEWAY, request(name));
        predicted(plan);
        apply(plan, project.models());
        complete(name);
        assertThat(plans.propose(GATEWAY, request(name)).isEmpty())
                .as("nothing is left to plan for %s", name)
                .isTrue();
        if (!name.isProd()) {
            promotionComputesNothing(name);
        }
    }

    private PlanRequest request(EnvironmentName name) {
        return PlanRequest.of(name).at(clock.instant());
    }

    private void apply(Plan plan, Map<String, ModelSpec> specs) {
        if (!plan.isEmpty()) {
            var done = new TreeMap<String, List<Interval>>();
            applier.apply(GATEWAY, plan, Duration.ZERO, event -> computed(plan, event, done));
            assertThat(sorted(done)).as("executed").isEqualTo(listed(plan));
            afterPlan.put(plan.planId(), specs);
        }
        models.put(plan.environment(), specs);
    }

    /** Whether a seed that was never loaded has another file now: only its newer version can be loaded. */
    private boolean seedIsGone(EnvironmentName name) {
        return environment(name).orElseThrow().pointers().stream()
                .filter(pointer -> pointer.kind().equals("SEED")
                        && intervals(pointer.table()).isEmpty())
                .map(pointer -> pointer.model().name())
                .anyMatch(seed ->
                        !models.get(name).get(seed).equals(project.models().get(seed)));
    }

    private void run(EnvironmentName name) {
        if (models.get(name) == null) {
            return;
        }
        if (seedIsGone(name)) {
            return;
        }
        tell("run " + name);
        Plan plan = plans.proposeRun(
                GATEWAY, request(name).with(new PlanRequest.Rules(false, false, false, false, true, false, false)));
        if (environment(name).orElseThrow().pointers().stream().noneMatch(Pointer::preview)) {
            Rules.Past past = past(plan, models.get(name), environment(name).orElseThrow());
            assertThat(listed(plan))
                    .as("batches of a run")
                    .isEqualTo(rules.run(past, name.isProd(), Rules.today(clock.instant())));
        }
        var done = new TreeMap<String, List<Interval>>();
        applier.run(GATEWAY, plan, Duration.ZERO, event -> computed(plan, event, done));
        assertThat(sorted(done)).as("executed").isEqualTo(listed(plan));
        Instant today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        boolean leftToProd = false;
        for (Pointer pointer : environment(name).orElseThrow().pointers()) {
            // What a change left on prod's table is for prod to run, and nothing that reads it goes further.
            leftToProd |= pointer.category().keepsTable();
            IntervalSet have = batched(pointer) ? intervals(pointer.table()) : IntervalSet.EMPTY;
            if (pointer.preview() && !have.isEmpty()) {
                assertThat(have.hull().orElseThrow().end())
                        .as("the preview %s of %s goes on", pointer.model(), name)
                        .isEqualTo(today);
            } else if (batched(pointer) && !pointer.preview() && !leftToProd) {
                assertThat(have.covers(new Interval(START, today)))
                        .as("%s of %s is complete after a run", pointer.model(), name)
                        .isTrue();
            }
        }
    }

    private void end(EnvironmentName name) {
        if (models.get(name) != null) {
            tell("invalidate " + name);
            cleanUp.invalidate(GATEWAY, name, random.nextBoolean(), Duration.ZERO);
            models.remove(name);
        }
    }

    private void clean() {
        boolean ignoreTtl = random.nextBoolean();
        tell("janitor" + (ignoreTtl ? " --ignore-ttl" : ""));
        CleanUp.Report report =
                cleanUp.janitor(GATEWAY, new CleanUp.Request(null, ignoreTtl, false, clock.instant(), Duration.ZERO));
        assertThat(report.failures()).isEmpty();
        var gone = new HashSet<String>();
        report.removed().stream().filter(r -> r.type().equals("table")).forEach(r -> gone.add(r.name()));
        computed.keySet().removeIf(table -> gone.contains(table.toString()));
        models.keySet().removeIf(name -> environment(name).isEmpty());
    }

    private void restate() {
        Map<String, ModelSpec> specs = models.get(EnvironmentName.PROD);
        if (specs == null) {
            return;
        }
        var names = new ArrayList<>(specs.keySet());
        names.sort(null);
        String model = names.get(random.nextInt(names.size()));
        int day = 2 + random.nextInt(4);
        String start = "2024-01-0" + day;
        int last = day + random.nextInt(3);
        String end = "2024-01-0" + last;
        tell("restate s." + model + " " + start + " " + end);
        PlanRequest request = new PlanRequest(
                EnvironmentName.PROD,
                start,
                end,
                clock.instant(),
                null,
                new PlanRequest.Selection(List.of(), List.of(), List.of("s." + model), List.of(), List.of()),
                PlanRequest.Rules.DEFAULT,
                Map.of(),
                null,
                OptionalInt.empty(),
                null,
                null,
                null);
        Plan plan = plans.propose(GATEWAY, request);
        Rules.Past past = past(plan, specs, environment(EnvironmentName.PROD).orElseThrow());
        assertThat(listed(plan))
                .as("batches of a restatement")
                .isEqualTo(rules.restate(past, model, day - 1, last, Rules.today(clock.instant())));
        // Whatever reads the model may be void now, in every environment.
        computed.clear();
        apply(plan, specs);
    }

    private void rollback(EnvironmentName name) {
        if (models.get(name) == null) {
            return;
        }
        List<LogEntry> log = state().log(name, 0);
        String to = log.get(random.nextInt(log.size())).planId();
        if (!afterPlan.containsKey(to)) {
            return;
        }
        tell("rollback " + name + " to " + to);
        apply(rollbacks.propose(GATEWAY, name, to), afterPlan.get(to));
    }

    private void restyle() {
        EnvironmentName name = any();
        Map<String, ModelSpec> before = models.get(name);
        if (before == null) {
            return;
        }
        project.restore(before);
        Plan still = plans.propose(GATEWAY, request(name));
        versions.add(project.models());
        tell("restyle: " + project.restyle() + ", plan " + name);
        Plan plan = plans.propose(GATEWAY, request(name));
        assertThat(batches(plan)).as("style computes nothing").isEqualTo(batches(still));
        apply(plan, project.models());
    }

    /** One model as in the files, the others as the environment has them. */
    private void select() {
        edit();
        EnvironmentName name = any();
        boolean live =
                environment(name).filter(env -> !env.expired(clock.instant())).isPresent();
        var specs = new TreeMap<>(models.getOrDefault(live ? name : EnvironmentName.PROD, Map.of()));
        var names = new ArrayList<>(project.models().keySet());
        String selected = names.get(random.nextInt(names.size()));
        specs.put(selected, project.models().get(selected));
        boolean whole = specs.values().stream().allMatch(spec -> specs.keySet().containsAll(spec.parents()));
        if (whole) {
            tell("plan " + name + " --select-model s." + selected);
            var selection =
                    new PlanRequest.Selection(List.of("s." + selected), List.of(), List.of(), List.of(), List.of());
            apply(plans.propose(GATEWAY, request(name).with(selection)), specs);
        }
    }

    /** A plan that breaks off at some batch, before or after it was done. */
    private void fail() {
        edit();
        EnvironmentName name = any();
        int batch = random.nextInt(4);
        boolean before = random.nextBoolean();
        tell("plan " + name + " fails " + (before ? "before" : "after") + " batch " + batch);
        Plan plan = plans.propose(GATEWAY, request(name));
        if (plan.batches() <= batch) {
            apply(plan, project.models());
            return;
        }
        var seen = new AtomicInteger();
        assertThatThrownBy(() -> applier.apply(GATEWAY, plan, Duration.ZERO, event -> {
                    computed(plan, event, new TreeMap<>());
                    boolean counts =
                            before ? event instanceof WorkEvent.BatchStarted : event instanceof WorkEvent.BatchFinished;
                    if (counts && seen.getAndIncrement() == batch) {
                        throw new VmshException("broken off", "Plan again");
                    }
                }))
                .isInstanceOf(WorkFailedException.class);
    }

    /** From a day on: what depends on earlier days is only looked at, and prod must not use it. */
    private void late() {
        edit();
        EnvironmentName name = ENVIRONMENTS.get(1 + random.nextInt(2));
        String start = "2024-01-0" + (2 + random.nextInt(4));
        tell("plan " + name + " --start " + start);
        Plan plan = plans.propose(GATEWAY, request(name).withRange(start, null));
        apply(plan, project.models());
    }

    private void skip() {
        EnvironmentName name = any();
        tell("plan --skip-backfill " + name);
        PlanRequest request = request(name).with(new PlanRequest.Rules(true, false, false, false, false, false, false));
        Plan plan = plans.propose(GATEWAY, request);
        assertThat(plan.backfill()).isEmpty();
        apply(plan, project.models());
    }

    // ---- what must hold

    /** Notes what is computed, and that it was not before. */
    private void computed(Plan plan, WorkEvent event, Map<String, List<Interval>> done) {
        if (event instanceof WorkEvent.BatchFinished batch) {
            done.computeIfAbsent(batch.model().name(), key -> new ArrayList<>()).add(batch.interval());
            TableName table = plan.backfill().stream()
                    .filter(backfill -> backfill.model().equals(batch.model()))
                    .map(Backfill::table)
                    .findFirst()
                    .orElseThrow();
            IntervalSet before = looksBack(plan, batch.model())
                    ? IntervalSet.EMPTY
                    : computed.getOrDefault(table, IntervalSet.EMPTY);
            IntervalSet now = IntervalSet.of(batch.interval());
            assertThat(before.intersect(now).isEmpty())
                    .as("%s of %s computed twice", now, table)
                    .isTrue();
            computed.put(table, before.union(now));
        }
    }

    private static boolean looksBack(Plan plan, TableName model) {
        return plan.snapshots().get(model).model().kind().lookback() > 0;
    }

    /** What is planned is what the rules say. */
    private void predicted(Plan plan) {
        EnvironmentName name = plan.environment();
        Optional<Environment> target = environment(name).filter(env -> !env.expired(clock.instant()));
        Optional<Environment> base = target.or(() -> environment(EnvironmentName.PROD));
        Map<String, ModelSpec> before = models.getOrDefault(target.isPresent() ? name : EnvironmentName.PROD, Map.of());
        var decided = new HashMap<String, Snapshot>();
        plan.snapshots().forEach((model, snapshot) -> decided.put(model.name(), snapshot));
        Rules.Past past = past(plan, base.isPresent() ? before : Map.of(), base.orElse(null));
        assertThat(listed(plan))
                .as("batches of a plan")
                .isEqualTo(rules.plan(past, project.models(), decided, name.isProd(), Rules.today(clock.instant())));
    }

    /** @param base null for none */
    private Rules.Past past(Plan plan, Map<String, ModelSpec> specs, Environment base) {
        Environment prod = environment(EnvironmentName.PROD).orElse(null);
        var tables = new HashSet<TableName>();
        for (Environment environment : Arrays.asList(base, prod)) {
            pointers(environment).values().stream()
                    .filter(pointer -> pointer.storage() != null)
                    .forEach(pointer -> tables.add(pointer.storage().table()));
        }
        plan.snapshots()
                .values()
                .forEach(snapshot -> tables.add(snapshot.storage().table()));
        Map<SnapshotId, Snapshot> known = state().snapshots(
                        plan.snapshots().values().stream().map(Snapshot::id).toList());
        return new Rules.Past(specs, pointers(base), pointers(prod), known, state().intervals(tables));
    }

    private static Map<String, Pointer> pointers(Environment environment) {
        var pointers = new HashMap<String, Pointer>();
        if (environment != null) {
            environment
                    .pointers()
                    .forEach(pointer -> pointers.put(pointer.model().name(), pointer));
        }
        return pointers;
    }

    private static Map<String, List<Interval>> listed(Plan plan) {
        var listed = new TreeMap<String, List<Interval>>();
        plan.backfill().forEach(backfill -> listed.put(backfill.model().name(), backfill.batches()));
        return sorted(listed);
    }

    /** Batches of one model may be computed side by side, in any order. */
    private static Map<String, List<Interval>> sorted(Map<String, List<Interval>> batches) {
        var sorted = new TreeMap<String, List<Interval>>();
        batches.forEach((model, all) -> sorted.put(
                model,
                all.stream().sorted(Comparator.comparing(Interval::start)).toList()));
        return sorted;
    }

    private void promotionComputesNothing(EnvironmentName name) {
        boolean preview = environment(name).orElseThrow().pointers().stream().anyMatch(Pointer::preview);
        if (!preview) {
            Plan promotion = plans.propose(GATEWAY, request(EnvironmentName.PROD));
            assertThat(batches(promotion)).as("promotion of %s", name).isEmpty();
        }
    }

    private static Map<TableName, List<Interval>> batches(Plan plan) {
        var batches = new TreeMap<TableName, List<Interval>>();
        plan.backfill().forEach(backfill -> batches.put(backfill.table(), backfill.batches()));
        return batches;
    }

    /**
     * After a plan an environment has, of each model, all that prod has of it, or as much as what it reads has: another environment may have
     * gone on with a table that prod shares, and not with those that prod alone reads.
     */
    private void complete(EnvironmentName name) {
        Map<TableName, Pointer> prod =
                environment(EnvironmentName.PROD).map(Environment::byModel).orElse(Map.of());
        Map<String, Instant> readable = readable(name);
        for (Pointer pointer : environment(name).orElseThrow().pointers()) {
            Pointer other = prod.get(pointer.model());
            if (pointer.view() == null) {
                continue;
            }
            if (batched(pointer) && other != null && batched(other)) {
                Instant read = readable.get(pointer.model().name());
                intervals(other.table())
                        .hull()
                        .map(hull -> hull.end().isBefore(read) ? hull.end() : read)
                        .filter(START::isBefore)
                        .ifPresent(end -> assertThat(intervals(pointer.table()).covers(new Interval(START, end)))
                                .as("%s of %s is as complete as prod's", pointer.model(), name)
                                .isTrue());
            } else if (batched(pointer)) {
                assertThat(intervals(pointer.table()).covers(new Interval(START, START.plus(Duration.ofDays(1)))))
                        .as("%s of %s has rows", pointer.model(), name)
                        .isTrue();
            }
        }
    }

    /** How far what each model reads, however far away, has been computed in an environment. */
    private Map<String, Instant> readable(EnvironmentName name) {
        Map<String, Pointer> pointers = pointers(environment(name).orElseThrow());
        var readable = new HashMap<String, Instant>();
        for (ModelSpec spec : new TreeMap<>(models.get(name)).values()) {
            Instant end = Instant.MAX;
            for (String parent : spec.parents()) {
                Pointer pointer = pointers.get(parent);
                Instant own = !batched(pointer)
                        ? Instant.MAX
                        : intervals(pointer.table()).hull().map(Interval::end).orElse(START);
                end = Stream.of(end, own, readable.get(parent))
                        .min(Instant::compareTo)
                        .orElseThrow();
            }
            readable.put(spec.name(), end);
        }
        return readable;
    }

    private static boolean batched(Pointer pointer) {
        return pointer.storage() != null && !pointer.kind().equals("SEED");
    }

    /** Every environment shows what the oracle knows. */
    private void check() {
        for (Map.Entry<EnvironmentName, Map<String, ModelSpec>> entry : models.entrySet()) {
            Environment environment = environment(entry.getKey()).orElseThrow();
            Map<String, List<String>> expected = oracle.rows(entry.getValue());
            assertThat(environment.pointers().stream()
                            .map(p -> p.model().name())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(entry.getValue().keySet());
            assertThat(views(environment.name()))
                    .as("views of %s", environment.name())
                    .isEqualTo(environment.pointers().stream()
                            .filter(pointer -> pointer.view() != null)
                            .map(Pointer::view)
                            .collect(Collectors.toSet()));
            for (Pointer pointer : environment.pointers()) {
                if (pointer.view() != null) {
                    ModelSpec spec = entry.getValue().get(pointer.model().name());
                    check(environment.name(), pointer, spec, expected.get(spec.name()));
                }
            }
        }
    }

    private void check(EnvironmentName environment, Pointer pointer, ModelSpec spec, List<String> expected) {
        List<String> actual = lines(pointer.view());
        String what = environment + " " + pointer.model() + " in " + pointer.table();
        assertThat(actual.get(0)).as("columns of %s", what).isEqualTo(expected.get(0));
        IntervalSet have = intervals(pointer.table());
        boolean whole = spec.kind() == Kind.SEED && !have.isEmpty();
        assertThat(within(actual, have, whole)).as("rows of %s", what).isEqualTo(within(expected, have, whole));
        if (spec.kind().byTime() && !actual.subList(1, actual.size()).isEmpty()) {
            assertThat(expected).as("rows of %s beyond what is recorded", what).containsAll(actual);
        }
    }

    private static List<String> within(List<String> lines, IntervalSet days, boolean whole) {
        return lines.subList(1, lines.size()).stream()
                .filter(line -> whole || days.contains(Instant.parse(line.substring(0, 10) + "T00:00:00Z")))
                .toList();
    }

    // ---- the warehouse

    private StateStore state() {
        return connections.state(GATEWAY);
    }

    private Optional<Environment> environment(EnvironmentName name) {
        return state().environment(name);
    }

    private IntervalSet intervals(TableName table) {
        return state().intervals(List.of(table)).getOrDefault(table, IntervalSet.EMPTY);
    }

    private Set<TableName> views(EnvironmentName name) {
        String schema = name.isProd() ? "s" : "s__" + name.identifier();
        try (EngineSession session = connections.engine(GATEWAY).open()) {
            return session.relations(List.of(schema)).keySet();
        }
    }

    private List<String> lines(TableName relation) {
        try (EngineSession session = connections.engine(GATEWAY).open();
                Rows rows = session.query("SELECT * FROM " + relation.quoted())) {
            var lines = new ArrayList<String>();
            String names =
                    String.join(",", rows.columns().stream().map(Column::name).toList());
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    cells.add(String.valueOf(rows.value(i)));
                }
                lines.add(String.join(",", cells));
            }
            lines.sort(null);
            lines.add(0, names);
            return lines;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
