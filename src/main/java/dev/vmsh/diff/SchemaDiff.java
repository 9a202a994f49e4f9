package dev.vmsh.diff;

import dev.vmsh.sql.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * How the columns of two tables differ. Order is not compared.
 *
 * @param added only in the target
 * @param removed only in the source
 * @param modified in both, with different types
 */
public record SchemaDiff(List<Column> added, List<Column> removed, List<Retyped> modified) {
    /** A column whose type is not the same on both sides. */
    public record Retyped(String name, String sourceType, String targetType) {}

    /** No difference. */
    public static final SchemaDiff NONE = new SchemaDiff(List.of(), List.of(), List.of());

    public SchemaDiff {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        modified = List.copyOf(modified);
    }

    /** How {@code source} differs from {@code target}; all types known. */
    public static SchemaDiff between(List<Column> source, List<Column> target) {
        return between(source, target, ColumnType::same);
    }

    /** The same for columns of two engines, which call one type by different names. */
    static SchemaDiff across(List<Column> source, List<Column> target) {
        return between(source, target, ColumnType::alike);
    }

    private static SchemaDiff between(
            List<Column> source, List<Column> target, BiPredicate<ColumnType, ColumnType> same) {
        Map<String, Column> left = byName(source);
        Map<String, Column> right = byName(target);
        var modified = new ArrayList<Retyped>();
        left.forEach((name, column) -> {
            Column other = right.get(name);
            if (other != null && !same.test(ColumnType.of(column.type()), ColumnType.of(other.type()))) {
                modified.add(new Retyped(name, column.type(), other.type()));
            }
        });
        return new SchemaDiff(
                target.stream()
                        .filter(column -> !left.containsKey(column.name()))
                        .toList(),
                source.stream()
                        .filter(column -> !right.containsKey(column.name()))
                        .toList(),
                modified);
    }

    static Map<String, Column> byName(List<Column> columns) {
        var byName = new LinkedHashMap<String, Column>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    public boolean same() {
        return added.isEmpty() && removed.isEmpty() && modified.isEmpty();
    }
}
