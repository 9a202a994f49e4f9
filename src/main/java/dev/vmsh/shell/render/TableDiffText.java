package dev.vmsh.shell.render;

import dev.vmsh.diff.ColumnMatch;
import dev.vmsh.diff.RowCounts;
import dev.vmsh.diff.Samples;
import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffResult;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The comparison of tables as text for people. */
public final class TableDiffText {
    private static final String TEXT = "varchar";
    private static final String NUMBER = "bigint";
    private static final int PERCENT_DECIMALS = 2;
    private static final int SHARED_NAMES = 6;

    private final StringBuilder out = new StringBuilder();
    private final Paint paint;

    private TableDiffText(Paint paint) {
        this.paint = paint;
    }

    /**
     * The text of a result.
     *
     * @param summary whether to give one line for each pair of tables, rather than all that is known
     * @return lines, each ended
     */
    public static String of(TableDiffResult result, boolean summary, Paint paint) {
        var text = new TableDiffText(paint);
        result.notes().forEach(note -> text.line("Note: " + Cell.escaped(note)));
        if (result.single() && !summary) {
            result.reports().forEach(text::report);
        } else {
            text.overview(result);
            if (!summary) {
                result.reports().stream().filter(report -> !report.identical()).forEach(report -> {
                    text.line("");
                    text.report(report);
                });
            }
        }
        return text.out.toString();
    }

    // Several pairs of tables

    private void overview(TableDiffResult result) {
        List<TableDiffReport> reports = result.reports();
        if (reports.isEmpty()
                && result.sourceOnly().isEmpty()
                && result.targetOnly().isEmpty()
                && result.failures().isEmpty()) {
            line("%s and %s read the same tables".formatted(result.source(), result.target()));
        }
        if (!reports.isEmpty()) {
            List<Column> columns = List.of(
                    new Column(reports.get(0).model().isPresent() ? "model" : "tables", TEXT),
                    new Column("full match", NUMBER),
                    new Column("partial match", NUMBER),
                    new Column(result.source() + " only", NUMBER),
                    new Column(result.target() + " only", NUMBER),
                    new Column("columns", TEXT));
            table(columns, reports.stream().map(TableDiffText::overviewRow).toList());
        }
        models(Phrases.count(result.shared().size(), "model") + " with one table for both", shortened(result.shared()));
        models("Only in " + result.source(), result.sourceOnly());
        models("Only in " + result.target(), result.targetOnly());
        models("No table to compare", result.withoutTable());
        result.failures()
                .forEach((model, failure) -> line(paint.before("Not compared: ") + model + ": "
                        + Cell.escaped(String.valueOf(failure.getMessage()))));
    }

    private static List<Object> overviewRow(TableDiffReport report) {
        var row = new ArrayList<Object>();
        row.add(subject(report));
        if (report.rows().isPresent()) {
            RowCounts rows = report.rows().get();
            row.addAll(List.of(rows.fullMatch(), rows.partialMatch(), rows.sourceOnly(), rows.targetOnly()));
        } else {
            row.addAll(List.of("same table", "", "", ""));
        }
        row.add(schemaInShort(report.schema()));
        return row;
    }

    private static String schemaInShort(SchemaDiff schema) {
        return schema.same()
                ? "same"
                : "+%d -%d ~%d"
                        .formatted(
                                schema.added().size(),
                                schema.removed().size(),
                                schema.modified().size());
    }

    private void models(String title, List<?> models) {
        if (!models.isEmpty()) {
            line("%s: %s".formatted(title, models.stream().map(Object::toString).collect(Collectors.joining(", "))));
        }
    }

    /** What does not differ is named only as far as it does not fill the screen. */
    private static List<String> shortened(List<TableName> models) {
        List<String> names =
                models.stream().limit(SHARED_NAMES).map(TableName::toString).collect(Collectors.toList());
        if (models.size() > SHARED_NAMES) {
            names.add("...");
        }
        return names;
    }

    // One pair of tables

    private void report(TableDiffReport report) {
        var facts = new ArrayList<Tree>();
        facts.add(Tree.leaf("Source: %s (%s)".formatted(report.source(), report.sourceTable())));
        facts.add(Tree.leaf("Target: %s (%s)".formatted(report.target(), report.targetTable())));
        if (!report.on().isEmpty()) {
            facts.add(Tree.leaf("Key: " + Cell.escaped(String.join(", ", report.on()))));
        }
        out.append(new Tree(paint.strong("Table diff of " + subject(report)), facts).text());
        if (report.rows().isEmpty()) {
            line("Both read the same table: nothing can differ.");
            return;
        }
        schema(report);
        rows(report, report.rows().get());
        columns(report);
        samples(report);
        report.notes().forEach(note -> line("Note: " + Cell.escaped(note)));
    }

    private static String subject(TableDiffReport report) {
        return report.model().map(TableName::toString).orElse(report.source() + " and " + report.target());
    }

    private void schema(TableDiffReport report) {
        SchemaDiff schema = report.schema();
        if (schema.same()) {
            line("Schemas match");
            return;
        }
        var groups = new ArrayList<Tree>();
        group(groups, "Added columns", new SchemaDiff(schema.added(), List.of(), List.of()));
        group(groups, "Removed columns", new SchemaDiff(List.of(), schema.removed(), List.of()));
        group(groups, "Modified columns", new SchemaDiff(List.of(), List.of(), schema.modified()));
        out.append(new Tree("Schema diff", groups).text());
    }

    private static void group(List<Tree> groups, String title, SchemaDiff columns) {
        if (!columns.same()) {
            groups.add(new Tree(title, ColumnChangeText.lines(columns)));
        }
    }

    private void rows(TableDiffReport report, RowCounts rows) {
        if (rows.source() == 0 && rows.target() == 0) {
            return;
        }
        var counts = new ArrayList<Tree>();
        count(counts, "FULL MATCH", rows.fullMatch(), rows.percentOfPairs(rows.fullMatch()));
        count(counts, "PARTIAL MATCH", rows.partialMatch(), rows.percentOfPairs(rows.partialMatch()));
        count(counts, only(report.source()), rows.sourceOnly(), rows.percentOfRows(rows.sourceOnly()));
        count(counts, only(report.target()), rows.targetOnly(), rows.percentOfRows(rows.targetOnly()));
        alone(counts, "NULL KEYS", rows.nullKeysSource(), rows.nullKeysTarget(), report);
        alone(counts, "DUPLICATE KEYS", rows.duplicateKeysSource(), rows.duplicateKeysTarget(), report);
        String title = "Row counts: %s in %s, %s in %s"
                .formatted(number(rows.source()), report.source(), number(rows.target()), report.target());
        out.append(new Tree(title, counts).text());
    }

    private static void count(List<Tree> counts, String label, long rows, BigDecimal percent) {
        if (rows > 0) {
            counts.add(
                    Tree.leaf("%s: %s (%s%%)".formatted(label, Phrases.count(rows, "row"), percent.toPlainString())));
        }
    }

    /** Numbers that are no share of anything: they stand beside the others. */
    private static void alone(List<Tree> counts, String label, long source, long target, TableDiffReport report) {
        if (source + target > 0) {
            counts.add(Tree.leaf("%s: %s in %s, %s in %s"
                    .formatted(label, number(source), report.source(), number(target), report.target())));
        }
    }

    private static String only(String side) {
        return side.toUpperCase(Locale.ROOT) + " ONLY";
    }

    private void columns(TableDiffReport report) {
        List<ColumnMatch> differing = report.columns().stream()
                .filter(column -> column.differences() > 0)
                .toList();
        int same = report.columns().size() - differing.size();
        if (!differing.isEmpty()) {
            line("Columns that differ, of %s with the same key:"
                    .formatted(Phrases.count(differing.get(0).pairs(), "pair")));
            table(
                    List.of(
                            new Column("column", TEXT),
                            new Column("differences", NUMBER),
                            new Column("pct_match", NUMBER)),
                    differing.stream()
                            .map(column -> List.<Object>of(
                                    column.name(),
                                    column.differences(),
                                    column.percent(PERCENT_DECIMALS).toPlainString()))
                            .toList());
        }
        if (same > 0 && report.rows().map(RowCounts::joined).orElse(0L) > 0) {
            line("No difference in " + Phrases.count(same, differing.isEmpty() ? "column" : "other column"));
        }
    }

    // Samples

    private void samples(TableDiffReport report) {
        Samples samples = report.samples();
        if (!samples.changed().isEmpty()) {
            line("Sample rows that differ:");
            changed(report, samples.changed());
        }
        only(report.source(), samples.sourceOnly(), paint::before);
        only(report.target(), samples.targetOnly(), paint::after);
    }

    /** A line for each value that differs; the key only on the first line of a row. */
    private void changed(TableDiffReport report, List<Samples.Changed> changed) {
        Set<String> keys = new LinkedHashSet<>();
        changed.forEach(row -> keys.addAll(row.key().keySet()));
        List<Column> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(new Column(key, TEXT)));
        columns.add(new Column("column", TEXT));
        columns.add(new Column(report.source(), TEXT));
        columns.add(new Column(report.target(), TEXT));
        var lines = new ArrayList<List<Object>>();
        for (Samples.Changed row : changed) {
            boolean first = true;
            for (Map.Entry<String, Samples.Values> column : row.columns().entrySet()) {
                var line = new ArrayList<Object>();
                for (String key : keys) {
                    line.add(first ? Cell.line(row.key().get(key)) : "");
                }
                ValuePair pair = ValuePair.of(
                        column.getValue().source(), column.getValue().target());
                line.add(column.getKey());
                line.add(pair.source());
                line.add(pair.target());
                lines.add(line);
                first = false;
            }
        }
        int values = keys.size() + 1;
        out.append(TableText.of(
                ShownTable.of(columns, lines),
                (column, text) ->
                        column == values ? paint.before(text) : column == values + 1 ? paint.after(text) : text));
    }

    private void only(String side, List<Map<String, Object>> rows, UnaryOperator<String> colour) {
        if (rows.isEmpty()) {
            return;
        }
        line("Sample rows only in %s:".formatted(side));
        List<Column> columns = rows.get(0).keySet().stream()
                .map(name -> new Column(name, TEXT))
                .toList();
        out.append(TableText.of(
                ShownTable.of(
                        columns,
                        rows.stream().map(row -> List.copyOf(shown(row))).toList()),
                (column, text) -> colour.apply(text)));
    }

    private static List<Object> shown(Map<String, Object> row) {
        return row.values().stream().<Object>map(Cell::line).toList();
    }

    private void table(List<Column> columns, List<? extends List<?>> rows) {
        out.append(TableText.of(ShownTable.of(columns, rows)));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
