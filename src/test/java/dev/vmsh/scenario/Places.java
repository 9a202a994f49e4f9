package dev.vmsh.scenario;

import java.util.stream.Stream;

/** Every place that stories are told on. */
public final class Places {
    private Places() {}

    public static Stream<Place> all() {
        return Stream.of(Place.DUCKDB);
    }
}
