package dev.vmsh.project.files;

import dev.vmsh.macro.MacroScope;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.WrittenDialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code external_models.yaml}: the tables that a project only reads. */
final class ExternalModelsReader {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "columns",
            "description",
            "gateway",
            "dialect",
            "audits",
            "owner",
            "tags",
            "column_descriptions",
            "start",
            "end",
            "cron",
            "cron_tz",
            "interval_unit",
            "stamp",
            "grain",
            "grains",
            "references",
            "physical_properties",
            "virtual_properties",
            "session_properties",
            "allow_partials",
            "optimize_query",
            "formatting",
            "ignored_rules",
            "depends_on",
            "signals");

    private final String gateway;
    private final String defaultCatalog;
    private final Dialect dialect;
    private final ConfigNodes nodes;
    private final Map<TableName, Model> base = new LinkedHashMap<>();
    private final Map<TableName, Model> ofGateway = new LinkedHashMap<>();

    ExternalModelsReader(String gateway, String defaultCatalog, Dialect dialect, String file, Problems problems) {
        this.gateway = gateway;
        this.defaultCatalog = defaultCatalog;
        this.dialect = dialect;
        this.nodes = new ConfigNodes(file, problems);
    }

    /** Takes in one file: a list of tables. */
    void add(YamlNode list) {
        if (!list.isNull() && !list.isList()) {
            nodes.note(list, "External models are a list", "Begin each with a dash: - name: schema.table");
            return;
        }
        list.items().forEach(this::addOne);
    }

    /** Those of the gateway, before those of all gateways. */
    Map<TableName, Model> models() {
        var models = new LinkedHashMap<>(base);
        models.putAll(ofGateway);
        return models;
    }

    private void addOne(YamlNode node) {
        if (!node.isMap() || node.get("name").isEmpty()) {
            nodes.note(node, "This external model has no name", "Write - name: schema.table");
            return;
        }
        nodes.refuseUnknown(node, "an external model", KNOWN);
        String own = nodes.text(node, "gateway", "").toLowerCase(Locale.ROOT);
        if (!own.isEmpty() && !own.equals(gateway)) {
            return;
        }
        Dialect written = node.get("dialect")
                .map(each -> {
                    try {
                        return WrittenDialect.of(each.text()).dialect();
                    } catch (SqlException e) {
                        nodes.note(each, e.getMessage(), e.remedy());
                        return dialect;
                    }
                })
                .orElse(dialect);
        name(node, written).ifPresent(name -> {
            Model model = model(name, node, written);
            Map<TableName, Model> models = own.isEmpty() ? base : ofGateway;
            if (models.putIfAbsent(name, model) != null) {
                nodes.note(node, "External model %s is listed twice".formatted(name), "Remove one of the two");
            }
        });
    }

    private Optional<TableName> name(YamlNode node, Dialect written) {
        YamlNode name = node.get("name").orElseThrow();
        try {
            return Optional.of(new SqlReader(written, FallbackParser.NONE)
                    .tableName(name.text())
                    .relativeTo(defaultCatalog));
        } catch (SqlException e) {
            nodes.note(name, e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }

    private Model model(TableName name, YamlNode node, Dialect written) {
        var columns = new ArrayList<Column>();
        nodes.map(node, "columns")
                .entries()
                .forEach((column, type) ->
                        columns.add(new Column(written.normalize(column, false), type.isNull() ? null : type.text())));
        ModelProperties properties = properties(node, columns);
        ModelFacts facts = new ModelFacts(
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                false,
                columns.isEmpty() ? Optional.empty() : Optional.of(columns));
        return new Model(
                name,
                new Kind.External(),
                written,
                node.file(),
                node.line(),
                ModelStatements.NONE,
                Schedule.DAILY,
                properties,
                MacroScope.empty(written),
                facts);
    }

    private ModelProperties properties(YamlNode node, List<Column> columns) {
        ModelProperties none = ModelProperties.NONE;
        var descriptions = new LinkedHashMap<String, String>();
        nodes.map(node, "column_descriptions")
                .entries()
                .forEach((column, text) -> descriptions.put(column, text.text()));
        return new ModelProperties(
                nodes.text(node, "owner", null),
                nodes.text(node, "description", null),
                nodes.texts(node, "tags"),
                nodes.text(node, "stamp", null),
                columns,
                descriptions,
                Set.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                none.grains(),
                List.of(),
                audits(node),
                List.of(),
                null,
                Map.of(),
                none.grantsTargetLayer(),
                true,
                true,
                List.of(),
                null);
    }

    private List<AuditCall> audits(YamlNode node) {
        var calls = new ArrayList<AuditCall>();
        for (YamlNode call : node.get("audits").map(YamlNode::items).orElse(List.of())) {
            if (call.isScalar()) {
                calls.add(new AuditCall(call.text().toLowerCase(Locale.ROOT), Map.of(), null));
            } else if (call.get("name").isPresent()) {
                var arguments = new LinkedHashMap<String, String>();
                call.entries().forEach((key, value) -> {
                    if (!key.equals("name") && !key.equals("blocking") && value.isScalar()) {
                        arguments.put(key.toLowerCase(Locale.ROOT), value.text());
                    }
                });
                Boolean blocking = call.get("blocking").isPresent() ? nodes.flag(call, "blocking", true) : null;
                calls.add(new AuditCall(nodes.text(call, "name", "").toLowerCase(Locale.ROOT), arguments, blocking));
            } else {
                nodes.note(call, "This audit has no name", "Write - name: not_null");
            }
        }
        return calls;
    }
}
