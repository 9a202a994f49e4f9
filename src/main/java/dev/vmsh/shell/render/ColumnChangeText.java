package dev.vmsh.shell.render;

import dev.vmsh.diff.SchemaDiff;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which columns models gain, lose and retype, as a tree. */
public final class ColumnChangeText {
    private ColumnChangeText() {}

    /** A line for each column below its model's; one sentence if there is none. */
    public static String of(Map<TableName, SchemaDiff> changes) {
        if (changes.isEmpty()) {
            return "No model's columns change.\n";
        }
        var models = new ArrayList<Tree>();
        changes.forEach((model, columns) -> models.add(new Tree(model.toString(), lines(columns))));
        return new Tree("Columns:", models).text();
    }

    /** {@code + name (TYPE)}, {@code - name (TYPE)}, {@code ~ name (TYPE -> TYPE)}. */
    static List<Tree> lines(SchemaDiff columns) {
        var lines = new ArrayList<String>();
        columns.added().forEach(column -> lines.add("+ %s (%s)".formatted(column.name(), column.type())));
        columns.removed().forEach(column -> lines.add("- %s (%s)".formatted(column.name(), column.type())));
        columns.modified()
                .forEach(column -> lines.add(
                        "~ %s (%s -> %s)".formatted(column.name(), column.sourceType(), column.targetType())));
        return lines.stream().map(line -> Tree.leaf(Cell.escaped(line))).toList();
    }
}
