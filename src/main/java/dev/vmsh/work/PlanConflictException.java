package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.state.LogEntry;
import java.util.Optional;

/** The environment moved between the making of a plan and its application. Nothing was done. */
public final class PlanConflictException extends VmshException {
    private static final long serialVersionUID = 1L;

    PlanConflictException(Plan plan, Optional<Environment> now, Optional<LogEntry> last) {
        super(
                message(plan, now, last),
                "Run 'plan %s' again to see what is left"
                        .formatted(plan.environment().typed()));
    }

    private static String message(Plan plan, Optional<Environment> now, Optional<LogEntry> last) {
        if (now.isEmpty()) {
            return "%s was removed while this plan was open; nothing was changed".formatted(plan.environment());
        }
        String who = last.map(entry -> " by " + entry.by() + " at " + entry.at() + " (" + entry.summary() + ")")
                .orElse("");
        return "%s was changed%s, by plan %s, while this plan was open; nothing was changed now"
                .formatted(plan.environment(), who, now.get().planId());
    }
}
