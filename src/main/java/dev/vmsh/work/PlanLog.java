package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.StateStore;

/** Finds plans in the logs of environments. */
final class PlanLog {
    private PlanLog() {}

    /**
     * What the plan {@code planId} made of {@code name}.
     *
     * @throws UsageException if the environment's log does not tell of it
     */
    static LogEntry entry(StateStore state, EnvironmentName name, String planId) {
        return state.log(name, 0).stream()
                .filter(entry -> entry.planId().equals(planId))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "%s has no plan '%s' in its log".formatted(name, planId),
                        "See 'log %s' for its plans".formatted(name.typed())));
    }
}
