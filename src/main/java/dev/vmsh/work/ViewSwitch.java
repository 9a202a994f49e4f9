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

/** Makes, replaces and drops the views of one promotion. Runs inside the caller's transaction, in name order, so that two never deadlock. */
final class ViewSwitch {
    private final Connections connections;
    private final String gateway;
    private final Plan plan;
    private final EngineTraits traits;

    ViewSwitch(Connections connections, String gateway, Plan plan) {
        this.connections = connections;
        this.gateway = gateway;
        this.plan = plan;
        this.traits = connections.engine(gateway).traits();
    }

    void run(EngineSession session) {
        ViewChanges changes = plan.views();
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
        var replacement =
                new ViewReplacement(session, traits, plan.request().rules().recreateDependents());
        requireUnread(session, changes.drop());
        for (View view : changes.drop()) {
            if (there.get(view.view()) == RelationType.VIEW) {
                session.execute(TableDdl.drop(view.view(), RelationType.VIEW));
            }
        }
        for (View view : shown) {
            replacement.replace(view.view(), view.table(), there.get(view.view()), options.get(view.view()));
            comment(session, view);
            grant(session, view);
        }
        for (View view : shown) {
            onVirtualUpdate(session, view);
        }
        dropEmptySchemas(session, changes);
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
        ModelProperties properties = plan.snapshots().get(view.model()).model().properties();
        if (!properties.grants().isEmpty() && !properties.grantsTargetLayer().equals("physical")) {
            session.grant(view.view(), properties.grants());
        }
    }

    private void comment(EngineSession session, View view) {
        if (!plan.environment().isProd() || !connections.registersComments(gateway)) {
            return;
        }
        Model model = plan.snapshots().get(view.model()).model();
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
        Model model = plan.snapshots().get(view.model()).model();
        if (model.statements().onVirtualUpdate().isEmpty()) {
            return;
        }
        ModelRenderer renderer = connections.renderer(gateway);
        Environment next = plan.next();
        String catalog = connections.engine(gateway).defaultCatalog();
        var request = new RenderRequest(
                "promoting", null, plan.executionTime(), view.view(), table -> next.pointer(table.relativeTo(catalog))
                        .flatMap(pointer -> pointer.ownView())
                        .<Replacement>map(Replacement.Table::new)
                        .or(Optional::empty));
        renderer.onVirtualUpdate(model, request).forEach(session::execute);
    }

    /** A schema that only held views of this environment goes with the last of them; one that holds anything else stays. */
    private void dropEmptySchemas(EngineSession session, ViewChanges changes) {
        var emptied = new TreeSet<String>();
        changes.drop().forEach(view -> emptied.add(view.view().schema()));
        plan.next().pointers().forEach(pointer -> pointer.ownView().ifPresent(view -> emptied.remove(view.schema())));
        if (plan.environment().isProd()) {
            return;
        }
        for (String schema : emptied) {
            if (session.relations(List.of(schema)).isEmpty()) {
                session.execute("DROP SCHEMA IF EXISTS " + TableName.quote(schema));
            }
        }
    }
}
