package dev.vmsh.engine;

import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.sql.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an engine whose views hold on to what they read knows of them: who reads a relation, and what a view is besides its query. Lives
 * as long as the session it belongs to.
 */
public interface ViewCatalog {
    /** Of engines whose views read their text anew: nothing holds on to anything. */
    ViewCatalog NONE = new ViewCatalog() {
        @Override
        public List<Reader> readers(Collection<TableName> relations) {
            return List.of();
        }

        @Override
        public SavedView save(TableName view) {
            return new SavedView(view, RelationType.VIEW, "", List.of(), Map.of());
        }

        @Override
        public Map<TableName, String> options(Collection<String> schemas) {
            return Map.of();
        }
    };

    /**
     * What the engine would not let {@code relations} be dropped or changed for: everything that reads them, directly or through others,
     * each after all that it reads itself.
     */
    List<Reader> readers(Collection<TableName> relations);

    /** A view as it stands, so that it can be dropped and made again. */
    SavedView save(TableName view);

    /** Options of the views in {@code schemas} that have any, as in {@code WITH (...)}: replacing a view forgets them. */
    Map<TableName, String> options(Collection<String> schemas);

    /**
     * Something that depends on a relation.
     *
     * @param name null if it is no view: then it cannot be made again by its definition
     * @param description as the engine calls it: {@code view a.b}, {@code function f()}
     */
    record Reader(TableName name, String description) {
        public boolean isView() {
            return name != null;
        }
    }
}
