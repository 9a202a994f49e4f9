package dev.vmsh.snapshot;

import dev.vmsh.project.Model;
import dev.vmsh.project.SeedFile;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Effect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What another file, or other declared columns, do to the rows of a seed. */
final class SeedEffect {
    /**
     * What a column of a seed's table holds.
     *
     * @param type as declared or read from the file; null if not known
     * @param hash of its values as they stand in the file; null if the file has none
     */
    record Content(String type, String hash) {}

    private SeedEffect() {}

    /**
     * Columns are compared as wholes, in the order of the rows: a column that is the same shows that the rows are the same ones. One that is
     * read as another type has other values. A new column changes nothing that was there.
     *
     * @param before a seed made from {@code was}
     * @param after a seed made from {@code is}
     */
    static Effect between(Model before, SeedFile was, Model after, SeedFile is) {
        if (!was.settings().equals(is.settings()) || !Facets.besideSeed(before).equals(Facets.besideSeed(after))) {
            return Effect.ROWS;
        }
        Map<String, Content> old = columns(before, was);
        Map<String, Content> now = columns(after, is);
        var changed = new TreeSet<>(old.keySet());
        changed.removeIf(name -> Objects.equals(old.get(name), now.get(name)));
        if (changed.isEmpty()) {
            return Effect.NOTHING;
        }
        return changed.size() == old.size() ? Effect.ROWS : new Effect.Columns(changed);
    }

    /** The columns of a seed's table, in order. */
    static Map<String, Content> columns(Model seed, SeedFile file) {
        var hashes = new HashMap<String, String>();
        for (int i = 0; i < file.header().size(); i++) {
            hashes.put(file.header().get(i), file.contentHashes().get(i));
        }
        List<Column> columns = seed.facts().columns().orElseGet(() -> file.header().stream()
                .map(name -> new Column(name, null))
                .toList());
        var contents = new LinkedHashMap<String, Content>();
        columns.forEach(column -> contents.put(column.name(), new Content(column.type(), hashes.get(column.name()))));
        return contents;
    }
}
