package dev.vmsh.shell.render;

import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalText;
import dev.vmsh.work.IntervalCheck.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which intervals are missing, for people and for programs. */
public final class IntervalReport {
    private IntervalReport() {}

    /** What {@code check_intervals} answers. */
    public static Report of(List<Gap> gaps) {
        var rows = new ArrayList<List<Object>>();
        for (Gap gap : gaps) {
            rows.add(List.of(
                    gap.model().toString(),
                    gap.complete(),
                    gap.missing().intervals().stream()
                            .map(IntervalReport::interval)
                            .toList()));
        }
        return new Report.Summary(new Report.Listing(List.of("model", "complete", "missing"), rows), text(gaps));
    }

    private static Map<String, Object> interval(Interval interval) {
        var value = new LinkedHashMap<String, Object>();
        value.put("from", interval.start());
        value.put("to", interval.end());
        return value;
    }

    private static String text(List<Gap> gaps) {
        List<Tree> complete = gaps.stream()
                .filter(Gap::complete)
                .map(gap -> Tree.leaf(gap.model().toString()))
                .toList();
        List<Tree> missing = gaps.stream()
                .filter(gap -> !gap.complete())
                .map(gap -> Tree.leaf("%s: [%s]".formatted(gap.model(), IntervalText.of(gap.missing(), gap.unit()))))
                .toList();
        return (complete.isEmpty() ? "" : new Tree("Complete:", complete).text())
                + (missing.isEmpty() ? "" : new Tree("Missing:", missing).text());
    }
}
