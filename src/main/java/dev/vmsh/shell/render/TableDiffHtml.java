package dev.vmsh.shell.render;

import static dev.vmsh.shell.render.DiffMarkup.count;
import static dev.vmsh.shell.render.DiffMarkup.escaped;

import dev.vmsh.diff.Round;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffResult;
import java.time.Instant;
import java.util.List;

/**
 * The comparison of tables as one HTML page to keep or to send: nothing is loaded from anywhere, and its colours follow the reader's
 * light or dark theme. Every value is escaped.
 */
public final class TableDiffHtml {
    private final DiffMarkup out = new DiffMarkup();
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
        return html.out.text();
    }

    // ---- the page

    private void page(Instant at) {
        String title = escaped(result.source()) + " and " + escaped(result.target());
        out.add("""
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
        var sections = new TableReportHtml(out);
        for (int i = 0; i < result.reports().size(); i++) {
            sections.add(i, result.reports().get(i));
        }
        out.add("""
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
        out.add("<div class=\"cards\">\n");
        card(reports.size() + result.failures().size() - same, "differ", "source");
        card(same + (result.single() ? 0 : result.shared().size()), "are the same", "full");
        card(rows.stream().mapToLong(RowCounts::partialMatch).sum(), "rows changed", "partial");
        card(rows.stream().mapToLong(RowCounts::sourceOnly).sum(), "rows only in " + result.source(), "source");
        card(rows.stream().mapToLong(RowCounts::targetOnly).sum(), "rows only in " + result.target(), "target");
        out.add("</div>\n");
        if (!result.notes().isEmpty()) {
            out.notes(result.notes());
        }
    }

    private void card(long number, String label, String colour) {
        out.add("<div class=\"card\"><b%s>%s</b>%s</div>\n"
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
        out.add("<section><header><h2>Overview</h2></header>\n");
        if (!result.reports().isEmpty()) {
            out.open(
                    "table",
                    "rows",
                    "n:match",
                    "n:changed",
                    "n:" + result.source() + " only",
                    "n:" + result.target() + " only",
                    "columns");
            out.add("<tbody>\n");
            for (int i = 0; i < result.reports().size(); i++) {
                overviewRow(i, result.reports().get(i));
            }
            out.add("</tbody>");
            out.close();
        }
        models("Only in " + result.source(), result.sourceOnly());
        models("Only in " + result.target(), result.targetOnly());
        models("One table for both", result.shared());
        models("No table to compare", result.withoutTable());
        result.failures()
                .forEach((model, failure) -> out.add("<p class=\"small\"><b>%s could not be compared:</b> %s</p>\n"
                        .formatted(escaped(model), escaped(failure.getMessage()))));
        out.add("</section>\n");
    }

    private void overviewRow(int index, TableDiffReport report) {
        out.add("<tr data-model=\"r%d\"><td><a href=\"#r%d\">%s</a></td>"
                .formatted(index, index, escaped(Round.subject(report))));
        if (report.rows().isPresent()) {
            RowCounts rows = report.rows().get();
            out.add("<td>");
            out.stack(rows);
            out.add("</td>");
            out.number(rows.fullMatch());
            out.number(rows.partialMatch());
            out.number(rows.sourceOnly());
            out.number(rows.targetOnly());
        } else {
            out.add("<td colspan=\"5\" class=\"soft\">one table for both: nothing was read</td>");
        }
        SchemaDiff schema = report.schema();
        out.add("<td>%s</td></tr>\n"
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
            out.add("<p class=\"small\"><b>%s:</b> %s</p>\n".formatted(escaped(title), escaped(names)));
        }
    }
}
