package dev.vmsh.diff;

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
}
