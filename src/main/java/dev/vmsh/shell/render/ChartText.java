package dev.vmsh.shell.render;

import dev.vmsh.shell.render.Chart.Point;
import dev.vmsh.shell.render.Chart.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A chart drawn with characters. Series are told apart by their names, not by colours. */
public final class ChartText {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int LONGEST_LABEL = 30;
    private static final int SHORTEST_BAR = 10;
    private static final MathContext MARK = new MathContext(4);
    private static final int HEIGHT = 10;
    private static final int DOTS_DOWN = 4;
    private static final int DOTS_ACROSS = 2;
    /** The bits of a braille character's dots, by row and column. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private ChartText() {}

    /**
     * A bar for each value; several series stand under one another.
     *
     * @param width columns of the screen
     */
    public static String bars(Chart chart, int width) {
        var out = new StringBuilder();
        boolean named = chart.series().size() > 1;
        Range range = chart.range(0);
        for (int i = 1; i < chart.series().size(); i++) {
            range = range.with(chart.range(i));
        }
        range = range.fromZero();
        int labels = chart.points().stream()
                .mapToInt(point -> DisplayWidth.of(cut(point.label())))
                .max()
                .orElse(0);
        int names = named ? longest(chart.series()) + 1 : 0;
        int texts = chart.points().stream()
                .mapToInt(point -> longest(point.texts()))
                .max()
                .orElse(0);
        int room = Math.max(SHORTEST_BAR, width - labels - names - texts - 4);
        for (Point point : chart.points()) {
            for (int i = 0; i < chart.series().size(); i++) {
                out.append(DisplayWidth.pad(i == 0 ? cut(point.label()) : "", labels, false));
                if (named) {
                    out.append(' ').append(DisplayWidth.pad(chart.series().get(i), names - 1, false));
                }
                out.append(" │").append(bar(point.values().get(i), range, room));
                out.append(' ').append(point.texts().get(i)).append('\n');
            }
        }
        return out.toString();
    }

    /**
     * Each series as a line in a panel of its own.
     *
     * @param width columns of the screen
     */
    public static String lines(Chart given, int width) {
        Chart chart = given.fromLeftToRight();
        var out = new StringBuilder();
        for (int i = 0; i < chart.series().size(); i++) {
            panel(chart, i, width, out);
        }
        return out.toString();
    }

    /** From the place of 0 to that of the value, to an eighth of a character where it ends on the right. */
    private static String bar(double value, Range range, int room) {
        if (!Double.isFinite(value)) {
            return "";
        }
        double zero = range.share(0) * room;
        double end = range.share(value) * room;
        if (range.greatest() == range.least()) {
            return "";
        }
        if (value < 0) {
            int from = (int) Math.round(end);
            int to = (int) Math.round(zero);
            return " ".repeat(from) + "█".repeat(Math.max(from == to ? 1 : 0, to - from));
        }
        int start = (int) Math.round(zero);
        int eighths = (int) Math.round((end - start) * 8);
        String whole = "█".repeat(Math.max(0, eighths / 8));
        String part = eighths > 0 && eighths % 8 > 0 ? EIGHTHS.substring(eighths % 8, eighths % 8 + 1) : "";
        return " ".repeat(start) + whole + part;
    }

    private static void panel(Chart chart, int index, int width, StringBuilder out) {
        Range range = chart.range(index);
        String top = number(range.greatest());
        String bottom = number(range.least());
        int margin = Math.max(top.length(), bottom.length());
        int columns = Math.max(SHORTEST_BAR, width - margin - 3);
        int[][] cells = new int[HEIGHT][columns];
        draw(chart, index, range, cells);
        out.append(" ".repeat(margin))
                .append(' ')
                .append(chart.series().get(index))
                .append('\n');
        for (int row = 0; row < HEIGHT; row++) {
            String mark = row == 0 ? top : row == HEIGHT - 1 ? bottom : "";
            var line = new StringBuilder(DisplayWidth.pad(mark, margin, true)).append(" ┤");
            for (int cell : cells[row]) {
                line.append(cell == 0 ? ' ' : (char) (0x2800 + cell));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        List<Point> points = chart.points();
        String first = points.get(0).label();
        String last = points.get(points.size() - 1).label();
        int gap = Math.max(1, columns - DisplayWidth.of(first) - DisplayWidth.of(last));
        out.append(" ".repeat(margin)).append(" └").append("─".repeat(columns)).append('\n');
        out.append(" ".repeat(margin + 2))
                .append(first)
                .append(" ".repeat(gap))
                .append(last)
                .append('\n');
    }

    private static void draw(Chart chart, int index, Range range, int[][] cells) {
        List<Point> points = chart.points();
        int across = cells[0].length * DOTS_ACROSS;
        int down = HEIGHT * DOTS_DOWN;
        double left = chart.measured() ? points.get(0).at() : 0;
        double right = chart.measured() ? points.get(points.size() - 1).at() : points.size() - 1;
        var axis = new Range(left, right);
        int beforeX = -1;
        int beforeY = -1;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).values().get(index);
            if (!Double.isFinite(value)) {
                beforeX = -1; // NULL is a gap
                continue;
            }
            int x = (int) Math.round(axis.share(chart.measured() ? points.get(i).at() : i) * (across - 1));
            int y = (int) Math.round((1 - range.share(value)) * (down - 1));
            segment(cells, beforeX < 0 ? x : beforeX, beforeX < 0 ? y : beforeY, x, y);
            beforeX = x;
            beforeY = y;
        }
    }

    private static void segment(int[][] cells, int fromX, int fromY, int toX, int toY) {
        int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
        for (int step = 0; step <= steps; step++) {
            int x = fromX + (int) Math.round((double) (toX - fromX) * step / steps);
            int y = fromY + (int) Math.round((double) (toY - fromY) * step / steps);
            cells[y / DOTS_DOWN][x / DOTS_ACROSS] |= DOTS[y % DOTS_DOWN][x % DOTS_ACROSS];
        }
    }

    /** A mark of an axis: to four digits, for the values themselves are told elsewhere. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole
                ? Long.toString((long) value)
                : Cell.number(new BigDecimal(value).round(MARK).doubleValue());
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    }

    private static String cut(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
