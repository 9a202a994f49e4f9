package dev.vmsh.shell.render;

import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which model reads which, for people and for programs. */
public final class DagReport {
    private final Project project;
    private final Set<TableName> chosen;
    private final Set<TableName> drawn = new HashSet<>();

    private DagReport(Project project, Set<TableName> chosen) {
        this.project = project;
        this.chosen = chosen;
    }

    /** @param chosen the models that are shown */
    public static Report of(Project project, Set<TableName> chosen) {
        var report = new DagReport(project, chosen);
        return new Report.Document(report.json(), report.text());
    }

    private Map<String, Object> json() {
        var nodes = new ArrayList<Map<String, Object>>();
        var edges = new ArrayList<Map<String, Object>>();
        for (TableName name : ordered()) {
            Model model = project.models().get(name);
            var node = new LinkedHashMap<String, Object>();
            node.put("name", name.toString());
            node.put("kind", model.kind().keyword());
            node.put("path", model.file());
            nodes.add(node);
            for (TableName parent : project.dag().parents(name)) {
                if (chosen.contains(parent)) {
                    var edge = new LinkedHashMap<String, Object>();
                    edge.put("from", parent.toString());
                    edge.put("to", name.toString());
                    edges.add(edge);
                }
            }
        }
        var graph = new LinkedHashMap<String, Object>();
        graph.put("nodes", nodes);
        graph.put("edges", edges);
        return graph;
    }

    /** What reads nothing that is shown stands at the left, its readers below it; what was drawn already is not drawn out again. */
    private String text() {
        var out = new StringBuilder();
        for (TableName name : ordered()) {
            if (project.dag().parents(name).stream().noneMatch(chosen::contains)) {
                out.append(tree(name).text());
            }
        }
        return out.toString();
    }

    private Tree tree(TableName name) {
        List<TableName> readers =
                project.dag().children(name).stream().filter(chosen::contains).toList();
        String label =
                "%s  %s".formatted(name, project.models().get(name).kind().keyword());
        if (!drawn.add(name) && !readers.isEmpty()) {
            return Tree.leaf(label + "  (see above)");
        }
        return new Tree(label, readers.stream().map(this::tree).toList());
    }

    private List<TableName> ordered() {
        return project.dag().order().stream().filter(chosen::contains).toList();
    }
}
