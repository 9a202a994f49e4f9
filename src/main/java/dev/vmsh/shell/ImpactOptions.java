package dev.vmsh.shell;

import dev.vmsh.interval.TimeLength;
import dev.vmsh.plan.Plan;
import dev.vmsh.problem.UsageException;
import dev.vmsh.work.Connections;
import dev.vmsh.work.DiffSessions;
import dev.vmsh.work.Impact;
import dev.vmsh.work.ImpactRunner;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a plan's impact on rows is wanted, as typed. */
final class ImpactOptions {
    private static final TimeLength USUAL = new TimeLength(Period.ofDays(7), Duration.ZERO, true);

    @Option(
            names = "--impact",
            description = "Run old and new queries over a short time first, and tell which rows change; write nothing.")
    private boolean wanted;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            description =
                    "With --impact: how much time, as 7d, 12h or 2w (default: 7d). Models without time are run whole.")
    private String last;

    /** Empty unless it is wanted. */
    Optional<List<Impact>> of(Connections connections, String gateway, Plan plan, Console console) {
        if (!wanted) {
            if (last != null) {
                throw new UsageException("--last goes with --impact", "Write plan --impact --last " + last);
            }
            return Optional.empty();
        }
        TimeLength time = last == null ? USUAL : length(last);
        var sessions = new DiffSessions();
        return Optional.of(console.interruptible(
                sessions::cancel, () -> new ImpactRunner(connections).of(gateway, plan, time, sessions)));
    }

    private static TimeLength length(String text) {
        return TimeLength.parse(text)
                .filter(length -> !length.isZero())
                .orElseThrow(() -> new UsageException(
                        "'%s' is not a length of time".formatted(text), "Write --last 7d, 12h or 2w"));
    }
}
