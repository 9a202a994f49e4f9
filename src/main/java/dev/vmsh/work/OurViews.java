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
import java.util.function.Function;

/** The views that vmsh made, as its state tells: those of environments, and those of VIEW models. */
final class OurViews {
    /** Where whatever reads a view is someone else's. */
    static final OurViews NONE = new OurViews(name -> Optional.empty());

    private final Map<TableName, TableName> shown = new HashMap<>();
    private final Set<TableName> made = new HashSet<>();
    private final Set<TableName> inUse = new HashSet<>();

    /** What one warehouse calls a name of its own; empty for names of others. */
    private final Function<TableName, Optional<TableName>> here;

    private OurViews(Function<TableName, Optional<TableName>> here) {
        this.here = here;
    }

    private static OurViews of(Warehouses warehouses, String site) {
        return new OurViews(name ->
                warehouses.gatewayOf(name).equals(site) ? Optional.of(warehouses.local(name)) : Optional.empty());
    }

    /** Those in the warehouse of {@code site}, as they are now. */
    static OurViews now(Warehouses warehouses, String site) {
        StateStore state = warehouses.connections().state(warehouses.home());
        var views = of(warehouses, site);
        state.environments().forEach(views::use);
        views.addPhysical(state);
        views.inUse.addAll(views.made);
        return views;
    }

    /** Those in the warehouse of {@code site}, as they will be when {@code plan} has been applied. */
    static OurViews after(Warehouses warehouses, String site, Plan plan) {
        StateStore state = warehouses.connections().state(warehouses.home());
        Environment next = plan.next();
        var views = of(warehouses, site);
        for (Environment environment : state.environments()) {
            if (environment.name().equals(next.name())) {
                environment.pointers().forEach(pointer -> pointer.ownView()
                        .flatMap(views.here)
                        .ifPresent(views.made::add));
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
            Optional.ofNullable(pointer.table()).flatMap(here).ifPresent(inUse::add);
            pointer.ownView()
                    .flatMap(here)
                    .ifPresent(
                            view -> shown.put(view, here.apply(pointer.table()).orElse(pointer.table())));
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
            here.apply(storage.table()).ifPresent(made::add);
            here.apply(storage.devTable()).ifPresent(made::add);
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
