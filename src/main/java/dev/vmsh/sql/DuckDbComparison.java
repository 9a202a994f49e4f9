package dev.vmsh.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * As {@link QueryComparison}, on DuckDB's trees: columns added at the outermost level of a plain SELECT are recognised, everything else
 * is {@link QueryChange.Other}.
 */
final class DuckDbComparison {
    QueryChange compare(DuckDbUnderstanding before, DuckDbUnderstanding after) {
        if (before.canonical().equals(after.canonical())) {
            return new QueryChange.Same();
        }
        JsonNode left = before.tree();
        if (!before.comparable()
                || !left.path("type").asText().equals("SELECT_NODE")
                || !(after.tree().deepCopy() instanceof ObjectNode right)) {
            return new QueryChange.Other("the query changed");
        }
        List<JsonNode> extra = takeAdded(left, right);
        if (extra.isEmpty() || !DuckDbUnderstanding.canonical(left).equals(DuckDbUnderstanding.canonical(right))) {
            return new QueryChange.Other("the query changed");
        }
        boolean plain =
                extra.stream().allMatch(item -> item.path("class").asText().equals("COLUMN_REF"));
        boolean fixed = left.path("modifiers").isEmpty()
                && left.path("aggregate_handling").asText().equals("STANDARD_HANDLING");
        if (!plain || !fixed || !left.path("group_expressions").isEmpty()) {
            return new QueryChange.Other("columns added where they may change the rows");
        }
        return new QueryChange.AddedColumns(
                extra.stream().map(DuckDbComparison::name).toList());
    }

    /** Removes from {@code after} the select items that {@code before} lacks; empty if old items are missing. */
    private static List<JsonNode> takeAdded(JsonNode before, ObjectNode after) {
        var extra = new ArrayList<JsonNode>();
        ArrayNode kept = after.arrayNode();
        int next = 0;
        JsonNode olds = before.path("select_list");
        for (JsonNode item : after.path("select_list")) {
            if (next < olds.size()
                    && DuckDbUnderstanding.canonical(item).equals(DuckDbUnderstanding.canonical(olds.get(next)))) {
                kept.add(item);
                next++;
            } else {
                extra.add(item);
            }
        }
        if (next < olds.size()) {
            return List.of();
        }
        after.set("select_list", kept);
        return extra;
    }

    private static String name(JsonNode column) {
        JsonNode names = column.path("column_names");
        String name = column.path("alias").asText().isEmpty()
                ? names.get(names.size() - 1).asText()
                : column.path("alias").asText();
        return Dialect.DUCKDB.normalize(name, true);
    }
}
