package dev.vmsh.diff;

import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as maps and lists, in the order and with the names that scripts rely on. */
public final class TableDiffJson {
    private TableDiffJson() {}

    static Map<String, Object> of(TableDiffReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", report.source());
        json.put("target", report.target());
        json.put("model", report.model().map(Object::toString).orElse(null));
        json.put("source_table", report.sourceTable().toString());
        json.put("target_table", report.targetTable().toString());
        json.put("identical", report.identical());
        json.put("basis", report.basis().name().toLowerCase(Locale.ROOT));
        json.put("on", report.on());
        json.put("schema", schema(report.schema()));
        json.put("rows", report.rows().map(TableDiffJson::rows).orElseGet(TableDiffJson::unread));
        json.put("columns", report.columns().stream().map(TableDiffJson::column).toList());
        json.put("samples", samples(report.samples()));
        json.put("notes", report.notes());
        return json;
    }

    /** A model that could not be compared. */
    static Map<String, Object> failure(String source, String target, TableName model, VmshException failure) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", source);
        json.put("target", target);
        json.put("model", model.toString());
        json.put("error", failure.getMessage());
        json.put("remedy", failure.remedy());
        return json;
    }

    /** Columns that were added, removed and retyped. */
    public static Map<String, Object> schema(SchemaDiff schema) {
        var modified = new ArrayList<Map<String, Object>>();
        for (SchemaDiff.Retyped column : schema.modified()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("name", column.name());
            json.put("source_type", column.sourceType());
            json.put("target_type", column.targetType());
            modified.add(json);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("added", schema.added().stream().map(TableDiffJson::typed).toList());
        json.put("removed", schema.removed().stream().map(TableDiffJson::typed).toList());
        json.put("modified", modified);
        return json;
    }

    private static Map<String, Object> typed(Column column) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", column.name());
        json.put("type", column.type());
        return json;
    }

    private static Map<String, Object> rows(RowCounts rows) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", rows.source());
        json.put("target", rows.target());
        json.put("joined", rows.joined());
        json.put("full_match", rows.fullMatch());
        json.put("partial_match", rows.partialMatch());
        json.put("source_only", rows.sourceOnly());
        json.put("target_only", rows.targetOnly());
        json.put("null_keys", rows.nullKeys());
        json.put("duplicate_keys_source", rows.duplicateKeysSource());
        json.put("duplicate_keys_target", rows.duplicateKeysTarget());
        json.put("full_match_pct", rows.percentOfPairs(rows.fullMatch()));
        json.put("partial_match_pct", rows.percentOfPairs(rows.partialMatch()));
        json.put("source_only_pct", rows.percentOfRows(rows.sourceOnly()));
        json.put("target_only_pct", rows.percentOfRows(rows.targetOnly()));
        return json;
    }

    /** Both sides are one table: how many rows it has was not asked, but none of them differs. */
    private static Map<String, Object> unread() {
        var json = new LinkedHashMap<String, Object>();
        for (String unknown : List.of("source", "target", "joined", "full_match")) {
            json.put(unknown, null);
        }
        for (String none : List.of("partial_match", "source_only", "target_only")) {
            json.put(none, 0);
        }
        for (String unknown : List.of("null_keys", "duplicate_keys_source", "duplicate_keys_target")) {
            json.put(unknown, null);
        }
        return json;
    }

    private static Map<String, Object> column(ColumnMatch column) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", column.name());
        json.put("pct_match", column.percent());
        json.put("differences", column.differences());
        return json;
    }

    private static Map<String, Object> samples(Samples samples) {
        var changed = new ArrayList<Map<String, Object>>();
        for (Samples.Changed row : samples.changed()) {
            var columns = new LinkedHashMap<String, Object>();
            row.columns().forEach((name, values) -> {
                var sides = new LinkedHashMap<String, Object>();
                sides.put("source", values.source());
                sides.put("target", values.target());
                columns.put(name, sides);
            });
            var json = new LinkedHashMap<String, Object>();
            json.put("key", row.key());
            json.put("columns", columns);
            changed.add(json);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("partial_match", changed);
        json.put("source_only", samples.sourceOnly());
        json.put("target_only", samples.targetOnly());
        return json;
    }
}
