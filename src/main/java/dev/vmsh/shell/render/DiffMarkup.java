package dev.vmsh.shell.render;

import dev.vmsh.diff.RowCounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** HTML of a comparison as it grows, and the pieces that its parts have in common. For one thread. */
final class DiffMarkup {
    private final StringBuilder out = new StringBuilder();

    String text() {
        return out.toString();
    }

    /** @param header names; {@code n:} stands before that of a column of numbers */
    void open(String... header) {
        add("<div class=\"scroll\"><table><thead><tr>");
        for (String name : header) {
            boolean numbers = name.startsWith("n:");
            add("<th%s>%s</th>".formatted(numbers ? " class=\"n\"" : "", escaped(numbers ? name.substring(2) : name)));
        }
        add("</tr></thead>\n");
    }

    void close() {
        add("</table></div>\n");
    }

    void number(long value) {
        add("<td class=\"n\">" + count(value) + "</td>");
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String value(Object value) {
        return value == null ? "<span class=\"null\">NULL</span>" : escaped(value);
    }

    static String escaped(Object value) {
        return Cell.text(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** @param html goes out as it is: values in it must have been {@link #escaped} */
    void add(String html) {
        out.append(html);
    }

    void notes(List<String> notes) {
        add("<ul class=\"notes\">\n");
        notes.forEach(note -> add("<li>" + escaped(note) + "</li>\n"));
        add("</ul>\n");
    }

    /** A bar of all rows of both sides by what became of them. */
    void stack(RowCounts rows) {
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
}
