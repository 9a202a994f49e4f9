package dev.vmsh.shell.render;

import dev.vmsh.project.ColumnLineage.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where columns come from, for people and for programs. */
public final class LineageReport {
    private LineageReport() {}

    /** One column. */
    public static Report of(Origin origin) {
        return new Report.Document(json(origin), tree(origin).text());
    }

    /** Every column of a model. */
    public static Report of(List<Origin> origins) {
        return new Report.Document(
                origins.stream().map(LineageReport::json).toList(),
                origins.stream().map(origin -> tree(origin).text()).collect(Collectors.joining("\n")));
    }

    private static Map<String, Object> json(Origin origin) {
        var value = new LinkedHashMap<String, Object>();
        value.put("model", origin.column().table().toString());
        value.put("column", origin.column().column());
        value.put("from", origin.from().stream().map(LineageReport::json).toList());
        value.put("certain", origin.certain());
        return value;
    }

    private static Tree tree(Origin origin) {
        String label = origin.column().table() + "." + origin.column().column();
        return new Tree(
                Cell.escaped(label) + (origin.certain() ? "" : "  (where from cannot be told)"),
                origin.from().stream().map(LineageReport::tree).toList());
    }
}
