package dev.vmsh.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A query as DuckDB's own parser reads it. */
final class DuckDbUnderstanding implements Understanding {
    /** Name and version; raised when the form changes. */
    static final String PREFIX = "duckjson1.5/1:";

    private static final String TOKENS_PREFIX = "tok/1:";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PLACES = Set.of("query_location", "query_location_length");
    private static final Set<String> NAMES = Set.of(
            "alias",
            "table_name",
            "schema_name",
            "catalog_name",
            "schema",
            "catalog",
            "relation_name",
            "column_names",
            "cte_name",
            "aliases",
            "column_name_alias",
            "using_columns",
            "function_name",
            "exclude_list",
            "key");

    private final PreparedText text;
    private final JsonNode tree;
    private final References references;
    private final Dialect dialect;

    private DuckDbUnderstanding(PreparedText text, JsonNode tree, References references, Dialect dialect) {
        this.text = text;
        this.tree = tree;
        this.references = references;
        this.dialect = dialect;
    }

    /**
     * What the tree in {@code json} says of {@code text}.
     *
     * @param json as {@link FallbackParser#serialize} gives it
     * @return empty if it is not one query, or its table names are not where it says
     */
    static Optional<DuckDbUnderstanding> of(PreparedText text, String json, Dialect dialect) {
        JsonNode answer;
        try {
            answer = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fallback parser gave text that is not JSON", e);
        }
        if (answer.path("error").asBoolean() || answer.path("statements").size() != 1) {
            return Optional.empty();
        }
        JsonNode tree = answer.path("statements").get(0).path("node");
        return new DuckDbWalk(text, dialect)
                .references(tree)
                .map(references -> new DuckDbUnderstanding(text, tree, references, dialect));
    }

    @Override
    public References references() {
        return references;
    }

    @Override
    public String canonical() {
        return dialect.ignoresCaseInQuotes() ? PREFIX + canonical(tree) : TOKENS_PREFIX + tokens();
    }

    /** The tree does not tell quoted names from others, which matters where quotes keep the case: there the words themselves count. */
    private String tokens() {
        return text.tokens().stream()
                .map(token -> token.kind() == Token.Kind.WORD ? token.lower() : token.text())
                .collect(Collectors.joining(" "));
    }

    /** Whether the trees of two texts in this dialect may be compared instead of their words. */
    boolean comparable() {
        return dialect.ignoresCaseInQuotes();
    }

    /** The canonical form of a tree or a part of one, without the prefix. */
    static String canonical(JsonNode tree) {
        return simplified(tree, "").toString();
    }

    JsonNode tree() {
        return tree;
    }

    @Override
    public Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas) {
        return new DuckDbColumns(dialect, schemas).of(tree);
    }

    @Override
    public List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas) {
        return List.of();
    }

    @Override
    public Optional<ColumnOrigins> origins(Function<TableName, Optional<List<Column>>> schemas) {
        return Optional.empty();
    }

    @Override
    public List<Rewritten.Edit> outputNames(Dialect target) {
        // DuckDB's tree tells where an item begins, not where it ends, and this text is in DuckDB's own dialect anyway.
        return List.of();
    }

    private static JsonNode simplified(JsonNode node, String key) {
        if (node.isArray()) {
            var elements = new ArrayList<JsonNode>();
            node.forEach(element -> elements.add(simplified(element, key)));
            if (key.equals("replace_list") || key.equals("group_sets")) {
                elements.sort((a, b) -> a.toString().compareTo(b.toString()));
            }
            return JSON.createArrayNode().addAll(elements);
        }
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> {
                if (!PLACES.contains(field.getKey())) {
                    fields.put(field.getKey(), simplified(field.getValue(), field.getKey()));
                }
            });
            ObjectNode simple = JSON.createObjectNode();
            simple.setAll(fields);
            return simple;
        }
        return node.isTextual() && NAMES.contains(key)
                ? JSON.getNodeFactory().textNode(node.asText().toLowerCase(Locale.ROOT))
                : node;
    }

    @Override
    public String toString() {
        return text.text();
    }
}
