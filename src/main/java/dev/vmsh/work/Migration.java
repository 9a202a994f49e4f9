package dev.vmsh.work;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.Loads;
import dev.vmsh.engine.SchemaChange;
import dev.vmsh.engine.SchemaPolicy;
import dev.vmsh.environment.Deployability;
import dev.vmsh.interval.Interval;
import dev.vmsh.plan.Backfill;
import dev.vmsh.plan.Plan;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.project.Selector;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Gives prod's tables the columns of a forward-only change, in place. */
final class Migration {
    private static final Interval NO_ROWS = new Interval(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

    private final Warehouses warehouses;
    private final Connections connections;
    private final String site;
    private final OurViews ours;

    /** Whether columns stay that views which are still in use may read. */
    private final boolean keepsColumns;

    private final List<TableName> gone = new ArrayList<>();

    private Migration(Warehouses warehouses, String site, OurViews ours, boolean keepsColumns) {
        this.warehouses = warehouses;
        this.connections = warehouses.connections();
        this.site = site;
        this.ours = ours;
        this.keepsColumns = keepsColumns;
    }

    /**
     * Ahead of the promotion: every view that is in use stays in use. Where views hold on to the columns they read, columns that go are
     * left to the promotion, which moves those views as well. What is computed later and what is only made is made empty in its turn: tables
     * that change may read it.
     */
    static void ahead(Warehouses warehouses, BatchRunners batches, Plan plan, Consumer<? super WorkEvent> events) {
        warehouses
                .split(plan.migrate(), snapshot -> snapshot.storage().table())
                .keySet()
                .forEach(site -> {
                    boolean bound =
                            warehouses.connections().engine(site).traits().viewsBoundAtCreation();
                    var migration = new Migration(warehouses, site, OurViews.now(warehouses, site), bound);
                    try (EngineSession session =
                            warehouses.connections().engine(site).open()) {
                        session.transaction(() -> {
                            migration.run(
                                    session,
                                    plan,
                                    snapshot -> batches.createUnlessThere(site, session, snapshot),
                                    events);
                            return null;
                        });
                    }
                });
    }

    /**
     * As a part of the promotion, of the tables in the warehouse of {@code site}.
     *
     * @return versions of VIEW models that no environment uses afterwards and that had to go
     */
    static List<TableName> within(
            Warehouses warehouses, String site, EngineSession session, Plan plan, Consumer<? super WorkEvent> events) {
        var migration = new Migration(warehouses, site, OurViews.after(warehouses, site, plan), false);
        migration.run(session, plan, made -> {}, events);
        return migration.gone.stream()
                .map(view -> warehouses.isHome(site) ? view : warehouses.known(site, view))
                .toList();
    }

    /** @param notYetThere told of each model that may have no table yet, after what it reads has changed */
    private void run(
            EngineSession session, Plan plan, Consumer<Snapshot> notYetThere, Consumer<? super WorkEvent> events) {
        events.accept(new WorkEvent.Stage("migrate"));
        Set<TableName> mayDestroy = allowed(plan.request().selection().allowDestructive());
        Set<TableName> mayAdd = allowed(plan.request().selection().allowAdditive());
        Set<TableName> migrating = plan.migrate().stream().map(Snapshot::name).collect(Collectors.toSet());
        var later = new HashSet<TableName>();
        plan.create().forEach(snapshot -> later.add(snapshot.name()));
        plan.backfill().stream()
                .filter(Backfill::afterMigration)
                .map(Backfill::model)
                .forEach(later::add);
        for (Snapshot snapshot : plan.snapshots().values()) {
            if (snapshot.storage() == null
                    || !warehouses.gatewayOf(snapshot.storage().table()).equals(site)) {
                continue;
            }
            if (!migrating.contains(snapshot.name())) {
                if (later.contains(snapshot.name())) {
                    notYetThere.accept(snapshot);
                }
                continue;
            }
            TableName table = warehouses.local(snapshot.storage().table());
            Optional<List<Column>> live = session.columns(table);
            if (live.isPresent()) {
                migrate(session, plan, snapshot, live.get(), mayDestroy, mayAdd, events);
            } else {
                // All its versions so far were previews.
                notYetThere.accept(snapshot);
            }
        }
    }

    private void migrate(
            EngineSession session,
            Plan plan,
            Snapshot snapshot,
            List<Column> live,
            Set<TableName> mayDestroy,
            Set<TableName> mayAdd,
            Consumer<? super WorkEvent> events) {
        Model model = snapshot.model();
        EngineTraits traits = connections.engine(site).traits();
        List<SchemaChange> changes = SchemaChange.between(live, wanted(session, plan, model), traits).stream()
                .filter(change -> change instanceof SchemaChange.Add || !takesBack(plan, snapshot))
                .toList();
        var kind = model.kind().incremental();
        var policy = new SchemaPolicy(
                mayDestroy.contains(model.name())
                        ? OnChange.ALLOW
                        : kind.map(Kind.Incremental::onDestructiveChange).orElse(OnChange.ALLOW),
                mayAdd.contains(model.name())
                        ? OnChange.ALLOW
                        : kind.map(Kind.Incremental::onAdditiveChange).orElse(OnChange.ALLOW));
        SchemaPolicy.Allowed allowed = policy.apply(model, changes);
        allowed.warnings().forEach(text -> events.accept(new WorkEvent.Notice(text)));
        List<SchemaChange> now = allowed.changes().stream()
                .filter(change -> !keepsColumns || !(change instanceof SchemaChange.Drop))
                .toList();
        alter(session, plan, warehouses.local(snapshot.storage().table()), now);
    }

    /** Whether prod has the rows of that version: a plan for another one changed the table and stopped. What it added is in nobody's way. */
    private static boolean takesBack(Plan plan, Snapshot snapshot) {
        return plan.base()
                .flatMap(base -> base.pointer(snapshot.name()))
                .filter(pointer -> snapshot.storage().table().equals(pointer.table()))
                .filter(pointer -> pointer.fingerprint()
                        .tableVersion()
                        .equals(snapshot.fingerprint().tableVersion()))
                .isPresent();
    }

    /** Where views hold on to the columns they read, those over the table are taken away meanwhile. */
    private void alter(EngineSession session, Plan plan, TableName table, List<SchemaChange> changes) {
        Runnable alter = () -> {
            changes.forEach(change -> change.statements(table).forEach(session::execute));
            if (!changes.isEmpty()) {
                session.refreshViews(table);
            }
        };
        boolean onlyAdditions = changes.stream().allMatch(SchemaChange.Add.class::isInstance);
        if (onlyAdditions || !connections.engine(site).traits().viewsBoundAtCreation()) {
            alter.run();
            return;
        }
        String what = "the columns of table %s change (%s)"
                .formatted(
                        table, changes.stream().map(SchemaChange::description).collect(Collectors.joining(", ")));
        var views = new ViewsInTheWay(session, ours, plan.request().rules().recreateDependents());
        gone.addAll(views.around(List.of(table), what, alter));
    }

    private List<Column> wanted(EngineSession session, Plan plan, Model model) {
        Engine engine = connections.engine(site);
        if (!model.properties().columns().isEmpty()) {
            return engine.typed(
                    Loads.tableColumns(model.kind(), model.properties().columns()));
        }
        ModelRenderer renderer = connections.renderer(site);
        var reads =
                new TableReads(plan.snapshots(), Deployability.PROD, renderer, warehouses, site, plan.executionTime());
        Interval range = model.kind() instanceof Kind.Full ? null : NO_ROWS;
        String query = renderer.query(model, new RenderRequest("creating", range, plan.executionTime(), null, reads));
        return engine.typed(Loads.tableColumns(model.kind(), session.describe(query)));
    }

    private Set<TableName> allowed(List<String> selectors) {
        return selectors.isEmpty() ? Set.of() : Selector.select(selectors, connections.project(warehouses.home()));
    }
}
