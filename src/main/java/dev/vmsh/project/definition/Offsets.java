package dev.vmsh.project.definition;

import dev.vmsh.project.SqlText;
import java.util.IdentityHashMap;

/** Where statements begin in their file. Two statements with the same text are told apart. Not safe for threads while it is filled. */
final class Offsets {
    private final IdentityHashMap<SqlText, Integer> offsets = new IdentityHashMap<>();

    void put(SqlText text, int offset) {
        offsets.put(text, offset);
    }

    /** -1 for a statement that stands in no file, like one of {@code model_defaults}. */
    int of(SqlText text) {
        return offsets.getOrDefault(text, -1);
    }
}
