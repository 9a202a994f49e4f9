package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The comparison of tables as Markdown, short enough for a comment on a change: what does not differ is one line. */
public final class TableDiffMarkdown {
    private static final int PERCENT_DECIMALS = 2;

    private final StringBuilder out = new StringBuilder();

    private TableDiffMarkdown() {}

    /**
     * The lines of a result, each ended.
     *
     * @param summary whether one line for each pair of tables is enough
     */
    public static String of(TableDiffResult result, boolean summary) {
        var markdown = new TableDiffMarkdown();
        markdown.line("## %s and %s".formatted(text(result.source()), text(result.target())));
        markdown.overview(result);
        if (!summary) {
            result.reports().stream().filter(report -> !report.identical()).forEach(markdown::report);
        }
        return markdown.out.toString();
    }

    private void overview(TableDiffResult result) {
        if (!result.reports().isEmpty()) {
            row(List.of(
                    "table",
                    "full match",
                    "partial match",
                    result.source() + " only",
                    result.target() + " only",
                    "columns"));
            line("| --- | ---: | ---: | ---: | ---: | --- |");
            result.reports().forEach(report -> row(overviewRow(report)));
            line("");
        }
        result.notes().forEach(note -> line("* " + text(note)));
        result.failures()
                .forEach((model, failure) ->
                        line("* %s was not compared: %s".formatted(text(model), text(failure.getMessage()))));
        if (!result.notes().isEmpty() || !result.failures().isEmpty()) {
            line("");
        }
        list("Only in " + result.source(), result.sourceOnly());
        list("Only in " + result.target(), result.targetOnly());
        if (!result.shared().isEmpty()) {
            line("%s with one table for both."
                    .formatted(Phrases.count(result.shared().size(), "model")));
            line("");
        }
    }

    private static List<Object> overviewRow(TableDiffReport report) {
        var row = new ArrayList<Object>();
        row.add(subject(report));
        RowCounts rows = report.rows().orElse(null);
        row.addAll(
                rows == null
                        ? List.of("same table", "", "", "")
                        : List.of(rows.fullMatch(), rows.partialMatch(), rows.sourceOnly(), rows.targetOnly()));
        row.add(report.schema().same() ? "same" : "differ");
        return row;
    }

    private void list(String title, List<?> models) {
        if (!models.isEmpty()) {
            line("%s: %s"
                    .formatted(
                            text(title),
                            models.stream().map(TableDiffMarkdown::text).collect(Collectors.joining(", "))));
            line("");
        }
    }

    private static String subject(TableDiffReport report) {
        return report.model().map(Object::toString).orElse(report.source() + " and " + report.target());
    }

    private void report(TableDiffReport report) {
        line("### " + text(subject(report)));
        line("");
        schema(report.schema());
        List<ColumnMatch> differing = report.columns().stream()
                .filter(column -> column.differences() > 0)
                .toList();
        if (!differing.isEmpty()) {
            row(List.of("column", "differences", "match"));
            line("| --- | ---: | ---: |");
            differing.forEach(column ->
                    row(List.of(column.name(), column.differences(), column.percent(PERCENT_DECIMALS) + " %")));
            line("");
        }
        changed(report);
        only(report.source(), report.samples().sourceOnly());
        only(report.target(), report.samples().targetOnly());
        report.notes().forEach(note -> line("* " + text(note)));
        if (!report.notes().isEmpty()) {
            line("");
        }
    }

    private void schema(SchemaDiff schema) {
        if (schema.same()) {
            return;
        }
        schema.added().forEach(column -> line("* added: `%s` %s".formatted(column.name(), text(column.type()))));
        schema.removed().forEach(column -> line("* removed: `%s` %s".formatted(column.name(), text(column.type()))));
        schema.modified()
                .forEach(column -> line("* changed: `%s` from %s to %s"
                        .formatted(column.name(), text(column.sourceType()), text(column.targetType()))));
        line("");
    }

    private void changed(TableDiffReport report) {
        if (report.samples().changed().isEmpty()) {
            return;
        }
        var header = new ArrayList<Object>(report.on());
        header.addAll(List.of("column", report.source(), report.target()));
        table(
                header,
                report.samples().changed().stream()
                        .flatMap(row -> lines(row).stream())
                        .toList());
    }

    private static List<List<Object>> lines(Samples.Changed row) {
        var lines = new ArrayList<List<Object>>();
        row.columns().forEach((name, values) -> {
            ValuePair pair = ValuePair.of(values.source(), values.target());
            var line = new ArrayList<Object>(row.key().values());
            line.addAll(List.of(name, pair.source(), pair.target()));
            lines.add(line);
        });
        return lines;
    }

    private void only(String side, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            line("Only in %s:".formatted(text(side)));
            line("");
            table(
                    List.copyOf(rows.get(0).keySet()),
                    rows.stream()
                            .map(row -> (List<Object>) new ArrayList<>(row.values()))
                            .toList());
        }
    }

    private void table(List<?> header, List<List<Object>> rows) {
        row(header);
        line("|" + " --- |".repeat(header.size()));
        rows.forEach(this::row);
        line("");
    }

    private void row(List<?> values) {
        line(values.stream().map(TableDiffMarkdown::text).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** A value that stays in its cell and is taken for what it is. */
    private static String text(Object value) {
        return Cell.line(value).replaceAll("[\\\\`*_<>|\\[\\]#&]", "\\\\$0");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
