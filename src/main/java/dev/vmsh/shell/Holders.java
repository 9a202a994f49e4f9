package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.state.Lease;
import dev.vmsh.state.StateStore;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who keeps or changes which environment at the moment. */
record Holders(Map<String, List<Lease>> leases) {
    static Holders of(StateStore state) {
        List<Lease> all = state.leases();
        if (all.isEmpty()) {
            return new Holders(Map.of());
        }
        var now = state.now();
        return new Holders(all.stream()
                .filter(lease -> lease.expires().isAfter(now) && !lease.isByShell())
                .collect(Collectors.groupingBy(Lease::environment)));
    }

    /** Person, what they do, and since when; null if nobody does anything there. */
    String describe(EnvironmentName environment) {
        List<Lease> held = leases.getOrDefault(environment.identifier(), List.of());
        return held.isEmpty() ? null : held.stream().map(Holders::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Lease lease) {
        return "%s@%s (%s) since %s"
                .formatted(
                        lease.holder().user(),
                        lease.holder().host(),
                        lease.holder().doing(),
                        lease.since().truncatedTo(ChronoUnit.SECONDS));
    }
}
