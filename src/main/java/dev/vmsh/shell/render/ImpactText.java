package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.interval.Interval;
import dev.vmsh.sql.Column;
import dev.vmsh.work.Impact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a plan would do to rows, for people and for programs. */
public final class ImpactText {
    private static final int COLUMNS_SHOWN = 4;

    private ImpactText() {}

    /** A line for each model, after a blank one. */
    public static String of(List<Impact> impacts) {
        if (impacts.isEmpty()) {
            return "\nImpact: no model that is there has rows to change.\n";
        }
        List<Column> header = List.of(
                new Column("model", "varchar"),
                new Column("added", "bigint"),
                new Column("removed", "bigint"),
                new Column("changed", "bigint"),
                new Column("of", "bigint"),
                new Column("time", "varchar"),
                new Column("columns", "varchar"));
        var rows = new ArrayList<List<Object>>();
        var failures = new StringBuilder();
        for (Impact impact : impacts) {
            impact.report().ifPresent(report -> rows.add(row(impact, report)));
            impact.failure()
                    .ifPresent(failure -> failures.append("  %s: %s%n"
                            .formatted(impact.model(), Cell.escaped(String.valueOf(failure.getMessage())))));
        }
        String table = rows.isEmpty() ? "" : TableText.of(ShownTable.of(header, rows));
        return "\nImpact, old query against new; nothing was written:\n" + table
                + (failures.isEmpty() ? "" : "Not known:\n" + failures);
    }

    private static List<Object> row(Impact impact, TableDiffReport report) {
        RowCounts counts = report.rows().orElseThrow();
        var row = new ArrayList<Object>();
        row.add(impact.model().toString());
        row.add(counts.targetOnly());
        row.add(counts.sourceOnly());
        row.add(counts.partialMatch());
        row.add(counts.source());
        row.add(impact.slice().map(ImpactText::time).orElse("all"));
        row.add(columns(report));
        return row;
    }

    private static String time(Interval slice) {
        return Phrases.minute(slice.start()).replace(" 00:00 UTC", "").replace(" UTC", "") + " to "
                + Phrases.minute(slice.end()).replace(" 00:00 UTC", "").replace(" UTC", "");
    }

    private static String columns(TableDiffReport report) {
        List<String> names = new ArrayList<>();
        report.schema().added().forEach(column -> names.add("+" + column.name()));
        report.schema().removed().forEach(column -> names.add("-" + column.name()));
        report.columns().stream()
                .filter(column -> column.differences() > 0)
                .forEach(column -> names.add(column.name() + " " + column.differences()));
        String shown = names.stream().limit(COLUMNS_SHOWN).collect(Collectors.joining(", "));
        return names.size() > COLUMNS_SHOWN ? shown + ", ..." : shown;
    }

    /** The same as JSON. */
    public static List<Object> json(List<Impact> impacts) {
        var all = new ArrayList<Object>();
        for (Impact impact : impacts) {
            var json = new LinkedHashMap<String, Object>();
            json.put("model", impact.model().toString());
            json.put("from", impact.slice().map(Interval::start).orElse(null));
            json.put("to", impact.slice().map(Interval::end).orElse(null));
            RowCounts rows = impact.report().flatMap(TableDiffReport::rows).orElse(null);
            json.put("added", rows == null ? null : rows.targetOnly());
            json.put("removed", rows == null ? null : rows.sourceOnly());
            json.put("changed", rows == null ? null : rows.partialMatch());
            json.put("rows_before", rows == null ? null : rows.source());
            json.put("rows_after", rows == null ? null : rows.target());
            json.put(
                    "columns",
                    impact.report().map(TableDiffReport::columns).orElse(List.of()).stream()
                            .filter(column -> column.differences() > 0)
                            .map(ImpactText::column)
                            .toList());
            json.put("error", impact.failure().map(Throwable::getMessage).orElse(null));
            all.add(json);
        }
        return all;
    }

    private static Map<String, Object> column(ColumnMatch column) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", column.name());
        json.put("differences", column.differences());
        return json;
    }
}
