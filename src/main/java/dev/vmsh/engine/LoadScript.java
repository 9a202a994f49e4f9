package dev.vmsh.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of one load, to be run in one transaction where the engine has them.
 *
 * @param prepare run first: they compute the new rows
 * @param checks to be asked after {@code prepare}; what they read is gone after {@code apply}
 * @param apply run last: they write the rows and drop every temporary table
 */
public record LoadScript(List<String> prepare, List<LoadCheck> checks, List<String> apply) {
    public LoadScript {
        prepare = List.copyOf(prepare);
        checks = List.copyOf(checks);
        apply = List.copyOf(apply);
    }

    /** Every statement, in order. */
    public List<String> statements() {
        var all = new ArrayList<>(prepare);
        all.addAll(apply);
        return List.copyOf(all);
    }
}
