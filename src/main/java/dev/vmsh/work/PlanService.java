package dev.vmsh.work;

import dev.vmsh.engine.CatalogLimits;
import dev.vmsh.engine.Engine;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.environment.ProdVersions;
import dev.vmsh.environment.ViewNaming;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.PlanInput;
import dev.vmsh.plan.PlanRequest;
import dev.vmsh.plan.Planner;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Config.PlanDefaults;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.Selector;
import dev.vmsh.snapshot.Categoriser;
import dev.vmsh.snapshot.Decision;
import dev.vmsh.snapshot.Fingerprinter;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Proposes plans: reads the project and the state, and decides. Writes nothing anywhere. */
public final class PlanService {
    private static final int PLAN_ID_BITS = 60;

    private final Connections connections;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public PlanService(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * @throws UsageException if the request contradicts itself, or names what does not exist
     * @throws dev.vmsh.problem.ProjectException if the project has faults
     */
    public Plan propose(String gateway, PlanRequest request) {
        return propose(gateway, request, connections.project(gateway));
    }

    /**
     * @param local the project as {@code gateway} sees it, read shortly before
     * @throws UsageException as above
     */
    public Plan propose(String gateway, PlanRequest request, Project local) {
        new WarehouseBinding(connections, gateway).check();
        StateStore state = connections.state(gateway);
        Instant now = request.executionTime() == null ? clock.instant() : request.executionTime();
        Optional<Environment> replaced = state.environment(request.environment());
        Optional<Environment> target = replaced.filter(env -> !env.expired(now));
        Optional<Environment> prod = request.isProd() ? target : state.environment(EnvironmentName.PROD);
        Optional<Environment> base = target.isPresent() ? target : base(request, state, prod, now);
        if (!request.selection().restate().isEmpty()) {
            return recorded(gateway, request, local, target, prod, now);
        }
        PhysicalNaming naming = naming(gateway, local);
        Reverts.Stamped whole = new Reverts(state, naming)
                .stamped(
                        local,
                        ProdVersions.of(prod),
                        base.map(Environment::byModel).orElse(Map.of()));
        List<String> chosen = request.selection().models();
        Project project = new ModelSelection(state, naming, model -> connections.reader(model.dialect()))
                .apply(chosen, whole.project(), base);
        Map<TableName, Snapshot> snapshots =
                chosen.isEmpty() ? whole.snapshots() : Fingerprinter.snapshots(project, naming);
        return plan(gateway, request, project, snapshots, naming, false, replaced, target, base, prod, Set.of(), now);
    }

    private static Optional<Environment> base(
            PlanRequest request, StateStore state, Optional<Environment> prod, Instant now) {
        if (request.createFrom() == null) {
            return prod;
        }
        return Optional.of(state.environment(request.createFrom())
                .filter(env -> !env.expired(now))
                .orElseThrow(() -> new UsageException(
                        "there is no environment '%s' to create '%s' from"
                                .formatted(request.createFrom(), request.environment()),
                        "See 'environments', or leave out --create-from")));
    }

    /**
     * What a run of {@code environment} would compute: everything of its own versions that its crons have ticked for. Nothing else of the
     * plan differs from what is there.
     */
    public Plan proposeRun(String gateway, PlanRequest request) {
        StateStore state = connections.state(gateway);
        Instant now = request.executionTime() == null ? clock.instant() : request.executionTime();
        Optional<Environment> target = state.environment(request.environment());
        Optional<Environment> prod = request.isProd() ? target : state.environment(EnvironmentName.PROD);
        return recorded(gateway, request, connections.project(gateway), target, prod, now);
    }

    /** A plan over the versions that an environment has: local files do not count. */
    private Plan recorded(
            String gateway,
            PlanRequest request,
            Project local,
            Optional<Environment> target,
            Optional<Environment> prod,
            Instant now) {
        Environment environment = target.orElseThrow(() -> new UsageException(
                "there is no environment '%s'".formatted(request.environment()),
                "Make it with 'plan %s'".formatted(request.environment().typed())));
        StateStore state = connections.state(gateway);
        PhysicalNaming naming = naming(gateway, local);
        Project recorded = new RecordedProject(state).of(environment, local);
        Set<TableName> restate = request.selection().restate().isEmpty()
                ? Set.of()
                : ModelSelection.expand(request.selection().restate(), recorded, "--restate-model");
        Map<TableName, Snapshot> snapshots = Fingerprinter.snapshots(recorded, naming);
        return plan(gateway, request, recorded, snapshots, naming, true, target, target, target, prod, restate, now);
    }

    private Plan plan(
            String gateway,
            PlanRequest request,
            Project project,
            Map<TableName, Snapshot> local,
            PhysicalNaming naming,
            boolean asRecorded,
            Optional<Environment> replaced,
            Optional<Environment> target,
            Optional<Environment> base,
            Optional<Environment> prod,
            Set<TableName> restate,
            Instant now) {
        StateStore state = connections.state(gateway);
        var known = new KnownSnapshots(state, local, base);
        PlanDefaults automatic =
                request.rules().noAutoCategorization() ? null : project.config().plan();
        boolean forwardOnly =
                request.rules().forwardOnly() || project.config().plan().forwardOnly();
        Map<TableName, Decision> decisions = Categoriser.decide(new Categoriser.Request(
                project.dag(),
                local,
                known.base(),
                known.decided(),
                request.choices(),
                automatic,
                forwardOnly,
                naming,
                model -> connections.reader(model.dialect())));
        Map<TableName, IntervalSet> intervals = state.intervals(tables(decisions, prod, target));
        Plan plan = Planner.plan(new PlanInput(
                request,
                project,
                decisions,
                known.before(),
                known.decided().keySet(),
                asRecorded,
                replaced,
                target,
                base,
                prod,
                intervals,
                restate,
                backfillOnly(request, project),
                viewNaming(gateway, project),
                planId(),
                now));
        requirePossible(gateway, plan);
        return plan;
    }

    /** What the engine cannot keep is refused while nothing has been done. */
    private void requirePossible(String gateway, Plan plan) {
        var models = new ArrayList<Model>();
        plan.backfill().forEach(backfill -> models.add(backfill.snapshot().model()));
        plan.create().forEach(snapshot -> models.add(snapshot.model()));
        Engine engine = connections.engine(gateway);
        CatalogLimits.requirePossible(models, engine.traits(), engine.defaultCatalog());
    }

    private static Set<TableName> backfillOnly(PlanRequest request, Project project) {
        if (!request.selection().backfill().isEmpty()) {
            return ModelSelection.expand(request.selection().backfill(), project, "--backfill-model");
        }
        if (!request.selection().models().isEmpty()) {
            // May be empty: a selected model that has no file any more is removed, and there is nothing to compute of
            // it.
            return Selector.select(request.selection().models(), project);
        }
        return null;
    }

    private static Set<TableName> tables(
            Map<TableName, Decision> decisions, Optional<Environment> prod, Optional<Environment> target) {
        var tables = new HashSet<TableName>();
        decisions.values().forEach(decision -> {
            if (decision.snapshot().decided()) {
                tables.add(decision.snapshot().storage().table());
                tables.add(decision.snapshot().storage().devTable());
            }
        });
        prod.ifPresent(environment -> environment.pointers().forEach(pointer -> {
            if (pointer.storage() != null) {
                tables.add(pointer.storage().table());
            }
        }));
        target.ifPresent(environment -> environment.pointers().forEach(pointer -> {
            if (pointer.table() != null) {
                tables.add(pointer.table());
            }
        }));
        return tables;
    }

    /** How the tables of {@code project}'s models are named in a session on {@code gateway}. */
    PhysicalNaming naming(String gateway, Project project) {
        var warehouses = new Warehouses(connections, gateway);
        Map<String, String> elsewhere = warehouses.elsewhere(project.models().values());
        return new PhysicalNaming(
                project.config().physicalSchemaMapping(),
                project.config().tableNaming(),
                elsewhere,
                warehouses.longestIdentifier(elsewhere.keySet()));
    }

    private ViewNaming viewNaming(String gateway, Project project) {
        var warehouses = new Warehouses(connections, gateway);
        Map<String, String> elsewhere = warehouses.elsewhere(project.models().values());
        return ViewNaming.of(
                project.config(),
                connections.engine(gateway).defaultCatalog(),
                warehouses.viewCatalogs(elsewhere, project.config().gatewayManagedViews()),
                warehouses.longestIdentifier(elsewhere.keySet()));
    }

    private String planId() {
        return Long.toString(random.nextLong() >>> (Long.SIZE - PLAN_ID_BITS), Character.MAX_RADIX);
    }

    /** The snapshots that were decided before, found with as few reads of whole documents as possible. */
    private static final class KnownSnapshots {
        private final Map<SnapshotId, Snapshot> decided = new HashMap<>();
        private final Map<TableName, Snapshot> base = new HashMap<>();
        private final Map<TableName, Snapshot> before = new TreeMap<>();

        KnownSnapshots(StateStore state, Map<TableName, Snapshot> local, Optional<Environment> environment) {
            Map<TableName, Pointer> pointers =
                    environment.map(Environment::byModel).orElse(Map.of());
            var wanted = new ArrayList<SnapshotId>();
            for (Snapshot snapshot : local.values()) {
                Pointer pointer = pointers.get(snapshot.name());
                boolean same = pointer != null && pointer.snapshot().equals(snapshot.id());
                // Of what goes on in place, and of a preview, it matters what came before.
                boolean alone = !(same && (pointer.forwardOnly() || pointer.preview() || pointer.borrowed()));
                if (same && alone && pointer.storage() != null) {
                    Snapshot unchanged = snapshot.decide(pointer.category(), false, pointer.storage());
                    decided.put(snapshot.id(), unchanged);
                    base.put(snapshot.name(), unchanged);
                    continue;
                }
                wanted.add(snapshot.id());
                if (pointer != null) {
                    wanted.add(pointer.snapshot());
                }
            }
            Map<SnapshotId, Snapshot> recorded = state.snapshots(wanted);
            for (Snapshot snapshot : local.values()) {
                Snapshot found = recorded.get(snapshot.id());
                if (found != null) {
                    decided.put(snapshot.id(), found);
                }
                Pointer pointer = pointers.get(snapshot.name());
                if (pointer == null || base.containsKey(snapshot.name())) {
                    continue;
                }
                Snapshot was = recorded.get(pointer.snapshot());
                if (was == null) {
                    throw new VmshException(
                            "environment %s points at a version of %s that is not recorded"
                                    .formatted(environment.orElseThrow().name(), snapshot.name()),
                            "Run 'doctor' to see what else is missing");
                }
                base.put(snapshot.name(), was);
                before.put(snapshot.name(), was);
            }
        }

        Map<SnapshotId, Snapshot> decided() {
            return decided;
        }

        Map<TableName, Snapshot> base() {
            return base;
        }

        Map<TableName, Snapshot> before() {
            return before;
        }
    }
}
