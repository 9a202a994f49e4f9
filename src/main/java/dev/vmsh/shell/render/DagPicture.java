package dev.vmsh.shell.render;

import dev.vmsh.project.Dag;
import dev.vmsh.project.Project;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which model reads which, drawn from left to right: a model stands right of everything it reads. The page needs nothing but itself;
 * pointing at a model there dims what is neither above nor below it.
 */
public final class DagPicture {
    private static final int CHARACTER = 8;
    private static final int HEIGHT = 34;
    private static final int ROW = 56;
    private static final int GAP = 90;
    private static final int MARGIN = 24;
    private static final String STYLE = """
              svg { font: 13px ui-monospace, Menlo, Consolas, monospace; }
              .node rect { fill: #eef4ff; stroke: #5b7db8; rx: 6; }
              .node.external rect, .node.seed rect { fill: #f3f0e6; stroke: #a08c4f; }
              .node.view rect { fill: #eefaf1; stroke: #5a9a6c; }
              .edge { fill: none; stroke: #93a1b8; stroke-width: 1.4; }
              .dimmed { opacity: 0.12; }
            """;

    private final Project project;
    private final Map<TableName, Box> boxes;

    private record Box(int x, int y, int width) {}

    private DagPicture(Project project, Map<TableName, Box> boxes) {
        this.project = project;
        this.boxes = boxes;
    }

    /** @param chosen the models that are drawn */
    public static DagPicture of(Project project, Set<TableName> chosen) {
        return new DagPicture(project, boxes(columns(project.dag(), chosen), project.dag()));
    }

    /** The drawing alone, as a file. */
    public String svg() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing();
    }

    /** A page that shows it. */
    public String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title>
                <style>body { margin: 16px; font-family: system-ui, sans-serif; }</style></head>
                <body>
                <h1>%s</h1>
                %s<script>
                const nodes = [...document.querySelectorAll('.node')], edges = [...document.querySelectorAll('.edge')];
                function reach(name, from, to) {
                  const seen = new Set([name]), queue = [name];
                  while (queue.length) {
                    const at = queue.pop();
                    for (const edge of edges) {
                      if (edge.dataset[from] === at && !seen.has(edge.dataset[to])) {
                        seen.add(edge.dataset[to]);
                        queue.push(edge.dataset[to]);
                      }
                    }
                  }
                  return seen;
                }
                for (const node of nodes) {
                  node.addEventListener('mouseenter', () => {
                    const up = reach(node.dataset.name, 'to', 'from'), down = reach(node.dataset.name, 'from', 'to');
                    const near = name => up.has(name) || down.has(name);
                    nodes.forEach(each => each.classList.toggle('dimmed', !near(each.dataset.name)));
                    edges.forEach(each => each.classList.toggle('dimmed', !(near(each.dataset.from) && near(each.dataset.to))));
                  });
                  node.addEventListener('mouseleave', () => [...nodes, ...edges].forEach(each => each.classList.remove('dimmed')));
                }
                </script>
                </body>
                </html>
                """.formatted(escaped(title()), escaped(title()), drawing());
    }

    private String title() {
        return Phrases.count(boxes.size(), "model");
    }

    private String drawing() {
        int width = boxes.values().stream()
                        .mapToInt(box -> box.x() + box.width())
                        .max()
                        .orElse(0)
                + MARGIN;
        int height =
                boxes.values().stream().mapToInt(box -> box.y() + HEIGHT).max().orElse(0) + MARGIN;
        var out = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                        .formatted(width, height, width, height));
        out.append("<style>\n").append(STYLE).append("</style>\n");
        boxes.forEach((name, box) -> {
            for (TableName parent : project.dag().parents(name)) {
                if (boxes.containsKey(parent)) {
                    out.append(edge(parent, name));
                }
            }
        });
        boxes.forEach((name, box) -> out.append(node(name, box)));
        return out.append("</svg>\n").toString();
    }

    private String edge(TableName from, TableName to) {
        Box left = boxes.get(from);
        Box right = boxes.get(to);
        int startX = left.x() + left.width();
        int middle = (startX + right.x()) / 2;
        return "<path class=\"edge\" data-from=\"%s\" data-to=\"%s\" d=\"M%d %d C%d %d %d %d %d %d\"/>\n"
                .formatted(
                        escaped(from.toString()),
                        escaped(to.toString()),
                        startX,
                        left.y() + HEIGHT / 2,
                        middle,
                        left.y() + HEIGHT / 2,
                        middle,
                        right.y() + HEIGHT / 2,
                        right.x(),
                        right.y() + HEIGHT / 2);
    }

    private String node(TableName name, Box box) {
        String kind = project.models().get(name).kind().keyword();
        return "<g class=\"node %s\" data-name=\"%s\"><title>%s</title>"
                        .formatted(kind.toLowerCase(Locale.ROOT), escaped(name.toString()), escaped(name + "  " + kind))
                + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                        .formatted(box.x(), box.y(), box.width(), HEIGHT)
                + "<text x=\"%d\" y=\"%d\">%s</text></g>\n"
                        .formatted(box.x() + 12, box.y() + HEIGHT / 2 + 5, escaped(name.toString()));
    }

    /** The models by how long the longest chain to the left of each is. */
    private static List<List<TableName>> columns(Dag dag, Set<TableName> chosen) {
        var depth = new TreeMap<TableName, Integer>();
        var columns = new ArrayList<List<TableName>>();
        for (TableName name : dag.order()) {
            if (!chosen.contains(name)) {
                continue;
            }
            int column = dag.parents(name).stream()
                    .filter(depth::containsKey)
                    .mapToInt(parent -> depth.get(parent) + 1)
                    .max()
                    .orElse(0);
            depth.put(name, column);
            while (columns.size() <= column) {
                columns.add(new ArrayList<>());
            }
            columns.get(column).add(name);
        }
        return columns;
    }

    /** Within a column, models stand near what they read, so that fewer lines cross. */
    private static Map<TableName, Box> boxes(List<List<TableName>> columns, Dag dag) {
        var boxes = new LinkedHashMap<TableName, Box>();
        int x = MARGIN;
        for (List<TableName> column : columns) {
            var sorted = new ArrayList<>(column);
            sorted.sort(Comparator.<TableName>comparingDouble(name -> height(name, dag, boxes))
                    .thenComparing(Comparator.naturalOrder()));
            int width = 0;
            for (int row = 0; row < sorted.size(); row++) {
                int wide = sorted.get(row).toString().length() * CHARACTER + 2 * 12;
                width = Math.max(width, wide);
                boxes.put(sorted.get(row), new Box(x, MARGIN + row * ROW, wide));
            }
            x += width + GAP;
        }
        return boxes;
    }

    private static double height(TableName name, Dag dag, Map<TableName, Box> boxes) {
        return dag.parents(name).stream()
                .filter(boxes::containsKey)
                .mapToInt(parent -> boxes.get(parent).y())
                .average()
                .orElse(0);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
