package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts one view in place of another, with the owner, grants, comments and options of the one before.
 *
 * @param recreate whether views that vmsh did not make may be made anew where they are in the way
 */
record ViewReplacement(EngineSession session, EngineTraits traits, boolean recreate) {
    /**
     * @param there what stands at the name now; null for nothing
     * @param options of the view that stands there; null for none
     * @throws VmshException if a table stands there: it is not ours to remove
     */
    void replace(TableName view, TableName table, RelationType there, String options) {
        requireFree(view, there);
        if (there != null
                && traits.viewColumnsFixed()
                && !keepsColumns(session.columns(view), session.columns(table))) {
            new ViewsInTheWay(session, OurViews.NONE, recreate).replace(view, table);
            return;
        }
        session.execute(TableDdl.replaceView(view, table));
        if (options != null) {
            session.execute(TableDdl.setOptions(view, options));
        }
    }

    /** @throws VmshException if what stands at a view's name is no view: it is not ours to remove */
    static void requireFree(TableName view, RelationType there) {
        if (there != null && there != RelationType.VIEW) {
            throw new VmshException(
                    "a %s stands where the view %s should be"
                            .formatted(there.name().toLowerCase(Locale.ROOT).replace('_', ' '), view),
                    "Rename or drop it; nothing was changed");
        }
    }

    /** Whether the columns {@code before} come first, unchanged, in {@code after}. */
    static boolean keepsColumns(Optional<List<Column>> before, Optional<List<Column>> after) {
        List<Column> old = before.orElse(List.of());
        List<Column> now = after.orElse(List.of());
        return now.size() >= old.size() && now.subList(0, old.size()).equals(old);
    }
}
