package dev.vmsh.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one run cost.
 *
 * @param wallMillis from start to exit
 * @param cpuMillis user and system time of the process and its children; -1 if the system does not tell
 * @param serverCpuMillis of the server that worked for it; 0 if there is none
 * @param peakKilobytes the most resident memory; -1 if the system does not tell
 */
record Cost(long wallMillis, long cpuMillis, long serverCpuMillis, long peakKilobytes) {
    /** The median of each number on its own. */
    static Cost median(List<Cost> runs) {
        return new Cost(
                median(runs, Cost::wallMillis),
                median(runs, Cost::cpuMillis),
                median(runs, Cost::serverCpuMillis),
                median(runs, Cost::peakKilobytes));
    }

    /** The program's own and the server's; -1 if the system does not tell. */
    long totalCpuMillis() {
        return cpuMillis < 0 ? -1 : cpuMillis + serverCpuMillis;
    }

    private static long median(List<Cost> runs, ToLongFunction<Cost> number) {
        List<Long> sorted = runs.stream()
                .map(number::applyAsLong)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
