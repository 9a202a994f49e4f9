package dev.vmsh.shell.render;

import dev.vmsh.shell.render.Chart.Point;
import dev.vmsh.shell.render.Chart.Range;
import java.util.List;
import java.util.Locale;

/** A chart as a page that needs nothing but itself. Every value is escaped; pointing at a mark tells its value exactly. */
public final class ChartHtml {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int BOTTOM = 60;
    private static final int TOP = 20;
    private static final int MOST_LABELS = 12;
    private static final int MOST_MARKS = 400;
    private static final List<String> COLOURS =
            List.of("#3b6fb6", "#c8553d", "#3f8f5f", "#8b5fbf", "#b08a2e", "#4a9fa8");
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 14px/1.5 system-ui, sans-serif; margin: 1.5rem; }
            svg text { font-size: 12px; fill: currentColor; }
            .axis { stroke: currentColor; stroke-opacity: .4; }
            .legend span { display: inline-block; width: .8em; height: .8em; margin: 0 .4em 0 1em; }
            """;

    private final Chart chart;
    private final boolean lines;
    private final Range range;
    private final StringBuilder out = new StringBuilder();

    private ChartHtml(Chart chart, boolean lines) {
        this.chart = lines ? chart.fromLeftToRight() : chart;
        this.lines = lines;
        Range all = chart.range(0);
        for (int i = 1; i < chart.series().size(); i++) {
            all = all.with(chart.range(i));
        }
        this.range = lines ? all : all.fromZero();
    }

    /** @param lines lines, or else bars */
    public static String of(Chart chart, boolean lines, String title) {
        return new ChartHtml(chart, lines).page(title);
    }

    private String page(String title) {
        add(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>%s</title>\n<style>\n%s</style></head>\n<body>\n<h1>%s</h1>\n",
                escaped(title), STYLE, escaped(title));
        add("<p class=\"legend\">");
        for (int i = 0; i < chart.series().size(); i++) {
            add(
                    "<span style=\"background:%s\"></span>%s",
                    colour(i), escaped(chart.series().get(i)));
        }
        add("</p>\n<svg viewBox=\"0 0 %d %d\" width=\"100%%\" role=\"img\">\n", WIDTH, HEIGHT);
        axes();
        for (int i = 0; i < chart.series().size(); i++) {
            if (lines) {
                line(i);
            } else {
                bars(i);
            }
        }
        add("</svg>\n</body>\n</html>\n");
        return out.toString();
    }

    private void axes() {
        add("<path class=\"axis\" fill=\"none\" d=\"M%d %d V%d H%d\"/>\n", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - 10);
        for (double value : List.of(range.least(), range.greatest())) {
            add(
                    "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 6, y(value), escaped(ChartText.number(value)));
        }
        int every = Math.max(1, (chart.points().size() + MOST_LABELS - 1) / MOST_LABELS);
        for (int i = 0; i < chart.points().size(); i += every) {
            add(
                    "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x(i), HEIGHT - BOTTOM + 18, escaped(chart.points().get(i).label()));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                WIDTH / 2, HEIGHT - 10, escaped(chart.axis()));
    }

    private void line(int series) {
        var path = new StringBuilder();
        boolean pen = false;
        List<Point> points = chart.points();
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).values().get(series);
            if (Double.isFinite(value)) {
                path.append(pen ? "L" : "M").append(x(i)).append(' ').append(y(value));
            }
            pen = Double.isFinite(value);
        }
        add("<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" d=\"%s\"/>\n", colour(series), path);
        for (int i = 0; i < points.size() && points.size() <= MOST_MARKS; i++) {
            double value = points.get(i).values().get(series);
            if (Double.isFinite(value)) {
                add(
                        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"><title>%s</title></circle>\n",
                        x(i), y(value), colour(series), told(points.get(i), series));
            }
        }
    }

    private void bars(int series) {
        List<Point> points = chart.points();
        double slot = (double) (WIDTH - LEFT - 20) / points.size();
        double width = slot * 0.8 / chart.series().size();
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).values().get(series);
            if (Double.isFinite(value)) {
                double top = Math.min(height(value), height(0));
                add(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s</title></rect>\n",
                        decimal(LEFT + 10 + i * slot + slot * 0.1 + series * width),
                        decimal(top),
                        decimal(width),
                        decimal(Math.abs(height(value) - height(0))),
                        colour(series),
                        told(points.get(i), series));
            }
        }
    }

    private String told(Point point, int series) {
        return escaped("%s  %s: %s"
                .formatted(
                        point.label(), chart.series().get(series), point.texts().get(series)));
    }

    private String x(int index) {
        List<Point> points = chart.points();
        double share = lines && chart.measured()
                ? new Range(points.get(0).at(), points.get(points.size() - 1).at())
                        .share(points.get(index).at())
                : (index + 0.5) / points.size();
        return decimal(LEFT + 10 + share * (WIDTH - LEFT - 20));
    }

    private String y(double value) {
        return decimal(height(value));
    }

    private double height(double value) {
        return HEIGHT - BOTTOM - range.share(value) * (HEIGHT - BOTTOM - TOP);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the texts are constants of this class
    private void add(String text, Object... values) {
        out.append(text.formatted(values));
    }

    private static String escaped(String text) {
        return Cell.escaped(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
