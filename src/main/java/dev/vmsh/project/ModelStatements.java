package dev.vmsh.project;

import java.util.List;

/**
 * The statements of a model file.
 *
 * @param before run before the query, in order; {@code @DEF} statements included
 * @param query null for SEED and EXTERNAL models
 * @param after run after it
 * @param onVirtualUpdate run after a view of the model was made or replaced
 */
public record ModelStatements(List<SqlText> before, SqlText query, List<SqlText> after, List<SqlText> onVirtualUpdate) {
    public static final ModelStatements NONE = new ModelStatements(List.of(), null, List.of(), List.of());

    public ModelStatements {
        before = List.copyOf(before);
        after = List.copyOf(after);
        onVirtualUpdate = List.copyOf(onVirtualUpdate);
    }
}
