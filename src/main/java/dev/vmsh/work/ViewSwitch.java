package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.engine.ViewCatalog.Reader;
import dev.vmsh.environment.Environment;
import dev.vmsh.plan.Plan;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query.Replacement;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes, replaces and drops the views of one environment. */
final class ViewSwitch {
    private final Warehouses warehouses;
    private final Connections connections;
    private final String site;
    private final Environment next;
    private final Map<TableName, Model> models;
    private final Instant executionTime;
    private final boolean recreate;
    private final EngineTraits traits;
    /** Whether views get the descriptions of their models. */
    private final boolean comments;

    /**
     * @param site the gateway whose warehouse has the views
     * @param next the environment as it will be
     * @param models those of its pointers, by name
     * @param recreate whether views that vmsh did not make may be made anew where they are in the way
     */
    ViewSwitch(
            Warehouses warehouses,
            String site,
            Environment next,
            Map<TableName, Model> models,
            Instant executionTime,
            boolean recreate) {
        this.warehouses = warehouses;
        this.connections = warehouses.connections();
        this.site = site;
        this.next = next;
        this.models = models;
        this.executionTime = executionTime;
        this.recreate = recreate;
        this.traits = connections.engine(site).traits();
        this.comments = next.name().isProd() && connections.registersComments(site);
    }

    static ViewSwitch of(Warehouses warehouses, String site, Plan plan) {
        var models = new HashMap<TableName, Model>();
        plan.snapshots().forEach((name, snapshot) -> models.put(name, snapshot.model()));
        return new ViewSwitch(
                warehouses,
                site,
                plan.next(),
                models,
                plan.executionTime(),
                plan.request().rules().recreateDependents());
    }

    /**
     * All of them inside the caller's transaction, in name order, so that two never deadlock.
     *
     * @param changes by the names that the site has for its views
     */
    void run(EngineSession session, ViewChanges changes) {
        var shown = new ArrayList<>(changes.create());
        shown.addAll(changes.update());
        shown.sort(Comparator.comparing(View::view));
        var schemas = new TreeSet<String>();
        shown.forEach(view -> schemas.add(view.view().schema()));
        changes.drop().forEach(view -> schemas.add(view.view().schema()));
        if (schemas.isEmpty()) {
            return;
        }
        schemas.forEach(session::createSchema);
        Map<TableName, RelationType> there = session.relations(schemas);
        Map<TableName, String> options = session.views().options(schemas);
        requireUnread(session, changes.drop());
        for (View view : changes.drop()) {
            if (there.get(view.view()) == RelationType.VIEW) {
                session.execute(TableDdl.drop(view.view(), RelationType.VIEW));
            }
        }
        List<View> made =
                shown.stream().filter(view -> !there.containsKey(view.view())).toList();
        session.executeAll(made.stream()
                .map(view -> TableDdl.replaceView(view.view(), view.table()))
                .toList());
        for (View view : shown) {
            if (there.containsKey(view.view())) {
                show(session, view, there.get(view.view()), options.get(view.view()));
            } else {
                tell(session, view);
            }
        }
        finish(session, shown, changes.drop());
    }

    /**
     * Makes one view show its table.
     *
     * @param there what stands at its name; null for nothing
     * @param options of the view that stands there; null for none
     */
    void show(EngineSession session, View view, RelationType there, String options) {
        new ViewReplacement(session, traits, recreate).replace(view.view(), view.table(), there, options);
        tell(session, view);
    }

    /** Gives a view the model's descriptions and grants. */
    private void tell(EngineSession session, View view) {
        comment(session, view);
        grant(session, view);
    }

    /** What is left when every view shows its table. */
    void finish(EngineSession session, List<View> shown, List<View> dropped) {
        shown.forEach(view -> onVirtualUpdate(session, view));
        dropEmptySchemas(session, dropped);
    }

    /** What reads a view that goes could not be made again. */
    private static void requireUnread(EngineSession session, List<View> going) {
        List<Reader> readers =
                session.views().readers(going.stream().map(View::view).toList());
        if (!readers.isEmpty()) {
            throw new VmshException(
                    "these read views of models that go: %s"
                            .formatted(readers.stream().map(Reader::description).collect(Collectors.joining(", "))),
                    "Drop or change them first; nothing was changed");
        }
    }

    private void grant(EngineSession session, View view) {
        ModelProperties properties = models.get(view.model()).properties();
        if (!properties.grants().isEmpty() && !properties.grantsTargetLayer().equals("physical")) {
            session.grant(view.view(), properties.grants());
        }
    }

    private void comment(EngineSession session, View view) {
        if (!comments) {
            return;
        }
        Model model = models.get(view.model());
        Map<String, String> descriptions = model.properties().columnDescriptions();
        if (model.properties().description() == null && descriptions.isEmpty()) {
            return;
        }
        var known = new HashMap<String, String>();
        Set<String> columns = new HashSet<>();
        if (!descriptions.isEmpty()) {
            session.columns(view.view()).orElse(List.of()).stream()
                    .map(Column::name)
                    .forEach(columns::add);
        }
        descriptions.forEach((column, text) -> {
            if (columns.contains(column)) {
                known.put(column, text);
            }
        });
        TableDdl.comments(view.view(), RelationType.VIEW, model.properties().description(), known, traits)
                .forEach(session::execute);
    }

    private void onVirtualUpdate(EngineSession session, View view) {
        Model model = models.get(view.model());
        if (model.statements().onVirtualUpdate().isEmpty()) {
            return;
        }
        ModelRenderer renderer = connections.renderer(site);
        String catalog = connections.engine(site).defaultCatalog();
        var request = new RenderRequest(
                "promoting", null, executionTime, view.view(), table -> next.pointer(table.relativeTo(catalog))
                        .flatMap(pointer -> pointer.ownView())
                        .map(ownView -> warehouses.seenFrom(site, ownView))
                        .<Replacement>map(Replacement.Table::new)
                        .or(Optional::empty));
        renderer.onVirtualUpdate(model, request).forEach(session::execute);
    }

    /** A schema that only held views of this environment goes with the last of them; one that holds anything else stays. */
    private void dropEmptySchemas(EngineSession session, List<View> dropped) {
        var emptied = new TreeSet<String>();
        dropped.forEach(view -> emptied.add(view.view().schema()));
        next.pointers().forEach(pointer -> pointer.ownView()
                .filter(view -> warehouses.gatewayOf(view).equals(site))
                .ifPresent(view -> emptied.remove(view.schema())));
        if (next.name().isProd()) {
            return;
        }
        for (String schema : emptied) {
            if (session.relations(List.of(schema)).isEmpty()) {
                session.execute("DROP SCHEMA IF EXISTS " + TableName.quote(schema));
            }
        }
    }
}
