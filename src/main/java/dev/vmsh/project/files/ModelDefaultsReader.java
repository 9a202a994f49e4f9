package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.project.SqlText;
import dev.vmsh.project.definition.ModelDefaults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code model_defaults}, as text that could stand in a MODEL block. */
final class ModelDefaultsReader {
    private static final Set<String> PROPERTIES = Set.of(
            "cron",
            "owner",
            "start",
            "table_format",
            "storage_format",
            "optimize_query",
            "allow_partials",
            "interval_unit",
            "enabled",
            "formatting");
    private static final Set<String> KIND_PROPERTIES =
            Set.of("on_destructive_change", "on_additive_change", "batch_concurrency");
    private static final Set<String> MAPS = Set.of("physical_properties", "virtual_properties", "session_properties");
    private static final Set<String> OTHER =
            Set.of("dialect", "kind", "audits", "pre_statements", "post_statements", "on_virtual_update");

    private final ConfigNodes nodes;
    private final Set<String> unused;

    ModelDefaultsReader(ConfigNodes nodes, Set<String> unused) {
        this.nodes = nodes;
        this.unused = unused;
    }

    ModelDefaults read(YamlNode defaults) {
        var known = new HashSet<>(PROPERTIES);
        known.addAll(KIND_PROPERTIES);
        known.addAll(MAPS);
        known.addAll(OTHER);
        nodes.refuseUnknown(defaults, "model_defaults", known);
        if (defaults.get("kind").isPresent()) {
            unused.add("model_defaults.kind");
        }
        var maps = new LinkedHashMap<String, Map<String, String>>();
        for (String name : MAPS) {
            var entries = new LinkedHashMap<String, String>();
            nodes.map(defaults, name).entries().forEach((key, value) -> entries.put(key, text(value)));
            if (!entries.isEmpty()) {
                maps.put(name, entries);
            }
        }
        return new ModelDefaults(
                texts(defaults, PROPERTIES),
                texts(defaults, KIND_PROPERTIES),
                maps,
                nodes.texts(defaults, "audits"),
                statements(defaults, "pre_statements"),
                statements(defaults, "post_statements"),
                statements(defaults, "on_virtual_update"));
    }

    private Map<String, String> texts(YamlNode defaults, Set<String> names) {
        var texts = new LinkedHashMap<String, String>();
        for (String name : names) {
            String text = nodes.text(defaults, name, null);
            if (text != null) {
                texts.put(name, text(defaults.entries().get(name)));
            }
        }
        return texts;
    }

    private List<SqlText> statements(YamlNode defaults, String name) {
        List<String> texts = nodes.texts(defaults, name);
        List<YamlNode> places = defaults.get(name).map(YamlNode::items).orElse(List.of());
        var statements = new ArrayList<SqlText>();
        for (int i = 0; i < texts.size(); i++) {
            Problem place = nodes.problem(places.get(i), "", "");
            SqlText statement = SqlText.configured(texts.get(i), place.line(), place.file());
            if (!statement.text().isEmpty()) {
                statements.add(statement);
            }
        }
        return statements;
    }

    /** A value as SQL text: macros stay macros, other texts are quoted. */
    private static String text(YamlNode node) {
        if (node.isNull()) {
            return "NULL";
        }
        if (node.isList()) {
            return node.items().stream().map(ModelDefaultsReader::text).collect(Collectors.joining(", ", "(", ")"));
        }
        if (node.value() instanceof String text && !isMacro(text)) {
            return "'" + text.replace("'", "''") + "'";
        }
        return node.text();
    }

    /** {@code @daily} and the other cron aliases begin like macros and are none. */
    private static boolean isMacro(String text) {
        return text.contains("@") && !text.strip().matches("@[a-z]+ly|@midnight");
    }
}
