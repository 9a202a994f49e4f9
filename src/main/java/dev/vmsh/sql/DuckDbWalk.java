package dev.vmsh.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the table references and column qualifiers of the tree that DuckDB's parser gives as JSON. Single use. */
final class DuckDbWalk {
    private static final Set<String> NO_ALIAS_AFTER =
            Set.of("table", "pivot", "unpivot", "summarize", "describe", "show");
    private static final Set<String> NO_ALIAS_BEFORE = Set.of("pivot", "unpivot", "at");

    private final PreparedText text;
    private final Dialect dialect;
    private final int[] characters;
    private final List<Scope.FoundTable> tables = new ArrayList<>();
    private final List<Scope.Qualifier> qualifiers = new ArrayList<>();
    private boolean misplaced;

    DuckDbWalk(PreparedText text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
        this.characters = charactersByByte(text.text());
    }

    /** Empty if a table's name is not found at the place that the tree gives for it. */
    Optional<References> references(JsonNode tree) {
        walk(tree, new Scope(null));
        return misplaced ? Optional.empty() : Optional.of(new References(tables, qualifiers));
    }

    private void walk(JsonNode node, Scope scope) {
        String type = node.path("type").asText();
        if (node.isArray()) {
            node.forEach(element -> walk(element, scope));
        } else if (type.equals("BASE_TABLE")) {
            table(node, scope);
            walkFields(node, scope);
        } else if (type.endsWith("_NODE") && node.has("cte_map")) {
            query(node, scope);
        } else if (node.isObject()) {
            if (!node.path("alias").asText().isEmpty() && !node.has("class")) {
                scope.addAlias(dialect.normalize(node.path("alias").asText(), true));
            }
            qualifier(node, scope);
            walkFields(node, scope);
        }
    }

    private void walkFields(JsonNode node, Scope scope) {
        node.forEach(part -> walk(part, scope));
    }

    private void query(JsonNode node, Scope outer) {
        var scope = new Scope(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            String name = dialect.normalize(entry.path("key").asText(), true);
            var inner = new Scope(scope);
            if (entry.toString().contains("\"RECURSIVE_CTE_NODE\"")) {
                inner.bind(name);
            }
            walk(entry.path("value"), inner);
            scope.bind(name);
        }
        node.properties().forEach(field -> {
            if (!field.getKey().equals("cte_map")) {
                walk(field.getValue(), scope);
            }
        });
    }

    private void table(JsonNode node, Scope scope) {
        String written = node.path("table_name").asText();
        boolean oneName = node.path("schema_name").asText().isEmpty()
                && node.path("catalog_name").asText().isEmpty();
        if (oneName && scope.binds(dialect.normalize(written, true))) {
            scope.addAlias(dialect.normalize(written, true));
            return;
        }
        long location = node.path("query_location").asLong(-1);
        int begin = location < 0 || location >= characters.length ? -1 : characters[(int) location];
        int index = text.indexAt(begin);
        if (index >= 0 && text.tokens().get(index).kind() == Token.Kind.STRING) {
            return; // a file, not a table
        }
        List<Token> parts = index < 0 ? List.of() : text.nameAt(begin);
        if (parts.isEmpty() || parts.size() > 3 || !sameName(parts, node)) {
            misplaced = true;
            return;
        }
        TableReference reference = text.reference(parts, TreeWalk.tableName(parts, dialect), false);
        boolean aliased = !node.path("alias").asText().isEmpty();
        if (aliased) {
            scope.addAlias(dialect.normalize(node.path("alias").asText(), true));
        }
        var found = new Scope.FoundTable(reference, aliased, mayBeNamed(index, parts.size()), scope);
        tables.add(found);
        scope.add(found);
    }

    private static boolean sameName(List<Token> parts, JsonNode node) {
        var names = new ArrayList<String>();
        for (String key : List.of("catalog_name", "schema_name", "table_name")) {
            if (!node.path(key).asText().isEmpty()) {
                names.add(node.path(key).asText());
            }
        }
        return names.equals(parts.stream().map(Token::identifier).toList());
    }

    private boolean mayBeNamed(int index, int parts) {
        int after = index + 2 * parts - 1;
        boolean before = index > 0
                && NO_ALIAS_AFTER.contains(text.tokens().get(index - 1).lower());
        boolean next = after < text.tokens().size()
                && NO_ALIAS_BEFORE.contains(text.tokens().get(after).lower());
        return !before && !next;
    }

    private void qualifier(JsonNode node, Scope scope) {
        boolean column = node.path("class").asText().equals("COLUMN_REF")
                && node.path("column_names").size() > 1;
        boolean star = node.path("class").asText().equals("STAR")
                && !node.path("relation_name").asText().isEmpty();
        long location = node.path("query_location").asLong(-1);
        if ((!column && !star) || location < 0 || location >= characters.length) {
            return;
        }
        List<Token> parts = text.nameAt(characters[(int) location]);
        int last = star ? parts.size() : parts.size() - 1;
        if (last > 0) {
            qualifiers.add(new Scope.Qualifier(parts.subList(0, last), scope));
        }
    }

    /** DuckDB counts UTF-8 bytes; the character at each byte's place. */
    private static int[] charactersByByte(String text) {
        int[] characters = new int[text.getBytes(StandardCharsets.UTF_8).length + 1];
        int at = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int width = Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            for (int b = 0; b < width; b++) {
                characters[at++] = i;
            }
        }
        if (at < characters.length) {
            characters[at] = text.length();
        }
        return characters;
    }
}
