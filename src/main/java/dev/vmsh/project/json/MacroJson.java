package dev.vmsh.project.json;

import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.project.KnownSchemas;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Macro values and scopes as JSON. What a JSON type can say is that type; the rest is an object with the form as its only key. */
final class MacroJson {
    private MacroJson() {}

    static Object write(MacroScope scope) {
        var fields = JsonObject.fields();
        fields.put("variables", map(scope.variables()));
        fields.put("configured", map(scope.configured()));
        fields.put("blueprint", map(scope.blueprint()));
        fields.put("definitions", map(scope.definitions()));
        fields.put("jinja_macros", scope.jinjaMacros());
        if (scope.schemas() instanceof KnownSchemas known) {
            fields.put("schemas", write(known));
        }
        return fields;
    }

    /** The schemas of tables are kept only if they are a value: {@link KnownSchemas}. */
    static MacroScope scope(JsonObject fields, Dialect dialect) {
        MacroScope scope = new MacroScope(
                dialect,
                fields.map("variables", MacroJson::value),
                fields.map("configured", MacroJson::value),
                fields.map("blueprint", MacroJson::value),
                table -> Optional.empty(),
                fields.texts("jinja_macros"));
        for (Map.Entry<String, MacroValue> definition :
                fields.map("definitions", MacroJson::value).entrySet()) {
            scope = scope.withDefinition(definition.getKey(), definition.getValue());
        }
        return fields.raw("schemas") == null ? scope : scope.withSchemas(schemas(fields.object("schemas")));
    }

    private static Object write(KnownSchemas known) {
        var fields = JsonObject.fields();
        fields.put("default_catalog", known.defaultCatalog());
        fields.put(
                "tables",
                new TreeMap<>(known.columns())
                        .entrySet().stream()
                                .map(entry -> List.of(
                                        JsonObject.table(entry.getKey()),
                                        entry.getValue().stream()
                                                .map(JsonObject::column)
                                                .toList()))
                                .toList());
        return fields;
    }

    private static KnownSchemas schemas(JsonObject fields) {
        var columns = new HashMap<TableName, List<Column>>();
        fields.list("tables", pair -> (List<?>) pair)
                .forEach(pair -> columns.put(
                        JsonObject.table(pair.get(0)),
                        ((List<?>) pair.get(1))
                                .stream()
                                        .map((Object each) -> JsonObject.column(each))
                                        .toList()));
        return new KnownSchemas(columns, fields.text("default_catalog"));
    }

    private static Map<String, Object> map(Map<String, MacroValue> values) {
        var map = new TreeMap<String, Object>();
        values.forEach((name, value) -> map.put(name, write(value)));
        return map;
    }

    static Object write(MacroValue value) {
        if (value instanceof MacroValue.Text text) {
            return text.value();
        }
        if (value instanceof MacroValue.Number number) {
            return Map.of("number", number.value().toString());
        }
        if (value instanceof MacroValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof MacroValue.Sql sql) {
            return Map.of("sql", sql.text());
        }
        if (value instanceof MacroValue.Sequence sequence) {
            return sequence.items().stream().map(MacroJson::write).toList();
        }
        if (value instanceof MacroValue.Mapping mapping) {
            var entries = new LinkedHashMap<String, Object>();
            mapping.entries().forEach((name, entry) -> entries.put(name, write(entry)));
            return Map.of("map", entries);
        }
        if (value instanceof MacroValue.Lambda lambda) {
            var fields = JsonObject.fields();
            fields.put("parameters", lambda.parameters());
            fields.put("body", lambda.body());
            return Map.of("lambda", fields);
        }
        return null;
    }

    static MacroValue value(Object json) {
        if (json == null) {
            return MacroValue.NULL;
        }
        if (json instanceof String text) {
            return new MacroValue.Text(text);
        }
        if (json instanceof Boolean flag) {
            return new MacroValue.Bool(flag);
        }
        if (json instanceof List<?> items) {
            return new MacroValue.Sequence(items.stream().map(MacroJson::value).toList());
        }
        JsonObject fields = JsonObject.of(json);
        if (fields.raw("number") != null) {
            return new MacroValue.Number(new BigDecimal(fields.text("number")));
        }
        if (fields.raw("sql") != null) {
            return new MacroValue.Sql(fields.text("sql"));
        }
        if (fields.raw("lambda") != null) {
            JsonObject lambda = fields.object("lambda");
            return new MacroValue.Lambda(lambda.texts("parameters"), lambda.text("body"));
        }
        return new MacroValue.Mapping(fields.map("map", MacroJson::value));
    }
}
