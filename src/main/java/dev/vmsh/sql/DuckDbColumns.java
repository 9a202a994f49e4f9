package dev.vmsh.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The columns that a query gives, from DuckDB's tree. Knows less than {@link OutputColumns}: what is not plain is not known. */
final class DuckDbColumns {
    private final Dialect dialect;
    private final Function<TableName, Optional<List<Column>>> schemas;

    DuckDbColumns(Dialect dialect, Function<TableName, Optional<List<Column>>> schemas) {
        this.dialect = dialect;
        this.schemas = schemas;
    }

    private record Source(String name, List<Column> columns) {}

    Optional<List<Column>> of(JsonNode tree) {
        return columns(tree, Map.of());
    }

    private Optional<List<Column>> columns(JsonNode query, Map<String, Optional<List<Column>>> outer) {
        var withs = new HashMap<>(outer);
        for (JsonNode entry : query.path("cte_map").path("map")) {
            JsonNode value = entry.path("value");
            JsonNode body = value.path("query").path("node");
            JsonNode first = body.path("type").asText().equals("RECURSIVE_CTE_NODE") ? body.path("left") : body;
            withs.put(name(entry.path("key")), renamed(columns(first, withs), value.path("aliases")));
        }
        String type = query.path("type").asText();
        if (type.equals("SET_OPERATION_NODE")
                && !query.path("setop_type").asText().contains("BY_NAME")) {
            return columns(
                    query.has("left")
                            ? query.path("left")
                            : query.path("children").path(0),
                    withs);
        }
        return type.equals("SELECT_NODE") ? selectColumns(query, withs) : Optional.empty();
    }

    private Optional<List<Column>> selectColumns(JsonNode select, Map<String, Optional<List<Column>>> withs) {
        Optional<List<Source>> sources = sources(select.path("from_table"), withs);
        var columns = new ArrayList<Column>();
        for (JsonNode item : select.path("select_list")) {
            boolean star = item.path("class").asText().equals("STAR");
            if (star || item.toString().contains("\"columns\":true")) {
                Optional<List<Column>> expanded =
                        star && sources.isPresent() ? star(item, sources.get()) : Optional.empty();
                if (expanded.isEmpty()) {
                    return Optional.empty();
                }
                columns.addAll(expanded.get());
            } else {
                String name = itemName(item).orElse(OutputNames.generated(columns.size()));
                columns.add(new Column(name, type(item, sources.orElse(List.of()))));
            }
        }
        return Optional.of(columns);
    }

    private Optional<List<Column>> star(JsonNode star, List<Source> sources) {
        boolean plain = star.path("expr").isNull()
                && !star.path("columns").asBoolean()
                && star.path("qualified_exclude_list").isEmpty()
                && star.path("rename_list").isEmpty();
        if (!plain || sources.isEmpty()) {
            return Optional.empty();
        }
        var excluded = new HashSet<String>();
        star.path("exclude_list").forEach(name -> excluded.add(name(name)));
        var replaced = new HashMap<String, JsonNode>();
        star.path("replace_list").forEach(item -> replaced.put(name(item.path("key")), item.path("value")));
        String relation = name(star.path("relation_name"));
        var columns = new ArrayList<Column>();
        for (Source source : sources) {
            if (relation.isEmpty() || relation.equals(source.name())) {
                for (Column column : source.columns()) {
                    JsonNode replacement = replaced.get(column.name());
                    if (!excluded.contains(column.name())) {
                        columns.add(
                                replacement == null ? column : new Column(column.name(), type(replacement, sources)));
                    }
                }
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    /** Empty if the columns of one of them are not known, or a join merges columns. */
    private Optional<List<Source>> sources(JsonNode from, Map<String, Optional<List<Column>>> withs) {
        String alias = name(from.path("alias"));
        return switch (from.path("type").asText()) {
            case "EMPTY" -> Optional.of(List.of());
            case "BASE_TABLE" -> table(from, alias, withs);
            case "SUBQUERY" ->
                source(
                        alias,
                        renamed(columns(from.path("subquery").path("node"), withs), from.path("column_name_alias")));
            case "JOIN" -> joined(from, withs);
            default -> Optional.empty();
        };
    }

    private Optional<List<Source>> table(JsonNode from, String alias, Map<String, Optional<List<Column>>> withs) {
        TableName table = new TableName(
                nullIfEmpty(name(from.path("catalog_name"))),
                nullIfEmpty(name(from.path("schema_name"))),
                name(from.path("table_name")));
        Optional<List<Column>> columns = table.schema() == null && withs.containsKey(table.name())
                ? withs.get(table.name())
                : schemas.apply(table);
        return source(alias.isEmpty() ? table.name() : alias, renamed(columns, from.path("column_name_alias")));
    }

    private Optional<List<Source>> joined(JsonNode join, Map<String, Optional<List<Column>>> withs) {
        Optional<List<Source>> left = sources(join.path("left"), withs);
        String kind = join.path("join_type").asText();
        if (kind.equals("SEMI") || kind.equals("ANTI")) {
            return left;
        }
        Optional<List<Source>> right = sources(join.path("right"), withs);
        boolean merges = !join.path("using_columns").isEmpty()
                || join.path("ref_type").asText().equals("NATURAL");
        if (left.isEmpty() || right.isEmpty() || merges) {
            return Optional.empty();
        }
        var both = new ArrayList<>(left.get());
        both.addAll(right.get());
        return Optional.of(both);
    }

    private static Optional<List<Source>> source(String name, Optional<List<Column>> columns) {
        return columns.map(known -> List.of(new Source(name, known)));
    }

    private Optional<List<Column>> renamed(Optional<List<Column>> columns, JsonNode names) {
        return columns.map(known -> {
            var renamed = new ArrayList<>(known);
            for (int i = 0; i < names.size() && i < renamed.size(); i++) {
                renamed.set(i, new Column(name(names.get(i)), renamed.get(i).type()));
            }
            return renamed;
        });
    }

    private Optional<String> itemName(JsonNode item) {
        if (!item.path("alias").asText().isEmpty()) {
            return Optional.of(name(item.path("alias")));
        }
        if (item.path("class").asText().equals("COLUMN_REF")) {
            JsonNode names = item.path("column_names");
            return Optional.of(name(names.get(names.size() - 1)));
        }
        return item.path("class").asText().equals("CAST") ? itemName(item.path("child")) : Optional.empty();
    }

    private String type(JsonNode item, List<Source> sources) {
        return switch (item.path("class").asText()) {
            case "CAST" -> plainType(item.path("cast_type"));
            case "COMPARISON", "CONJUNCTION" -> "BOOLEAN";
            case "FUNCTION" ->
                Set.of("count", "count_star")
                                .contains(item.path("function_name").asText())
                        ? "BIGINT"
                        : null;
            case "CONSTANT" ->
                item.path("value").path("is_null").asBoolean()
                        ? null
                        : plainType(item.path("value").path("type"));
            case "COLUMN_REF" -> columnType(item.path("column_names"), sources);
            default -> null;
        };
    }

    private static String plainType(JsonNode type) {
        return type.path("type_info").isNull() ? type.path("id").asText() : null;
    }

    private String columnType(JsonNode names, List<Source> sources) {
        String column = name(names.get(names.size() - 1));
        String qualifier = names.size() == 2 ? name(names.get(0)) : null;
        List<String> types = sources.stream()
                .filter(source -> qualifier == null || qualifier.equals(source.name()))
                .flatMap(source -> source.columns().stream())
                .filter(candidate -> candidate.name().equals(column) && candidate.type() != null)
                .map(Column::type)
                .distinct()
                .toList();
        return types.size() == 1 && names.size() <= 2 ? types.get(0) : null;
    }

    private String name(JsonNode written) {
        return dialect.normalize(written.asText(), true);
    }

    private static String nullIfEmpty(String name) {
        return name.isEmpty() ? null : name;
    }
}
