package dev.vmsh.shell.render;

import dev.vmsh.work.AuditResult;
import dev.vmsh.work.TestResult.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How audits went, for people and for programs. */
public final class AuditReport {
    private AuditReport() {}

    /** What {@code audit} answers. */
    public static Report of(List<AuditResult> results) {
        var rows = new ArrayList<List<Object>>();
        for (AuditResult result : results) {
            rows.add(Arrays.asList(
                    result.name(),
                    result.model() == null ? null : result.model().toString(),
                    result.status().id(),
                    message(result),
                    result.failures(),
                    result.sql()));
        }
        var listing = new Report.Listing(List.of("name", "model", "status", "message", "failures", "sql"), rows);
        return new Report.Summary(listing, text(results));
    }

    private static String title(AuditResult result) {
        return result.model() == null ? result.name() : result.name() + " on model " + result.model();
    }

    private static String message(AuditResult result) {
        if (result.status() != Status.FAIL) {
            return result.message();
        }
        String sample = result.sample().isEmpty() ? "" : ": " + String.join("; ", result.sample());
        return Phrases.count(result.failures(), "row") + " at fault" + sample;
    }

    private static String text(List<AuditResult> results) {
        var out = new StringBuilder("Found %s.\n".formatted(Phrases.count(results.size(), "audit")));
        for (AuditResult result : results) {
            String status = result.status().name()
                    + (result.status() == Status.FAIL ? " [%d]".formatted(result.failures()) : "");
            out.append("%s: %s\n".formatted(title(result), status));
            if (result.status() == Status.SKIP || result.status() == Status.ERROR) {
                out.append(result.message().indent(2));
            }
        }
        for (AuditResult result : results) {
            if (result.status() == Status.FAIL) {
                out.append("\n%s failed on %s:\n".formatted(title(result), Phrases.count(result.failures(), "row")));
                result.sample()
                        .forEach(row ->
                                out.append("  ").append(Cell.escaped(row)).append('\n'));
                out.append(result.sample().size() < result.failures() ? "  ...\n" : "");
                out.append(result.sql().strip().indent(4));
            }
        }
        long bad = results.stream().filter(result -> result.status().bad()).count();
        return out.append(bad == 0 ? "" : "\n%s of %d failed.\n".formatted(bad, results.size()))
                .toString();
    }
}
