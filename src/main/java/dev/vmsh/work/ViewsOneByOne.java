package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.ViewChanges;
import dev.vmsh.plan.ViewChanges.View;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the views of an environment show what its record says where each statement takes effect by itself: several at a time, and so
 * that doing it again from any point on ends the same. Looks afterwards whether every one of them does.
 */
final class ViewsOneByOne {
    private static final int AT_ONCE = 8;

    private final Connections connections;
    private final String gateway;

    ViewsOneByOne(Connections connections, String gateway) {
        this.connections = connections;
        this.gateway = gateway;
    }

    /**
     * Makes the views those of {@code next}: the ones in {@code changes}, and every other that is not as recorded.
     *
     * @param lease without which nothing more is changed; null if the caller needs none
     */
    void move(ViewSwitch views, Environment next, ViewChanges changes, LeaseKeeper lease) {
        var shown = new TreeMap<TableName, View>();
        changes.create().forEach(view -> shown.put(view.view(), view));
        changes.update().forEach(view -> shown.put(view.view(), view));
        Map<TableName, RelationType> there;
        try (EngineSession session = connections.engine(gateway).open()) {
            schemas(next, changes.drop()).forEach(session::createSchema);
            faults(session, next).forEach(fault -> shown.putIfAbsent(fault.view(), view(next, fault.view())));
            var schemas = new TreeSet<String>();
            shown.keySet().forEach(view -> schemas.add(view.schema()));
            there = session.relations(schemas);
        }
        var work = new SessionPool(connections.engine(gateway), AT_ONCE);
        work.forEach(shown.values(), (session, view) -> {
            requireHeld(lease);
            views.show(session, view, there.get(view.view()), null);
        });
        work.forEach(changes.drop(), (session, view) -> {
            requireHeld(lease);
            session.execute(TableDdl.drop(view.view(), RelationType.VIEW));
        });
        List<View> inOrder = List.copyOf(shown.values());
        try (EngineSession session = connections.engine(gateway).open()) {
            requireShown(session, next);
            views.finish(session, inOrder, changes.drop());
        }
    }

    /** Only a session that still has the environment may change its views. */
    private static void requireHeld(LeaseKeeper lease) {
        if (lease != null && lease.isLost()) {
            throw new VmshException(
                    "another session took the environment over while its views were moving",
                    "See 'environments'; it makes the views its own");
        }
    }

    /**
     * Finishes what a journal entry intended.
     *
     * @param before the environment's record; empty if it has none
     */
    void finish(Optional<Environment> before, Environment intended, Instant now) {
        move(switching(intended, now), intended, ViewChanges.between(before, intended), null);
    }

    /**
     * Makes the views those of {@code before} again.
     *
     * @param before the environment's record; empty if it has none
     * @param intended what they may have become
     */
    void undo(Optional<Environment> before, Environment intended, Instant now) {
        if (before.isPresent()) {
            ViewChanges back = ViewChanges.between(Optional.of(intended), before.get());
            move(switching(before.get(), now), before.get(), back, null);
            return;
        }
        List<View> made = ViewChanges.between(Optional.empty(), intended).create();
        new SessionPool(connections.engine(gateway), AT_ONCE)
                .forEach(made, (session, view) -> session.execute(TableDdl.drop(view.view(), RelationType.VIEW)));
    }

    /** Whether every table that {@code environment} shows is there. */
    boolean possible(Environment environment) {
        try (EngineSession session = connections.engine(gateway).open()) {
            return faults(session, environment).stream().allMatch(ManagedObjects.Fault::mendable);
        }
    }

    private ViewSwitch switching(Environment environment, Instant now) {
        List<SnapshotId> ids =
                environment.pointers().stream().map(Pointer::snapshot).toList();
        var models = new HashMap<TableName, Model>();
        for (Snapshot snapshot : connections.state(gateway).snapshots(ids).values()) {
            models.put(snapshot.name(), snapshot.model());
        }
        return new ViewSwitch(new Warehouses(connections, gateway), gateway, environment, models, now, false);
    }

    private static Collection<String> schemas(Environment next, List<View> dropped) {
        var schemas = new TreeSet<String>();
        next.pointers().forEach(pointer -> pointer.ownView().ifPresent(view -> schemas.add(view.schema())));
        dropped.forEach(view -> schemas.add(view.view().schema()));
        return schemas;
    }

    private List<ManagedObjects.Fault> faults(EngineSession session, Environment environment) {
        return new ManagedObjects(
                        new Warehouses(connections, gateway), gateway, session, List.of(environment), List.of())
                .faults(environment);
    }

    private static View view(Environment environment, TableName view) {
        return environment.pointers().stream()
                .filter(pointer -> view.equals(pointer.view()))
                .map(pointer -> new View(pointer.model(), view, pointer.table()))
                .findFirst()
                .orElseThrow();
    }

    private void requireShown(EngineSession session, Environment environment) {
        var faults = new ArrayList<>(faults(session, environment));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(ManagedObjects.Fault::view));
            throw new VmshException(
                    "the views of %s are not as they should be: %s"
                            .formatted(
                                    environment.name(),
                                    faults.stream()
                                            .map(fault -> fault.view() + ": " + fault.message())
                                            .collect(Collectors.joining("; "))),
                    "Run 'doctor %s --repair'".formatted(environment.name().typed()));
        }
    }
}
