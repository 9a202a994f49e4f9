package dev.vmsh.shell.render;

import static dev.vmsh.shell.render.DiffMarkup.count;
import static dev.vmsh.shell.render.DiffMarkup.escaped;
import static dev.vmsh.shell.render.DiffMarkup.value;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.Round;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The section of the page that is about one pair of tables. */
final class TableReportHtml {
    private static final int PERCENT_DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final DiffMarkup out;

    TableReportHtml(DiffMarkup out) {
        this.out = out;
    }

    /** @param index of the report: what the page calls its section */
    void add(int index, TableDiffReport report) {
        boolean same = report.identical();
        out.add(
                "<section id=\"r%d\" data-report=\"%s\">\n<header><h2>%s</h2><span class=\"badge%s\">%s</span></header>\n"
                        .formatted(
                                index,
                                same ? "same" : "differs",
                                escaped(Round.subject(report)),
                                same ? "" : " differs",
                                same ? "same" : "differs"));
        out.add("<div class=\"small soft\">%s <code>%s</code> &rarr; %s <code>%s</code>%s</div>\n"
                .formatted(
                        escaped(report.source()),
                        escaped(report.sourceTable()),
                        escaped(report.target()),
                        escaped(report.targetTable()),
                        report.on().isEmpty()
                                ? ""
                                : " &middot; key <code>" + escaped(String.join(", ", report.on())) + "</code>"));
        report.rows().ifPresent(rows -> rows(report, rows));
        schema(report.schema());
        columns(report.columns());
        changed(report);
        out.add("<div class=\"sides\">\n");
        only(report.source(), report.samples().sourceOnly(), "was");
        only(report.target(), report.samples().targetOnly(), "is");
        out.add("</div>\n");
        if (!report.notes().isEmpty()) {
            out.notes(report.notes());
        }
        out.add("</section>\n");
    }

    private void rows(TableDiffReport report, RowCounts rows) {
        out.add("<h3>Rows: %s in %s, %s in %s</h3>\n"
                .formatted(
                        count(rows.source()),
                        escaped(report.source()),
                        count(rows.target()),
                        escaped(report.target())));
        out.stack(rows);
        out.add("<ul class=\"legend\">\n");
        legend("full", "match", rows.fullMatch(), rows.percentOfPairs(rows.fullMatch()));
        legend("partial", "changed", rows.partialMatch(), rows.percentOfPairs(rows.partialMatch()));
        legend("source", "only in " + report.source(), rows.sourceOnly(), rows.percentOfRows(rows.sourceOnly()));
        legend("target", "only in " + report.target(), rows.targetOnly(), rows.percentOfRows(rows.targetOnly()));
        alone("NULL keys", rows.nullKeysSource(), rows.nullKeysTarget());
        alone("duplicate keys", rows.duplicateKeysSource(), rows.duplicateKeysTarget());
        out.add("</ul>\n");
    }

    private void legend(String colour, String label, long rows, BigDecimal percent) {
        out.add("<li style=\"--c:var(--%s)\"><b>%s</b> %s <span class=\"soft\">%s&#8239;%%</span></li>\n"
                .formatted(colour, count(rows), escaped(label), percent.toPlainString()));
    }

    private void alone(String label, long source, long target) {
        if (source + target > 0) {
            out.add("<li style=\"--c:var(--soft)\"><b>%s</b> and <b>%s</b> %s</li>\n"
                    .formatted(count(source), count(target), label));
        }
    }

    private void schema(SchemaDiff schema) {
        if (schema.same()) {
            return;
        }
        out.add("<h3>Columns added, removed and retyped</h3>\n<div class=\"chips\">\n");
        schema.added()
                .forEach(column -> chip("a", "+ " + column.name(), Objects.requireNonNullElse(column.type(), "")));
        schema.removed()
                .forEach(column -> chip("r", "\u2212 " + column.name(), Objects.requireNonNullElse(column.type(), "")));
        schema.modified()
                .forEach(column ->
                        chip("", "~ " + column.name(), column.sourceType() + " \u2192 " + column.targetType()));
        out.add("</div>\n");
    }

    private void chip(String kind, String name, String type) {
        out.add("<span class=\"chip %s\" data-row><b>%s</b> <code>%s</code></span>\n"
                .formatted(kind, escaped(name), escaped(type)));
    }

    private void columns(List<ColumnMatch> columns) {
        if (columns.isEmpty()) {
            return;
        }
        out.add("<h3>Columns by number of differences</h3>\n");
        out.open("column", "n:differences", "n:match", "");
        out.add("<tbody>\n");
        for (ColumnMatch column : columns) {
            BigDecimal percent = column.percent(PERCENT_DECIMALS);
            out.add("<tr data-row><td class=\"mono\">" + escaped(column.name()) + "</td>");
            out.number(column.differences());
            out.add(
                    "<td class=\"n\">%s&#8239;%%</td><td style=\"width:45%%\"><span class=\"meter%s\"><i style=\"width:%s%%\"></i></span></td></tr>\n"
                            .formatted(
                                    percent.toPlainString(),
                                    column.differences() == 0 ? " clean" : "",
                                    HUNDRED.subtract(percent).toPlainString()));
        }
        out.add("</tbody>");
        out.close();
    }

    // ---- samples

    private void changed(TableDiffReport report) {
        List<Samples.Changed> changed = report.samples().changed();
        if (changed.isEmpty()) {
            return;
        }
        long all = report.rows().map(RowCounts::partialMatch).orElse(0L);
        String shown = all > changed.size() ? ": %d of %s".formatted(changed.size(), count(all)) : "";
        out.add("<h3>Rows that changed%s</h3>\n".formatted(shown));
        var header = new ArrayList<>(report.on());
        header.addAll(List.of("column", report.source(), report.target()));
        out.open(header.toArray(String[]::new));
        for (Samples.Changed row : changed) {
            out.add("<tbody class=\"pair\" data-row>\n");
            boolean first = true;
            for (Map.Entry<String, Samples.Values> column : row.columns().entrySet()) {
                out.add("<tr>");
                if (first) {
                    row.key().values().forEach(value -> key(value, row.columns().size()));
                }
                out.add("<td class=\"mono\">" + escaped(column.getKey()) + "</td>");
                sides(column.getValue());
                out.add("</tr>\n");
                first = false;
            }
            out.add("</tbody>\n");
        }
        out.close();
    }

    private void key(Object value, int lines) {
        out.add("<td class=\"v\" rowspan=\"%d\">%s</td>".formatted(lines, value(value)));
    }

    /** Both values, with the part between what they begin and end with alike marked. */
    private void sides(Samples.Values values) {
        if (values.source() == null || values.target() == null) {
            out.add("<td class=\"v was\">%s</td><td class=\"v is\">%s</td>"
                    .formatted(value(values.source()), value(values.target())));
            return;
        }
        int[] left = Cell.text(values.source()).codePoints().toArray();
        int[] right = Cell.text(values.target()).codePoints().toArray();
        int start = Math.max(0, Arrays.mismatch(left, right));
        int end = 0;
        while (end < Math.min(left.length, right.length) - start
                && left[left.length - 1 - end] == right[right.length - 1 - end]) {
            end++;
        }
        out.add("<td class=\"v was\">%s</td><td class=\"v is\">%s</td>"
                .formatted(marked(left, start, left.length - end), marked(right, start, right.length - end)));
    }

    private static String marked(int[] text, int from, int to) {
        String middle = from < to ? "<mark>" + escaped(new String(text, from, to - from)) + "</mark>" : "";
        return escaped(new String(text, 0, from)) + middle + escaped(new String(text, to, text.length - to));
    }

    private void only(String side, List<Map<String, Object>> rows, String kind) {
        if (rows.isEmpty()) {
            return;
        }
        out.add("<div><h3>Rows only in %s</h3>\n".formatted(escaped(side)));
        out.open(rows.get(0).keySet().toArray(String[]::new));
        out.add("<tbody>\n");
        for (Map<String, Object> row : rows) {
            out.add("<tr data-row class=\"" + kind + "\">");
            row.values().forEach(value -> out.add("<td class=\"v\">" + value(value) + "</td>"));
            out.add("</tr>\n");
        }
        out.add("</tbody>");
        out.close();
        out.add("</div>\n");
    }
}
