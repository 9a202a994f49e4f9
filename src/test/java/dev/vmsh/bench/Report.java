package dev.vmsh.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects what was measured and writes it as Markdown. */
final class Report {
    private final Map<String, List<Cost>> vmsh = new LinkedHashMap<>();
    private final Map<String, List<Cost>> floor = new LinkedHashMap<>();
    private final Map<String, List<Long>> typed = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    void add(String what, Cost withVmsh, Cost bare) {
        vmsh.computeIfAbsent(what, any -> new ArrayList<>()).add(withVmsh);
        floor.computeIfAbsent(what, any -> new ArrayList<>()).add(bare);
    }

    /** Something in a session that was already open, or opening it: only the wait is known. */
    void addTyped(String what, long millis) {
        typed.computeIfAbsent(what, any -> new ArrayList<>()).add(millis);
    }

    /** Something that is no time; said once. */
    void note(String text) {
        notes.add(text);
    }

    String markdown() {
        var text = new StringBuilder();
        text.append(
                "| whole process | wall | CPU | peak memory | floor: wall | CPU | peak memory | times floor: wall | CPU |\n");
        text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        vmsh.forEach((what, runs) -> {
            Cost cost = Cost.median(runs);
            Cost bare = Cost.median(floor.get(what));
            text.append("| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            what,
                            millis(cost.wallMillis()),
                            cpu(cost),
                            megabytes(cost.peakKilobytes()),
                            millis(bare.wallMillis()),
                            cpu(bare),
                            megabytes(bare.peakKilobytes()),
                            times(cost.wallMillis(), bare.wallMillis()),
                            times(cost.totalCpuMillis(), bare.totalCpuMillis())));
        });
        if (!typed.isEmpty()) {
            text.append("\n| at the prompt | median | fastest | slowest |\n|---|--:|--:|--:|\n");
            typed.forEach((what, waits) -> {
                List<Long> sorted = waits.stream().sorted().toList();
                text.append("| %s | %s | %s | %s |%n"
                        .formatted(
                                what,
                                millis(sorted.get(sorted.size() / 2)),
                                millis(sorted.get(0)),
                                millis(sorted.get(sorted.size() - 1))));
            });
        }
        notes.forEach(note -> text.append('\n').append(note).append(".\n"));
        return text.toString();
    }

    /** Where there is a server, its part is told apart. */
    private static String cpu(Cost cost) {
        String server = cost.serverCpuMillis() > 0 ? " + " + millis(cost.serverCpuMillis()) : "";
        return millis(cost.cpuMillis()) + server;
    }

    private static String times(long cost, long bare) {
        return cost < 0 || bare < 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) cost / Math.max(1, bare));
    }

    private static String millis(long millis) {
        return millis < 0 ? "-" : String.format(Locale.ROOT, "%,d ms", millis);
    }

    private static String megabytes(long kilobytes) {
        return kilobytes < 0 ? "-" : String.format(Locale.ROOT, "%,d MB", kilobytes / 1024);
    }
}
