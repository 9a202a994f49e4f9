package dev.vmsh.snapshot;

import dev.vmsh.project.SeedFile;
import dev.vmsh.sql.Effect;
import java.util.TreeSet;

/** What another file does to the rows of a seed. */
final class SeedEffect {
    private SeedEffect() {}

    /** Columns are compared as wholes, in the order of the rows: a column that is the same shows that the rows are the same ones. */
    static Effect between(SeedFile before, SeedFile after) {
        if (!before.settings().equals(after.settings())) {
            return Effect.ROWS;
        }
        var changed = new TreeSet<String>();
        for (int i = 0; i < before.header().size(); i++) {
            String name = before.header().get(i);
            int now = after.header().indexOf(name);
            boolean same = now >= 0
                    && after.contentHashes()
                            .get(now)
                            .equals(before.contentHashes().get(i));
            if (!same) {
                changed.add(name);
            }
        }
        if (changed.isEmpty()) {
            return Effect.NOTHING;
        }
        return changed.size() == before.header().size() ? Effect.ROWS : new Effect.Columns(changed);
    }
}
