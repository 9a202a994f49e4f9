package dev.vmsh.shell.render;

import dev.vmsh.diff.Round;
import dev.vmsh.diff.Round.Since;
import dev.vmsh.diff.Round.Tally;
import dev.vmsh.sql.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What changed between two rounds of a review, for people and for programs. */
public final class RoundText {
    private RoundText() {}

    /** A line for each model that differed then or differs now, and one for each of its columns. */
    public static String of(Round before, List<Since> since, Paint paint) {
        String title = "Since %s (%s):".formatted(before.name(), Phrases.minute(before.at()));
        if (since.isEmpty()) {
            return title + " nothing differed then, and nothing differs now.\n";
        }
        List<Column> columns = List.of(
                new Column("model", "varchar"),
                new Column("column", "varchar"),
                new Column("then", "bigint"),
                new Column("now", "bigint"),
                new Column("", "varchar"));
        var rows = new ArrayList<List<Object>>();
        for (Since each : since) {
            Tally was = each.before().orElse(Tally.NONE);
            Tally is = each.now().orElse(Tally.NONE);
            rows.add(List.of(each.subject(), "", was.differing(), is.differing(), each.status()));
            var names = new TreeSet<>(was.columns().keySet());
            names.addAll(is.columns().keySet());
            for (String name : names) {
                rows.add(List.of(
                        "",
                        name,
                        was.columns().getOrDefault(name, 0L),
                        is.columns().getOrDefault(name, 0L),
                        ""));
            }
        }
        return paint.strong(title) + " rows that differ\n"
                + TableText.of(ShownTable.of(columns, rows), (column, text) -> coloured(column, text, paint));
    }

    private static String coloured(int column, String text, Paint paint) {
        if (column < 4) {
            return text;
        }
        return switch (text.strip()) {
            case "resolved", "fewer" -> paint.after(text);
            case "new", "more" -> paint.before(text);
            default -> text;
        };
    }

    /** The same as JSON, by model. */
    public static Map<String, Object> json(Round before, Since since) {
        Tally was = since.before().orElse(Tally.NONE);
        Tally is = since.now().orElse(Tally.NONE);
        var json = new LinkedHashMap<String, Object>();
        json.put("name", before.name());
        json.put("at", before.at());
        json.put("status", since.status());
        json.put("differing_rows_then", was.differing());
        json.put("differing_rows_now", is.differing());
        var columns = new ArrayList<Map<String, Object>>();
        var names = new TreeSet<>(was.columns().keySet());
        names.addAll(is.columns().keySet());
        for (String name : names) {
            var column = new LinkedHashMap<String, Object>();
            column.put("name", name);
            column.put("differences_then", BigDecimal.valueOf(was.columns().getOrDefault(name, 0L)));
            column.put("differences_now", BigDecimal.valueOf(is.columns().getOrDefault(name, 0L)));
            columns.add(column);
        }
        json.put("columns", columns);
        return json;
    }
}
