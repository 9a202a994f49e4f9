package dev.vmsh.plan;

import dev.vmsh.environment.ChangedTables;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a promotion does to the views of an environment; those that stay as they are do not appear. */
public record ViewChanges(List<View> create, List<View> update, List<View> drop) {
    public static final ViewChanges NONE = new ViewChanges(List.of(), List.of(), List.of());

    public ViewChanges {
        create = List.copyOf(create);
        update = List.copyOf(update);
        drop = List.copyOf(drop);
    }

    /**
     * One view.
     *
     * @param table what it shall show; for a dropped one what it showed
     */
    public record View(TableName model, TableName view, TableName table) {}

    public boolean isEmpty() {
        return create.isEmpty() && update.isEmpty() && drop.isEmpty();
    }

    /**
     * What makes the views of {@code next} out of those of {@code before}. If the last promotion was not finished, every view is made anew.
     *
     * @param before the environment's live record; empty if there is none
     */
    public static ViewChanges between(Optional<Environment> before, Environment next) {
        Map<TableName, Pointer> was = before.map(Environment::byModel).orElse(Map.of());
        boolean redo = before.map(target -> !target.finalized()).orElse(true);
        var create = new ArrayList<View>();
        var update = new ArrayList<View>();
        var drop = new ArrayList<View>();
        var kept = new HashSet<TableName>();
        for (Pointer pointer : next.pointers()) {
            if (pointer.view() == null) {
                continue;
            }
            kept.add(pointer.view());
            var view = new View(pointer.model(), pointer.view(), pointer.table());
            Pointer old = was.get(pointer.model());
            if (old == null || old.view() == null || !old.view().equals(pointer.view())) {
                create.add(view);
            } else if (redo || !old.table().equals(pointer.table()) || changedInPlace(old, pointer, next.changed())) {
                update.add(view);
            }
        }
        for (Pointer old : was.values()) {
            if (old.view() != null && !kept.contains(old.view())) {
                drop.add(new View(old.model(), old.view(), old.table()));
            }
        }
        drop.sort(Comparator.comparing(View::view));
        return new ViewChanges(create, update, drop);
    }

    /** A forward-only version keeps the table but may have given it other columns. */
    private static boolean changedInPlace(Pointer before, Pointer after, ChangedTables changed) {
        boolean other = !before.snapshot().equals(after.snapshot());
        return other && (after.forwardOnly() || changed.changedSince(before));
    }
}
