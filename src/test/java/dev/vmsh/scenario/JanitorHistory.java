package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.Rows;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.scenario.Promises.Promised;
import dev.vmsh.scenario.TinyProject.Version;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LeaseHolder;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Applier;
import dev.vmsh.work.CleanUp;
import dev.vmsh.work.CleanUp.Removal;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import dev.vmsh.work.Lifetimes;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.RollbackService;
import dev.vmsh.work.WorkEvent;
import dev.vmsh.work.WorkFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One random history of plans, plans that stop, edits, rollbacks, invalidations, jumps of the clock, and clean-ups, on a tiny project in a
 * database in memory. What the janitor may take and must leave is held against {@link Promises}, which only knows what was asked and when.
 */
final class JanitorHistory implements AutoCloseable {
    private static final String GATEWAY = "main";
    private static final EnvironmentName PINNED = EnvironmentName.of(TinyProject.PINNED);
    private static final List<EnvironmentName> ENVIRONMENTS =
            List.of(EnvironmentName.PROD, EnvironmentName.of("dev_a"), EnvironmentName.of("dev_b"), PINNED);

    private final Random random;
    private final TinyProject project;
    private final MovingClock clock = new MovingClock(Instant.parse("2024-01-04T06:00:00Z"));
    private final Connections connections;
    private final PlanService plans;
    private final Applier applier;
    private final CleanUp cleanUp;
    private final RollbackService rollbacks;
    private final Lifetimes lifetimes;
    private final Promises promises = new Promises();
    /** What the files said when a plan was made, by the plan. */
    private final Map<String, Version> versions = new TreeMap<>();

    private final List<String> story = new ArrayList<>();

    /** @param recorded whether the state is in tables, as it is for people, or in memory, which is faster */
    JanitorHistory(TinyProject project, Random random, boolean recorded) {
        this.project = project;
        this.random = random;
        project.choose(random.nextInt());
        this.connections = new Connections(
                project,
                () -> "/",
                new JdbcEngines(),
                recorded
                        ? new JdbcStateStores("test")
                        : (gateway, warehouse, stateEngine) -> new MemoryStore(warehouse, clock),
                new SqlParsers(new DuckDbParser()),
                new SeedReader());
        this.plans = new PlanService(connections, clock);
        var identity = new Identity("alice", "desk", 1);
        this.applier = new Applier(connections, identity, clock);
        this.cleanUp = new CleanUp(connections, identity, clock);
        this.rollbacks = new RollbackService(connections, clock);
        this.lifetimes = new Lifetimes(connections, identity, clock);
    }

    /** What happened so far, a line a step. */
    String story() {
        return String.join("\n", story);
    }

    void step() {
        EnvironmentName name = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> {
                project.choose(random.nextInt());
                plan(name);
            }
            case 4 -> plan(name);
            case 5 -> stoppedPlan(name);
            case 6, 7, 8 -> rollback(name);
            case 9 -> invalidate(name);
            case 10, 11 -> wait(1 + random.nextInt(6 * 24));
            case 12 -> extend(name);
            case 13 -> cleanOne(name);
            case 14 -> busyJanitor();
            default -> clean();
        }
    }

    private void tell(String what) {
        story.add("%2d %s %s".formatted(story.size(), clock.instant(), what));
    }

    /** Time passes, as two plans never end at the same moment. */
    private void wait(int hours) {
        clock.moveTo(clock.instant().plus(Duration.ofHours(hours)));
        tell("%d hours later".formatted(hours));
    }

    private void tick() {
        clock.moveTo(clock.instant().plusSeconds(1));
    }

    // ---- steps

    private void plan(EnvironmentName name) {
        tick();
        tell("plan %s with %s".formatted(name, project.version()));
        Plan plan = plans.propose(GATEWAY, request(name));
        if (!plan.isEmpty()) {
            versions.put(plan.planId(), project.version());
            applied(
                    plan,
                    applier.apply(GATEWAY, plan, Duration.ZERO, event -> {}).environment());
            Instant end = name.isProd() || name.equals(PINNED)
                    ? null
                    : TinyProject.end(clock.instant(), TinyProject.ENVIRONMENT_TTL);
            if (!name.equals(PINNED)) {
                assertThat(environment(name).orElseThrow().expiresAt()).isEqualTo(end);
            }
        }
        look(name);
    }

    private PlanRequest request(EnvironmentName name) {
        return PlanRequest.of(name).at(clock.instant());
    }

    private void applied(Plan plan, Environment record) {
        var left = new ArrayList<Pointer>(record.pointers());
        plan.base().ifPresent(base -> left.addAll(base.pointers()));
        promises.finished(plan.planId(), record, left, clock.instant());
    }

    /** Whoever listens to a plan can end it: after a batch, as a crash would. */
    private void stoppedPlan(EnvironmentName name) {
        project.choose(random.nextInt());
        tick();
        int batches = random.nextInt(2);
        tell("plan %s with %s, which stops after %d batches".formatted(name, project.version(), batches + 1));
        Plan plan = plans.propose(GATEWAY, request(name));
        if (plan.batches() <= batches) {
            return;
        }
        Map<TableName, TableName> tables =
                plan.backfill().stream().collect(Collectors.toMap(Backfill::model, Backfill::table));
        var done = new TreeSet<TableName>();
        assertThatThrownBy(() -> applier.apply(GATEWAY, plan, Duration.ZERO, event -> {
                    if (event instanceof WorkEvent.BatchFinished finished) {
                        done.add(tables.get(finished.model()));
                        if (done.size() > batches) {
                            throw new VmshException("broken off", "Plan again");
                        }
                    }
                }))
                .isInstanceOfAny(WorkFailedException.class, VmshException.class);
        promises.stopped(name, plan.planId(), done, clock.instant());
    }

    /** Back to any plan that there ever was. */
    private void rollback(EnvironmentName name) {
        tick();
        List<Promised> past = promises.everOf(name);
        if (past.isEmpty()) {
            return;
        }
        Promised then = past.get(random.nextInt(past.size()));
        tell("rollback %s to %s".formatted(name, then.planId()));
        if (!promises.isInLog(then)) {
            assertThatThrownBy(() -> rollbacks.propose(GATEWAY, name, then.planId()))
                    .isInstanceOfSatisfying(UsageException.class, refusal -> {
                        assertThat(refusal.getMessage()).contains(name.typed());
                        assertThat(refusal.remedy()).isNotBlank();
                    });
            return;
        }
        Map<TableName, Long> before = rows();
        Plan plan = rollbacks.propose(GATEWAY, name, then.planId());
        var computed = new ArrayList<WorkEvent>();
        Environment record = applier.apply(GATEWAY, plan, Duration.ZERO, event -> {
                    if (event instanceof WorkEvent.BatchStarted) {
                        computed.add(event);
                    }
                })
                .environment();
        assertThat(computed).as("what a rollback computes").isEmpty();
        assertThat(rows()).as("rows of all tables").isEqualTo(before);
        assertThat(record.pointers()).containsExactlyInAnyOrderElementsOf(then.pointers());
        versions.put(plan.planId(), versions.get(then.planId()));
        applied(plan, record);
        look(name);
    }

    private void invalidate(EnvironmentName name) {
        tick();
        tell("invalidate " + name);
        boolean refused =
                name.isProd() || name.equals(PINNED) || environment(name).isEmpty();
        if (refused) {
            assertThatThrownBy(() -> cleanUp.invalidate(GATEWAY, name, false, Duration.ZERO))
                    .isInstanceOf(UsageException.class);
            return;
        }
        cleanUp.invalidate(GATEWAY, name, false, Duration.ZERO);
        promises.ends(name, clock.instant());
    }

    private void extend(EnvironmentName name) {
        tick();
        tell("extend " + name);
        boolean refused =
                name.isProd() || name.equals(PINNED) || environment(name).isEmpty();
        if (refused) {
            assertThatThrownBy(() -> lifetimes.extend(GATEWAY, name, "in 9 days", Duration.ZERO))
                    .isInstanceOf(UsageException.class);
            return;
        }
        lifetimes.extend(GATEWAY, name, "in 9 days", Duration.ZERO);
        promises.ends(name, TinyProject.end(clock.instant(), Duration.ofDays(9)));
    }

    private void clean() {
        tick();
        boolean ignoreTtl = random.nextBoolean();
        tell("janitor" + (ignoreTtl ? " --ignore-ttl" : ""));
        List<Removal> told = janitor(null, ignoreTtl, true).removed();
        CleanUp.Report report = janitor(null, ignoreTtl, false);
        assertThat(report.failures()).isEmpty();
        assertThat(report.removed()).as("what a dry run told").containsExactlyInAnyOrderElementsOf(told);
        promises.cleaned(clock.instant());
        promises.requireKept(physical(), clock.instant(), ignoreTtl);
        promises.requireGone(physical(), clock.instant(), ignoreTtl);
        promises.gone(physical());
        assertThat(janitor(null, ignoreTtl, false).removed())
                .as("what a second pass finds")
                .isEmpty();
        assertThat(logged()).isEqualTo(promises.logged());
        lookAtAll();
    }

    /** Nothing is said here of what must go: only that it is of that environment, and nobody else's. */
    private void cleanOne(EnvironmentName name) {
        tick();
        tell("janitor %s --ignore-ttl".formatted(name));
        if (environment(name).isEmpty() && logged().getOrDefault(name, Set.of()).isEmpty()) {
            assertThatThrownBy(() -> janitor(name, true, false)).isInstanceOf(UsageException.class);
            return;
        }
        Set<EnvironmentName> before = recorded();
        assertThat(janitor(name, true, false).failures()).isEmpty();
        promises.cleaned(name, clock.instant());
        promises.requireKept(physical(), clock.instant(), true);
        promises.gone(physical());
        before.removeAll(recorded());
        assertThat(before).isSubsetOf(name);
        assertThat(logged()).isEqualTo(promises.logged());
        lookAtAll();
    }

    /** While somebody plans, nothing goes. */
    private void busyJanitor() {
        tick();
        tell("janitor while a plan is applied");
        Set<TableName> before = physical();
        Lease plan = state().acquire(
                        Lease.LAYOUT, new LeaseHolder("bob", "other", 2, "plan x"), true, Duration.ofMinutes(1));
        try {
            assertThatThrownBy(() -> janitor(null, true, false)).isInstanceOf(LeaseHeldException.class);
        } finally {
            state().release(plan);
        }
        assertThat(physical()).isEqualTo(before);
    }

    private CleanUp.Report janitor(EnvironmentName only, boolean ignoreTtl, boolean dryRun) {
        return cleanUp.janitor(GATEWAY, new CleanUp.Request(only, ignoreTtl, dryRun, clock.instant(), Duration.ZERO));
    }

    // ---- what is there

    private void lookAtAll() {
        assertThat(recorded()).isEqualTo(promises.environments());
        recorded().forEach(this::look);
    }

    /** The record is that of its last plan, and its views show what the files said then. */
    private void look(EnvironmentName name) {
        Environment record = environment(name).orElseThrow();
        Promised last = promises.last(name);
        assertThat(record.planId()).isEqualTo(last.planId());
        assertThat(record.pointers()).containsExactlyInAnyOrderElementsOf(last.pointers());
        Version version = versions.get(last.planId());
        String schema = name.isProd() ? "s" : "s__" + name.identifier();
        Set<String> views = record.pointers().stream()
                .flatMap(pointer -> pointer.ownView().stream())
                .map(TableName::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(views).isEqualTo(version.models());
        String queries = version.shown().entrySet().stream()
                .map(model -> "SELECT '%1$s', max(v), min(v) FROM \"%2$s\".\"%1$s\"".formatted(model.getKey(), schema))
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, Long> shown = new TreeMap<>();
        try (EngineSession session = connections.engine(GATEWAY).open();
                Rows rows = session.query(queries)) {
            while (rows.next()) {
                assertThat(rows.value(1)).isEqualTo(rows.value(2));
                shown.put((String) rows.value(0), ((Number) rows.value(1)).longValue());
            }
        }
        assertThat(shown).as("views of %s", name).isEqualTo(version.shown());
    }

    private StateStore state() {
        return connections.state(GATEWAY);
    }

    private Optional<Environment> environment(EnvironmentName name) {
        return state().environment(name);
    }

    private Set<EnvironmentName> recorded() {
        return state().environments().stream().map(Environment::name).collect(Collectors.toSet());
    }

    private Map<EnvironmentName, Set<String>> logged() {
        return state().log().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.environment().name(), Collectors.mapping(LogEntry::planId, Collectors.toSet())));
    }

    private Set<TableName> physical() {
        try (EngineSession session = connections.engine(GATEWAY).open()) {
            return new TreeSet<>(session.relations(List.of("sqlmesh__s")).keySet());
        }
    }

    /** Of tables; nobody is promised a view that no plan has shown. */
    private Map<TableName, Long> rows() {
        Set<TableName> tables = physical();
        try (EngineSession session = connections.engine(GATEWAY).open()) {
            Map<TableName, RelationType> types = session.relations(List.of("sqlmesh__s"));
            tables.removeIf(table -> types.get(table) != RelationType.TABLE);
        }
        if (tables.isEmpty()) {
            return Map.of();
        }
        String queries = tables.stream()
                .map(table -> "SELECT '%s', count(*) FROM %s".formatted(table.name(), table.quoted()))
                .collect(Collectors.joining(" UNION ALL "));
        var rows = new TreeMap<TableName, Long>();
        try (EngineSession session = connections.engine(GATEWAY).open();
                Rows counts = session.query(queries)) {
            while (counts.next()) {
                rows.put(TableName.of("sqlmesh__s", (String) counts.value(0)), ((Number) counts.value(1)).longValue());
            }
        }
        return rows;
    }

    @Override
    public void close() {
        connections.close();
    }
}
