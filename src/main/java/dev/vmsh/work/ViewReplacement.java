package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.EngineTraits;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;

/** Puts one view in place of another. */
record ViewReplacement(EngineSession session, EngineTraits traits) {
    /**
     * @param there what stands at the name now; null for nothing
     * @throws VmshException if a table stands there: it is not ours to remove
     */
    void replace(TableName view, TableName table, RelationType there) {
        if (there == RelationType.TABLE) {
            throw new VmshException(
                    "a table stands where the view %s should be".formatted(view),
                    "Rename or drop the table; nothing was changed");
        }
        if (there != null && traits.viewColumnsFixed() && !keepsColumns(view, table)) {
            session.execute(TableDdl.drop(view, RelationType.VIEW));
        }
        session.execute(TableDdl.replaceView(view, table));
    }

    /** Whether the view's columns come first, unchanged, among the table's. */
    private boolean keepsColumns(TableName view, TableName table) {
        List<Column> before = session.columns(view).orElse(List.of());
        List<Column> after = session.columns(table).orElse(List.of());
        return after.size() >= before.size() && after.subList(0, before.size()).equals(before);
    }
}
