package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The comparison of tables as one HTML page to keep or to send: nothing is loaded from anywhere, and its colours follow the reader's
 * light or dark theme. Every value is escaped.
 */
public final class TableDiffHtml {
    private static final int PERCENT_DECIMALS = 2;
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #d0d7de; --soft: #f6f8fa; --text: #1f2328; --back: #fff; --same: #2da44e; --differ: #cf222e; }
            @media (prefers-color-scheme: dark) {
              :root { --line: #30363d; --soft: #161b22; --text: #e6edf3; --back: #0d1117; --same: #3fb950; --differ: #f85149; }
            }
            body { font: 14px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--back); }
            table { border-collapse: collapse; margin: .5rem 0 1rem; display: block; overflow-x: auto; }
            th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; white-space: pre-wrap; }
            th { background: var(--soft); }
            td.n { text-align: right; font-variant-numeric: tabular-nums; }
            .bar { display: inline-block; width: 10rem; height: .7rem; background: var(--differ); border-radius: .2rem; overflow: hidden; }
            .bar i { display: block; height: 100%; background: var(--same); }
            .null { opacity: .55; font-style: italic; }
            .differ { color: var(--differ); } .same { color: var(--same); }
            summary { font-size: 1.2rem; font-weight: 600; cursor: pointer; margin: 1rem 0; }
            input { font: inherit; padding: .3rem .6rem; width: 20rem; max-width: 100%; }
            """;
    private static final String SEARCH = """
            document.getElementById('search').addEventListener('input', event => {
              const wanted = event.target.value.toLowerCase();
              document.querySelectorAll('tbody tr').forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
            });
            """;

    private final StringBuilder out = new StringBuilder();

    private TableDiffHtml() {}

    /** A whole page. */
    public static String of(TableDiffResult result, Instant at) {
        var html = new TableDiffHtml();
        html.page(result);
        return html.out.toString();
    }

    private void page(TableDiffResult result) {
        String title = "%s and %s".formatted(escaped(result.source()), escaped(result.target()));
        add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        add("<title>Table diff: %s</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>%s</h1>\n"
                .formatted(title, STYLE, title));
        add("<p><input id=\"search\" type=\"search\" placeholder=\"Search rows\" aria-label=\"Search rows\"></p>\n");
        overview(result);
        result.reports().forEach(this::report);
        add("<script>\n%s</script>\n</body>\n</html>\n".formatted(SEARCH));
    }

    private void overview(TableDiffResult result) {
        open("table", "full match", "partial match", "source only", "target only", "columns");
        for (TableDiffReport report : result.reports()) {
            add("<tr><td>" + escaped(subject(report)) + "</td>");
            if (report.rows().isPresent()) {
                RowCounts rows = report.rows().get();
                number(rows.fullMatch());
                number(rows.partialMatch());
                number(rows.sourceOnly());
                number(rows.targetOnly());
            } else {
                add("<td colspan=\"4\">same table</td>");
            }
            add("<td>%s</td></tr>\n".formatted(report.schema().same() ? "same" : "differ"));
        }
        close();
        models("Only in " + result.source(), result.sourceOnly());
        models("Only in " + result.target(), result.targetOnly());
        models("One table for both", result.shared());
    }

    private void models(String title, List<?> models) {
        if (!models.isEmpty()) {
            String names =
                    String.join(", ", models.stream().map(Object::toString).toList());
            add("<p>%s: %s</p>\n".formatted(escaped(title), escaped(names)));
        }
    }

    private void report(TableDiffReport report) {
        boolean same = report.identical();
        add("<details%s><summary>%s <span class=\"%s\">%s</span></summary>\n"
                .formatted(
                        same ? "" : " open",
                        escaped(subject(report)),
                        same ? "same" : "differ",
                        same ? "same" : "differs"));
        add("<p>%s (%s) and %s (%s)%s</p>\n"
                .formatted(
                        escaped(report.source()),
                        escaped(report.sourceTable()),
                        escaped(report.target()),
                        escaped(report.targetTable()),
                        report.on().isEmpty() ? "" : ", key " + escaped(String.join(", ", report.on()))));
        report.notes().forEach(note -> add("<p>" + escaped(note) + "</p>\n"));
        schema(report.schema());
        report.rows().ifPresent(rows -> rows(report, rows));
        columns(report.columns());
        changed(report);
        only(report.source(), report.samples().sourceOnly());
        only(report.target(), report.samples().targetOnly());
        add("</details>\n");
    }

    private static String subject(TableDiffReport report) {
        return report.model().map(Object::toString).orElse(report.source() + " and " + report.target());
    }

    private void schema(SchemaDiff schema) {
        if (schema.same()) {
            return;
        }
        open("column", "source type", "target type");
        schema.added().forEach(column -> cells(List.of(column.name(), "", column.type())));
        schema.removed().forEach(column -> cells(List.of(column.name(), column.type(), "")));
        schema.modified().forEach(column -> cells(List.of(column.name(), column.sourceType(), column.targetType())));
        close();
    }

    private void rows(TableDiffReport report, RowCounts rows) {
        open("rows", "count", "share");
        count("full match", rows.fullMatch(), rows.percentOfPairs(rows.fullMatch()));
        count("partial match", rows.partialMatch(), rows.percentOfPairs(rows.partialMatch()));
        count(report.source() + " only", rows.sourceOnly(), rows.percentOfRows(rows.sourceOnly()));
        count(report.target() + " only", rows.targetOnly(), rows.percentOfRows(rows.targetOnly()));
        close();
    }

    private void count(String label, long rows, BigDecimal percent) {
        add("<tr><td>" + escaped(label) + "</td>");
        number(rows);
        add("<td class=\"n\">%s %%</td></tr>\n".formatted(percent.toPlainString()));
    }

    private void columns(List<ColumnMatch> columns) {
        if (columns.isEmpty()) {
            return;
        }
        open("column", "differences", "match", "");
        for (ColumnMatch column : columns) {
            String percent = column.percent(PERCENT_DECIMALS).toPlainString();
            add("<tr><td>" + escaped(column.name()) + "</td>");
            number(column.differences());
            add("<td class=\"n\">%1$s %%</td><td><span class=\"bar\"><i style=\"width:%1$s%%\"></i></span></td></tr>\n"
                    .formatted(percent));
        }
        close();
    }

    private void changed(TableDiffReport report) {
        if (report.samples().changed().isEmpty()) {
            return;
        }
        add("<h3>Rows that differ</h3>\n");
        var header = new ArrayList<>(report.on());
        header.addAll(List.of("column", report.source(), report.target()));
        open(header.toArray(String[]::new));
        for (Samples.Changed row : report.samples().changed()) {
            row.columns().forEach((name, values) -> {
                var line = new ArrayList<Object>(row.key().values());
                line.add(name);
                line.add(values.source());
                line.add(values.target());
                cells(line);
            });
        }
        close();
    }

    private void only(String side, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        add("<h3>Rows only in %s</h3>\n".formatted(escaped(side)));
        open(rows.get(0).keySet().toArray(String[]::new));
        rows.forEach(row -> cells(new ArrayList<>(row.values())));
        close();
    }

    private void open(String... header) {
        add("<table><thead><tr>");
        for (String name : header) {
            add("<th>" + escaped(name) + "</th>");
        }
        add("</tr></thead><tbody>\n");
    }

    private void cells(List<?> values) {
        add("<tr>");
        for (Object value : values) {
            add(value == null ? "<td class=\"null\">NULL</td>" : "<td>" + escaped(value) + "</td>");
        }
        add("</tr>\n");
    }

    private void number(long value) {
        add("<td class=\"n\">" + String.format(Locale.ROOT, "%,d", value) + "</td>");
    }

    private void close() {
        add("</tbody></table>\n");
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
