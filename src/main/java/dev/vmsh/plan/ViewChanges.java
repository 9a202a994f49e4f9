package dev.vmsh.plan;

import dev.vmsh.sql.TableName;
import java.util.List;

/** What a promotion does to the views of an environment; those that stay as they are do not appear. */
public record ViewChanges(List<View> create, List<View> update, List<View> drop) {
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
}
