package dev.vmsh.shell.render;

import java.util.ArrayList;
import java.util.List;

/** Makes a report's table as narrow as the screen, by cutting the longest cells short. Rows of a query are never cut. */
final class Fitting {
    private static final int NARROWEST = 12;
    private static final String CUT = "…";
    private static final String PATH = "path";
    private static final double FIRST = 0.1;
    private static final double SECOND = 0.6;

    private Fitting() {}

    /** Whether the table fits as it is. */
    static boolean fits(List<String> names, List<List<Object>> rows, int width) {
        return sum(widths(names, rows)) <= room(names, width);
    }

    /** A blank on either side of a cell, a bar between two. */
    private static int room(List<String> names, int width) {
        return width - 3 * names.size() + 1;
    }

    /**
     * @param rows texts
     * @return the rows, or shorter ones; as they were if no cutting would make them fit
     */
    static List<List<Object>> fit(List<String> names, List<List<Object>> rows, int width) {
        int[] widths = widths(names, rows);
        int room = room(names, width);
        int[] fitting = narrowed(widths, names, room);
        if (sum(fitting) > room) {
            return rows;
        }
        var cut = new ArrayList<List<Object>>(rows.size());
        for (List<Object> row : rows) {
            var cells = new ArrayList<Object>(row);
            for (int i = 0; i < fitting.length; i++) {
                if (fitting[i] < widths[i] && cells.get(i) != null) {
                    cells.set(
                            i,
                            cut(
                                    Cell.line(cells.get(i)),
                                    fitting[i],
                                    names.get(i).equals(PATH)));
                }
            }
            cut.add(cells);
        }
        return cut;
    }

    private static int[] widths(List<String> names, List<List<Object>> rows) {
        var widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = DisplayWidth.of(names.get(i));
            for (List<Object> row : rows) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(Cell.line(row.get(i))));
            }
        }
        return widths;
    }

    /** Takes from the widest column, one by one. */
    private static int[] narrowed(int[] widths, List<String> names, int room) {
        int[] fitting = widths.clone();
        for (int over = sum(fitting) - room; over > 0; over--) {
            int widest = -1;
            for (int i = 0; i < fitting.length; i++) {
                boolean narrows = fitting[i] > Math.max(NARROWEST, DisplayWidth.of(names.get(i)));
                if (narrows && (widest < 0 || weight(i, fitting) >= weight(widest, fitting))) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return fitting;
            }
            fitting[widest]--;
        }
        return fitting;
    }

    /** What a row is called is needed most, and what it is comes next. */
    private static double weight(int column, int[] widths) {
        return widths[column] * (column == 0 ? FIRST : column == 1 ? SECOND : 1);
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    /** @param tail whether the end tells more than the beginning */
    private static String cut(String text, int width, boolean tail) {
        if (DisplayWidth.of(text) <= width) {
            return text;
        }
        return tail ? CUT + DisplayWidth.tail(text, width - 1) : DisplayWidth.cut(text, width - 1) + CUT;
    }
}
