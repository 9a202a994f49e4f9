package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Asks views for no row, which is enough to tell that they are there and can be read. */
final class AnsweringViews {
    private static final int AT_ONCE = 50;

    private final Warehouses warehouses;

    AnsweringViews(Warehouses warehouses) {
        this.warehouses = warehouses;
    }

    /**
     * Asks each of {@code views}, a few dozen with one query.
     *
     * @throws VmshException if one of them does not answer; names the first
     */
    void require(Collection<TableName> views) {
        warehouses.split(views, view -> view).forEach((site, own) -> {
            List<TableName> here = own.stream().map(warehouses::local).toList();
            try (EngineSession session = warehouses.connections().engine(site).open()) {
                for (int i = 0; i < here.size(); i += AT_ONCE) {
                    require(session, here.subList(i, Math.min(here.size(), i + AT_ONCE)));
                }
            }
        });
    }

    private static void require(EngineSession session, List<TableName> views) {
        try {
            ask(session, views);
        } catch (EngineException e) {
            for (TableName view : new ArrayList<>(views)) {
                try {
                    ask(session, List.of(view));
                } catch (EngineException why) {
                    throw new VmshException(
                            "the view %s does not answer after the promotion: %s".formatted(view, why.getMessage()),
                            "Run 'doctor' to see why, and 'doctor --repair' to make it anew",
                            why);
                }
            }
            throw e;
        }
    }

    private static void ask(EngineSession session, List<TableName> views) {
        String query = views.stream()
                .map(view -> "SELECT 1 AS n FROM " + view.quoted() + " WHERE 1 = 0")
                .collect(Collectors.joining(" UNION ALL "));
        try (Rows rows = session.lookUp(query)) {
            while (rows.next()) {
                throw new IllegalStateException("a row where there can be none");
            }
        }
    }
}
