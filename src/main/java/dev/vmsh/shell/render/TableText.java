package dev.vmsh.shell.render;

import java.util.ArrayList;
import java.util.List;

/** A table as aligned text: a line of names, a rule, a line for each row. */
final class TableText {
    /** Colours a cell once it is laid out. */
    interface CellPaint {
        CellPaint NONE = (column, text) -> text;

        String paint(int column, String text);
    }

    private TableText() {}

    static String of(ShownTable table) {
        return of(table, CellPaint.NONE);
    }

    static String of(ShownTable table, CellPaint paint) {
        int columns = table.columns().size();
        var widths = new int[columns];
        var header = new ArrayList<String>(columns);
        for (int i = 0; i < columns; i++) {
            header.add(Cell.line(table.columns().get(i).name()));
            widths[i] = DisplayWidth.of(header.get(i));
        }
        var lines = new ArrayList<List<String>>(table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            var line = new ArrayList<String>(columns);
            for (int i = 0; i < columns; i++) {
                line.add(table.text(row, i));
                widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
            }
            lines.add(line);
        }
        var out = new StringBuilder();
        appendLine(out, header, widths, table, CellPaint.NONE);
        for (int i = 0; i < columns; i++) {
            out.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        out.append('\n');
        lines.forEach(line -> appendLine(out, line, widths, table, paint));
        return out.toString();
    }

    private static void appendLine(
            StringBuilder out, List<String> cells, int[] widths, ShownTable table, CellPaint paint) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? " " : " | ");
            boolean last = i == cells.size() - 1;
            boolean right = table.right(i);
            String laidOut = last && !right ? cells.get(i) : DisplayWidth.pad(cells.get(i), widths[i], right);
            out.append(paint.paint(i, laidOut));
        }
        out.append('\n');
    }
}
