package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.SavedView;
import dev.vmsh.engine.TableDdl;
import dev.vmsh.engine.ViewCatalog.Reader;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Views that read what is about to change, where the engine does not let it change under them. Those that vmsh made, and if the user says
 * so those of others, are taken away and made again in the caller's transaction. Nothing is ever dropped by CASCADE.
 *
 * @param ours which views vmsh made
 * @param recreate whether those of others may be made anew
 */
record ViewsInTheWay(EngineSession session, OurViews ours, boolean recreate) {
    /** @throws VmshException listing {@code readers} that are in the way of {@code what} and may not be made anew */
    void require(String what, List<Reader> readers) {
        List<Reader> foreign = readers.stream()
                .filter(reader -> !reader.isView() || !ours.made(reader.name()))
                .toList();
        boolean onlyViews = foreign.stream().allMatch(Reader::isView);
        if (foreign.isEmpty() || (onlyViews && recreate)) {
            return;
        }
        String list = foreign.stream().map(Reader::description).collect(Collectors.joining(", "));
        throw new VmshException(
                "%s, but what vmsh did not make depends on it: %s".formatted(what, list),
                onlyViews
                        ? "Plan again with --recreate-dependents to make them anew in the same transaction, or drop them first"
                        : "Drop or change what is no view first, as it cannot be made anew; nothing was changed");
    }

    /** @return the views of ours that were dropped for good, as no environment uses them */
    List<TableName> around(Collection<TableName> relations, String what, Runnable change) {
        List<Reader> readers = session.views().readers(relations);
        require(what, readers);
        var saved = new ArrayList<SavedView>();
        readers.forEach(reader -> saved.add(session.views().save(reader.name())));
        for (int i = saved.size() - 1; i >= 0; i--) {
            session.execute(TableDdl.drop(saved.get(i).name(), saved.get(i).type()));
        }
        change.run();
        var gone = new ArrayList<TableName>();
        for (SavedView view : saved) {
            if (ours.abandoned(view.name())) {
                gone.add(view.name());
            } else {
                remake(view, what);
            }
        }
        return gone;
    }

    private void remake(SavedView view, String what) {
        try {
            ours.query(view.name())
                    .ifPresentOrElse(
                            query -> {
                                session.execute(TableDdl.createView(view.name(), query));
                                restore(view);
                            },
                            () -> view.recreation().forEach(session::execute));
        } catch (EngineException e) {
            if (e.kind() != EngineException.Cause.STATEMENT) {
                throw e;
            }
            throw new VmshException(
                    "%s, and view %s cannot be made again as it was: %s".formatted(what, view.name(), e.getMessage()),
                    "Change or drop the view first; nothing was changed",
                    e);
        }
    }

    private void restore(SavedView before) {
        Set<String> columns = session.columns(before.name()).orElse(List.of()).stream()
                .map(Column::name)
                .collect(Collectors.toSet());
        before.restoration(columns).forEach(session::execute);
    }

    /** Puts a view of {@code table} in the place of {@code view}, which has other columns; it keeps owner, grants, options and comments. */
    void replace(TableName view, TableName table) {
        SavedView before = session.views().save(view);
        around(List.of(view), changing(view), () -> {
            session.execute(TableDdl.drop(view, RelationType.VIEW));
            session.execute(TableDdl.replaceView(view, table));
            restore(before);
        });
    }

    static String changing(TableName view) {
        return "the columns of view %s change".formatted(view);
    }
}
