package dev.vmsh.shell;

import dev.vmsh.work.AskedRange;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which time a command is about, as typed. */
final class RangeOptions {
    @Option(
            names = {"-s", "--start"},
            paramLabel = "TIME",
            description = "First day, or instant.")
    private String start;

    @Option(
            names = {"-e", "--end"},
            paramLabel = "TIME",
            description = "Last day, or instant after the last.")
    private String end;

    @Option(names = "--execution-time", paramLabel = "TIME", description = "Take this for now.")
    private String executionTime;

    AskedRange range(Clock clock) {
        Instant now = clock.instant();
        return new AskedRange(start, end, executionTime == null ? now : PlanOptions.instant(executionTime, now));
    }
}
