package dev.vmsh.macro;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code @UNION([condition,] ['ALL' | 'DISTINCT',] t1, t2, …)}: the rows of all relations, over the columns they have in common. */
final class UnionMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        call.allowNoKeywords();
        var rest = new ArrayList<>(call.present());
        boolean all = true;
        boolean combine = true;
        if (!rest.isEmpty() && isCondition(rest.get(0), call)) {
            combine = Conditions.isTrue(rest.remove(0), call);
        }
        if (!rest.isEmpty() && Values.read(rest.get(0), call.dialect()) instanceof MacroValue.Text type) {
            all = isAll(type.value(), call);
            rest.remove(0);
        }
        if (rest.isEmpty()) {
            throw call.wrong("There is no table to unite", "Give at least one");
        }
        List<Relation> relations =
                rest.stream().map(text -> Relation.required(text, call)).toList();
        List<Column> common = common(relations, call);
        return MacroResult.of(relations.subList(0, combine ? relations.size() : 1).stream()
                .map(relation -> select(relation, common, call.dialect()))
                .collect(Collectors.joining(all ? " UNION ALL " : " UNION ")));
    }

    private static boolean isCondition(String text, MacroCall call) {
        MacroValue value = Values.read(text, call.dialect());
        boolean keyword = value instanceof MacroValue.Bool || value instanceof MacroValue.Null;
        boolean table =
                value instanceof MacroValue.Sql && Relation.read(text, call).isPresent();
        return keyword || !(table || value instanceof MacroValue.Text);
    }

    private static boolean isAll(String type, MacroCall call) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "ALL" -> true;
            case "DISTINCT" -> false;
            default -> throw call.wrong("The kind of union '" + type + "' is unknown", "Write 'ALL' or 'DISTINCT'");
        };
    }

    /** The first relation's columns that every other one has too, by name and type. */
    private static List<Column> common(List<Relation> relations, MacroCall call) {
        var common = new ArrayList<>(relations.get(0).columns(call));
        for (Relation relation : relations) {
            List<Column> columns = relation.columns(call);
            common.removeIf(column -> columns.stream().noneMatch(other -> agree(column, other)));
        }
        if (common.isEmpty()) {
            if (call.evaluation().loading()) {
                return List.of(Relation.UNKNOWN_COLUMN);
            }
            throw call.wrong(
                    "The tables have no column in common, by name and type", "Compare their columns and types");
        }
        return common;
    }

    private static boolean agree(Column left, Column right) {
        boolean untyped = left.type() == null && right.type() == null;
        boolean types = untyped || (left.type() != null && left.type().equalsIgnoreCase(right.type()));
        return types && left.name().equalsIgnoreCase(right.name());
    }

    private static String select(Relation relation, List<Column> columns, Dialect dialect) {
        return columns.stream()
                .map(column -> {
                    String name = SqlText.name(column.name(), dialect);
                    return Relation.isTyped(column) ? "CAST(" + name + " AS " + column.type() + ") AS " + name : name;
                })
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + relation.sql()));
    }
}
