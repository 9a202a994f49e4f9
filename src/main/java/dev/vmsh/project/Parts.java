package dev.vmsh.project;

import java.util.ArrayList;
import java.util.List;

/** Joins lists of fingerprint parts. */
final class Parts {
    private Parts() {}

    static List<String> of(List<String> first, String... more) {
        var all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
