package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.Round;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The comparison of tables as one HTML page to keep or to send: nothing is loaded from anywhere, and its colours follow the reader's
 * light or dark theme. Every value is escaped.
 */
public final class TableDiffHtml {
    private static final int PERCENT_DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final StringBuilder out = new StringBuilder();
    private final TableDiffResult result;

    private TableDiffHtml(TableDiffResult result) {
        this.result = result;
    }

    /**
     * A whole page.
     *
     * @param at when the tables were compared
     */
    public static String of(TableDiffResult result, Instant at) {
        var html = new TableDiffHtml(result);
        html.page(at);
        return html.out.toString();
    }

    // ---- the page

    private void page(Instant at) {
        String title = escaped(result.source()) + " and " + escaped(result.target());
        add("""
                <!DOCTYPE html>
                <html lang="en" data-theme="light">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Table diff: %s</title>
                <style>
                %s</style>
                <script>
                %s</script>
                </head>
                <body>
                <div class="bar-top"><div><strong>Table diff</strong>
                <input id="search" type="search" placeholder="Search ( / )" aria-label="Search">
                <label class="check"><input id="differing" type="checkbox"> only what differs</label>
                <button id="theme" type="button" title="Light or dark">&#9680; theme</button></div></div>
                <main>
                <h1>%s<span class="to">&rarr;</span>%s</h1>
                <p class="soft">Compared %s</p>
                """.formatted(
                        title,
                        TableDiffPage.STYLE,
                        TableDiffPage.THEME,
                        escaped(result.source()),
                        escaped(result.target()),
                        escaped(Phrases.minute(at))));
        cards();
        overview();
        for (int i = 0; i < result.reports().size(); i++) {
            report(i, result.reports().get(i));
        }
        add("""
                <p id="none" hidden>Nothing here matches.</p>
                <footer>Percentages are of the rows of both sides; a column's match is of the pairs of rows with the same key.</footer>
                </main>
                <script>
                %s</script>
                </body>
                </html>
                """.formatted(TableDiffPage.SCRIPT));
    }

    private void cards() {
        List<TableDiffReport> reports = result.reports();
        long same = reports.stream().filter(TableDiffReport::identical).count();
        List<RowCounts> rows =
                reports.stream().flatMap(report -> report.rows().stream()).toList();
        add("<div class=\"cards\">\n");
        card(reports.size() + result.failures().size() - same, "differ", "source");
        card(same + (result.single() ? 0 : result.shared().size()), "are the same", "full");
        card(rows.stream().mapToLong(RowCounts::partialMatch).sum(), "rows changed", "partial");
        card(rows.stream().mapToLong(RowCounts::sourceOnly).sum(), "rows only in " + result.source(), "source");
        card(rows.stream().mapToLong(RowCounts::targetOnly).sum(), "rows only in " + result.target(), "target");
        add("</div>\n");
        if (!result.notes().isEmpty()) {
            notes(result.notes());
        }
    }

    private void card(long number, String label, String colour) {
        add("<div class=\"card\"><b%s>%s</b>%s</div>\n"
                .formatted(number > 0 ? " style=\"color:var(--" + colour + ")\"" : "", count(number), escaped(label)));
    }

    private void overview() {
        boolean more = !result.shared().isEmpty()
                || !result.sourceOnly().isEmpty()
                || !result.targetOnly().isEmpty()
                || !result.withoutTable().isEmpty()
                || !result.failures().isEmpty();
        if (result.reports().size() < 2 && !more) {
            return;
        }
        add("<section><header><h2>Overview</h2></header>\n");
        if (!result.reports().isEmpty()) {
            open(
                    "table",
                    "rows",
                    "n:match",
                    "n:changed",
                    "n:" + result.source() + " only",
                    "n:" + result.target() + " only",
                    "columns");
            add("<tbody>\n");
            for (int i = 0; i < result.reports().size(); i++) {
                overviewRow(i, result.reports().get(i));
            }
            add("</tbody>");
            close();
        }
        models("Only in " + result.source(), result.sourceOnly());
        models("Only in " + result.target(), result.targetOnly());
        models("One table for both", result.shared());
        models("No table to compare", result.withoutTable());
        result.failures()
                .forEach((model, failure) -> add("<p class=\"small\"><b>%s could not be compared:</b> %s</p>\n"
                        .formatted(escaped(model), escaped(failure.getMessage()))));
        add("</section>\n");
    }

    private void overviewRow(int index, TableDiffReport report) {
        add("<tr data-model=\"r%d\"><td><a href=\"#r%d\">%s</a></td>"
                .formatted(index, index, escaped(Round.subject(report))));
        if (report.rows().isPresent()) {
            RowCounts rows = report.rows().get();
            add("<td>");
            stack(rows);
            add("</td>");
            number(rows.fullMatch());
            number(rows.partialMatch());
            number(rows.sourceOnly());
            number(rows.targetOnly());
        } else {
            add("<td colspan=\"5\" class=\"soft\">one table for both: nothing was read</td>");
        }
        SchemaDiff schema = report.schema();
        add("<td>%s</td></tr>\n"
                .formatted(
                        schema.same()
                                ? "same"
                                : "+%d &minus;%d ~%d"
                                        .formatted(
                                                schema.added().size(),
                                                schema.removed().size(),
                                                schema.modified().size())));
    }

    private void models(String title, List<?> models) {
        if (!models.isEmpty()) {
            String names =
                    String.join(", ", models.stream().map(Object::toString).toList());
            add("<p class=\"small\"><b>%s:</b> %s</p>\n".formatted(escaped(title), escaped(names)));
        }
    }

    // ---- one pair of tables

    private void report(int index, TableDiffReport report) {
        boolean same = report.identical();
        add("<section id=\"r%d\" data-report=\"%s\">\n<header><h2>%s</h2><span class=\"badge%s\">%s</span></header>\n"
                .formatted(
                        index,
                        same ? "same" : "differs",
                        escaped(Round.subject(report)),
                        same ? "" : " differs",
                        same ? "same" : "differs"));
        add("<div class=\"small soft\">%s <code>%s</code> &rarr; %s <code>%s</code>%s</div>\n"
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
        add("<div class=\"sides\">\n");
        only(report.source(), report.samples().sourceOnly(), "was");
        only(report.target(), report.samples().targetOnly(), "is");
        add("</div>\n");
        if (!report.notes().isEmpty()) {
            notes(report.notes());
        }
        add("</section>\n");
    }

    private void notes(List<String> notes) {
        add("<ul class=\"notes\">\n");
        notes.forEach(note -> add("<li>" + escaped(note) + "</li>\n"));
        add("</ul>\n");
    }

    private void rows(TableDiffReport report, RowCounts rows) {
        add("<h3>Rows: %s in %s, %s in %s</h3>\n"
                .formatted(
                        count(rows.source()),
                        escaped(report.source()),
                        count(rows.target()),
                        escaped(report.target())));
        stack(rows);
        add("<ul class=\"legend\">\n");
        legend("full", "match", rows.fullMatch(), rows.percentOfPairs(rows.fullMatch()));
        legend("partial", "changed", rows.partialMatch(), rows.percentOfPairs(rows.partialMatch()));
        legend("source", "only in " + report.source(), rows.sourceOnly(), rows.percentOfRows(rows.sourceOnly()));
        legend("target", "only in " + report.target(), rows.targetOnly(), rows.percentOfRows(rows.targetOnly()));
        alone("NULL keys", rows.nullKeysSource(), rows.nullKeysTarget());
        alone("duplicate keys", rows.duplicateKeysSource(), rows.duplicateKeysTarget());
        add("</ul>\n");
    }

    private void legend(String colour, String label, long rows, BigDecimal percent) {
        add("<li style=\"--c:var(--%s)\"><b>%s</b> %s <span class=\"soft\">%s&#8239;%%</span></li>\n"
                .formatted(colour, count(rows), escaped(label), percent.toPlainString()));
    }

    private void alone(String label, long source, long target) {
        if (source + target > 0) {
            add("<li style=\"--c:var(--soft)\"><b>%s</b> and <b>%s</b> %s</li>\n"
                    .formatted(count(source), count(target), label));
        }
    }

    /** A bar of all rows of both sides by what became of them. */
    private void stack(RowCounts rows) {
        add("<span class=\"stack\" role=\"img\" aria-label=\"%s match, %s changed, %s and %s on one side only\">"
                .formatted(rows.fullMatch(), rows.partialMatch(), rows.sourceOnly(), rows.targetOnly()));
        part("f", rows.percentOfPairs(rows.fullMatch()));
        part("p", rows.percentOfPairs(rows.partialMatch()));
        part("s", rows.percentOfRows(rows.sourceOnly()));
        part("t", rows.percentOfRows(rows.targetOnly()));
        add("</span>\n");
    }

    private void part(String kind, BigDecimal percent) {
        if (percent.signum() > 0) {
            add("<i class=\"%s\" style=\"width:%s%%\"></i>".formatted(kind, percent.toPlainString()));
        }
    }

    private void schema(SchemaDiff schema) {
        if (schema.same()) {
            return;
        }
        add("<h3>Columns added, removed and retyped</h3>\n<div class=\"chips\">\n");
        schema.added()
                .forEach(column -> chip("a", "+ " + column.name(), Objects.requireNonNullElse(column.type(), "")));
        schema.removed()
                .forEach(column -> chip("r", "\u2212 " + column.name(), Objects.requireNonNullElse(column.type(), "")));
        schema.modified()
                .forEach(column ->
                        chip("", "~ " + column.name(), column.sourceType() + " \u2192 " + column.targetType()));
        add("</div>\n");
    }

    private void chip(String kind, String name, String type) {
        add("<span class=\"chip %s\" data-row><b>%s</b> <code>%s</code></span>\n"
                .formatted(kind, escaped(name), escaped(type)));
    }

    private void columns(List<ColumnMatch> columns) {
        if (columns.isEmpty()) {
            return;
        }
        add("<h3>Columns by number of differences</h3>\n");
        open("column", "n:differences", "n:match", "");
        add("<tbody>\n");
        for (ColumnMatch column : columns) {
            BigDecimal percent = column.percent(PERCENT_DECIMALS);
            add("<tr data-row><td class=\"mono\">" + escaped(column.name()) + "</td>");
            number(column.differences());
            add(
                    "<td class=\"n\">%s&#8239;%%</td><td style=\"width:45%%\"><span class=\"meter%s\"><i style=\"width:%s%%\"></i></span></td></tr>\n"
                            .formatted(
                                    percent.toPlainString(),
                                    column.differences() == 0 ? " clean" : "",
                                    HUNDRED.subtract(percent).toPlainString()));
        }
        add("</tbody>");
        close();
    }

    // ---- samples

    private void changed(TableDiffReport report) {
        List<Samples.Changed> changed = report.samples().changed();
        if (changed.isEmpty()) {
            return;
        }
        long all = report.rows().map(RowCounts::partialMatch).orElse(0L);
        String shown = all > changed.size() ? ": %d of %s".formatted(changed.size(), count(all)) : "";
        add("<h3>Rows that changed%s</h3>\n".formatted(shown));
        var header = new ArrayList<>(report.on());
        header.addAll(List.of("column", report.source(), report.target()));
        open(header.toArray(String[]::new));
        for (Samples.Changed row : changed) {
            add("<tbody class=\"pair\" data-row>\n");
            boolean first = true;
            for (Map.Entry<String, Samples.Values> column : row.columns().entrySet()) {
                add("<tr>");
                if (first) {
                    row.key().values().forEach(value -> key(value, row.columns().size()));
                }
                add("<td class=\"mono\">" + escaped(column.getKey()) + "</td>");
                sides(column.getValue());
                add("</tr>\n");
                first = false;
            }
            add("</tbody>\n");
        }
        close();
    }

    private void key(Object value, int lines) {
        add("<td class=\"v\" rowspan=\"%d\">%s</td>".formatted(lines, value(value)));
    }

    /** Both values, with the part between what they begin and end with alike marked. */
    private void sides(Samples.Values values) {
        if (values.source() == null || values.target() == null) {
            add("<td class=\"v was\">%s</td><td class=\"v is\">%s</td>"
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
        add("<td class=\"v was\">%s</td><td class=\"v is\">%s</td>"
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
        add("<div><h3>Rows only in %s</h3>\n".formatted(escaped(side)));
        open(rows.get(0).keySet().toArray(String[]::new));
        add("<tbody>\n");
        for (Map<String, Object> row : rows) {
            add("<tr data-row class=\"" + kind + "\">");
            row.values().forEach(value -> add("<td class=\"v\">" + value(value) + "</td>"));
            add("</tr>\n");
        }
        add("</tbody>");
        close();
        add("</div>\n");
    }

    // ---- pieces

    /** @param header names; {@code n:} stands before that of a column of numbers */
    private void open(String... header) {
        add("<div class=\"scroll\"><table><thead><tr>");
        for (String name : header) {
            boolean numbers = name.startsWith("n:");
            add("<th%s>%s</th>".formatted(numbers ? " class=\"n\"" : "", escaped(numbers ? name.substring(2) : name)));
        }
        add("</tr></thead>\n");
    }

    private void close() {
        add("</table></div>\n");
    }

    private void number(long value) {
        add("<td class=\"n\">" + count(value) + "</td>");
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String value(Object value) {
        return value == null ? "<span class=\"null\">NULL</span>" : escaped(value);
    }

    private static String escaped(Object value) {
        return Cell.text(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void add(String html) {
        out.append(html);
    }
}
