package dev.vmsh.work;

import dev.vmsh.engine.TableDdl;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.plan.Plan;
import dev.vmsh.snapshot.Storage;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The views that vmsh made, as its state tells: those of environments, and those of VIEW models. */
final class OurViews {
    /** Where whatever reads a view is someone else's. */
    static final OurViews NONE = new OurViews();

    private final Map<TableName, TableName> shown = new HashMap<>();
    private final Set<TableName> made = new HashSet<>();
    private final Set<TableName> inUse = new HashSet<>();

    private OurViews() {}

    /** As they are now. */
    static OurViews now(StateStore state) {
        var views = new OurViews();
        state.environments().forEach(views::use);
        views.addPhysical(state);
        views.inUse.addAll(views.made);
        return views;
    }

    /** As they will be when {@code plan} has been applied. */
    static OurViews after(StateStore state, Plan plan) {
        Environment next = plan.next();
        var views = new OurViews();
        for (Environment environment : state.environments()) {
            if (environment.name().equals(next.name())) {
                environment.pointers().forEach(pointer -> pointer.ownView().ifPresent(views.made::add));
            } else {
                views.use(environment);
            }
        }
        views.use(next);
        views.addPhysical(state);
        plan.snapshots().values().forEach(snapshot -> views.addPhysical(snapshot.storage()));
        return views;
    }

    private void use(Environment environment) {
        for (Pointer pointer : environment.pointers()) {
            if (pointer.table() != null) {
                inUse.add(pointer.table());
            }
            pointer.ownView().ifPresent(view -> shown.put(view, pointer.table()));
        }
        inUse.addAll(shown.keySet());
        made.addAll(shown.keySet());
    }

    private void addPhysical(StateStore state) {
        for (SnapshotUse use : state.snapshotUses()) {
            addPhysical(use.storage());
        }
    }

    private void addPhysical(Storage storage) {
        if (storage != null) {
            made.add(storage.table());
            made.add(storage.devTable());
        }
    }

    boolean made(TableName view) {
        return made.contains(view);
    }

    /** Whether vmsh made it and no environment uses it: it need not come back once it is gone. */
    boolean abandoned(TableName view) {
        return made.contains(view) && !inUse.contains(view);
    }

    /** The query of an environment's view, which is everything of its table; empty for other views, which are made again as they were. */
    Optional<String> query(TableName view) {
        return Optional.ofNullable(shown.get(view)).map(TableDdl::everything);
    }
}
