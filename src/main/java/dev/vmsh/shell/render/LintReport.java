package dev.vmsh.shell.render;

import dev.vmsh.project.lint.Finding;
import dev.vmsh.project.lint.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What a linter found, for people and for programs. */
public final class LintReport {
    private LintReport() {}

    /**
     * What {@code lint} answers. A warning counts as passed: only the rules that are errors refuse a model.
     *
     * @param models how many were checked
     */
    public static Report of(List<Finding> findings, int models) {
        var rows = new ArrayList<List<Object>>();
        for (Finding finding : findings) {
            rows.add(List.of(
                    finding.rule(),
                    finding.model().name().toString(),
                    finding.level() == Level.ERROR ? "fail" : "pass",
                    finding.level().id(),
                    finding.place() + ": " + finding.message(),
                    finding.model().file(),
                    finding.line()));
        }
        var listing = new Report.Listing(List.of("name", "model", "status", "level", "message", "file", "line"), rows);
        return new Report.Summary(listing, text(findings, models));
    }

    private static String text(List<Finding> findings, int models) {
        var byFile = new LinkedHashMap<String, List<Finding>>();
        for (Level level : Level.values()) {
            findings.stream().filter(finding -> finding.level() == level).forEach(finding -> byFile.computeIfAbsent(
                            "Linter %ss for %s:"
                                    .formatted(level.id(), finding.model().file()),
                            key -> new ArrayList<>())
                    .add(finding));
        }
        var out = new StringBuilder();
        byFile.forEach((title, all) -> {
            out.append(title).append('\n');
            all.forEach(finding -> out.append(" - Line %d: %s - %s\n"
                    .formatted(finding.line(), finding.rule(), Cell.escaped(finding.message()))));
            out.append('\n');
        });
        long errors = findings.stream()
                .filter(finding -> finding.level() == Level.ERROR)
                .count();
        return out.append("%s, %s in %s.\n"
                        .formatted(
                                Phrases.count(errors, "error"),
                                Phrases.count(findings.size() - errors, "warning"),
                                Phrases.count(models, "model")))
                .toString();
    }
}
