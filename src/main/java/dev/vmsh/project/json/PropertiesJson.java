package dev.vmsh.project.json;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.ModelProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The properties of a model as a JSON object; what was not given is left out. */
final class PropertiesJson {
    private PropertiesJson() {}

    static Map<String, Object> write(ModelProperties properties) {
        var fields = JsonObject.fields();
        put(fields, "owner", properties.owner());
        put(fields, "description", properties.description());
        put(fields, "tags", properties.tags());
        put(fields, "stamp", properties.stamp());
        put(
                fields,
                "columns",
                properties.columns().stream().map(JsonObject::column).toList());
        put(fields, "column_descriptions", properties.columnDescriptions());
        put(
                fields,
                "depends_on",
                new TreeSet<>(properties.dependsOn())
                        .stream().map(JsonObject::table).toList());
        put(fields, "partitioned_by", properties.partitionedBy());
        put(fields, "clustered_by", properties.clusteredBy());
        put(fields, "storage_format", properties.storageFormat());
        put(fields, "table_format", properties.tableFormat());
        put(fields, "physical_properties", properties.physicalProperties());
        put(fields, "virtual_properties", properties.virtualProperties());
        put(fields, "session_properties", properties.sessionProperties());
        put(fields, "grains", properties.grains());
        put(fields, "references", properties.references());
        put(
                fields,
                "audits",
                properties.audits().stream().map(PropertiesJson::write).toList());
        put(fields, "signals", properties.signals());
        put(fields, "gateway", properties.gateway());
        put(fields, "grants", properties.grants());
        put(fields, "grants_target_layer", properties.grantsTargetLayer());
        fields.put("optimize_query", properties.optimizeQuery());
        fields.put("formatting", properties.formatting());
        put(fields, "ignored_rules", properties.ignoredRules());
        put(fields, "physical_version", properties.physicalVersion());
        return fields;
    }

    static ModelProperties read(JsonObject json) {
        return new ModelProperties(
                json.text("owner"),
                json.text("description"),
                json.texts("tags"),
                json.text("stamp"),
                json.list("columns", JsonObject::column),
                json.textMap("column_descriptions"),
                Set.copyOf(json.list("depends_on", (Object each) -> JsonObject.table(each))),
                json.texts("partitioned_by"),
                json.texts("clustered_by"),
                json.text("storage_format"),
                json.text("table_format"),
                json.textMap("physical_properties"),
                json.textMap("virtual_properties"),
                json.textMap("session_properties"),
                json.list("grains", PropertiesJson::texts),
                json.texts("references"),
                json.list("audits", each -> audit(JsonObject.of(each))),
                json.texts("signals"),
                json.text("gateway"),
                json.map("grants", PropertiesJson::texts),
                json.text("grants_target_layer"),
                json.flag("optimize_query"),
                json.flag("formatting"),
                json.texts("ignored_rules"),
                json.text("physical_version"));
    }

    private static Map<String, Object> write(AuditCall call) {
        var fields = JsonObject.fields();
        fields.put("name", call.name());
        put(fields, "arguments", call.arguments());
        put(fields, "blocking", call.blocking());
        return fields;
    }

    private static AuditCall audit(JsonObject json) {
        return new AuditCall(json.text("name"), json.textMap("arguments"), (Boolean) json.raw("blocking"));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static void put(Map<String, Object> fields, String key, Object value) {
        boolean nothing = value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!nothing) {
            fields.put(key, value);
        }
    }
}
