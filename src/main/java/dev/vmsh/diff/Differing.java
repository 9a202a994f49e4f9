package dev.vmsh.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the keys that differ are looked up: in a temporary table of the session where it may make one, else in the query that finds them,
 * asked again each time.
 *
 * @param query gives their rows
 */
record Differing(String query, Optional<String> kept) {
    /** Kept in the temporary table {@code name}. */
    static Differing in(String name) {
        return new Differing("SELECT * FROM " + name, Optional.of(name));
    }

    static Differing again(String query) {
        return new Differing(query, Optional.empty());
    }

    /** The beginning of a query that can read them as {@code d}, and {@code tables}, each {@code name AS (query)}. */
    String with(List<String> tables) {
        var all = new ArrayList<String>();
        // a table that is read twice must not be copied first, or nothing is known of its size
        all.add((kept.isPresent() ? "d AS NOT MATERIALIZED (" : "d AS (") + query + ")");
        all.addAll(tables);
        return "WITH " + String.join(",\n", all) + "\n";
    }
}
