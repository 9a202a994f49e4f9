package dev.vmsh.project.files;

import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the gateways of a configuration. */
final class GatewayReader {
    private static final Set<String> KNOWN = Set.of(
            "connection",
            "state_connection",
            "test_connection",
            "state_schema",
            "scheduler",
            "variables",
            "model_defaults");

    private final YamlNode tree;
    private final Path root;
    private final ConfigNodes nodes;
    private final Set<String> unused;

    GatewayReader(YamlNode tree, Path root, ConfigNodes nodes, Set<String> unused) {
        this.tree = tree;
        this.root = root;
        this.nodes = nodes;
        this.unused = unused;
    }

    /** The gateways' nodes by name, in file order; a single gateway written without a name has the empty one. */
    static Map<String, YamlNode> gatewayNodes(YamlNode tree) {
        YamlNode node = tree.get("gateways").or(() -> tree.get("gateway")).orElse(null);
        if (node == null) {
            boolean connected = tree.get("default_connection").isPresent();
            return connected ? Map.of("", new YamlNode(Map.of(), "", 0, 0)) : Map.of();
        }
        boolean single = node.get("connection")
                .filter(each -> each.get("type").isPresent())
                .isPresent();
        if (single) {
            return Map.of("", node);
        }
        var gateways = new LinkedHashMap<String, YamlNode>();
        node.entries().forEach((name, gateway) -> gateways.put(name.toLowerCase(Locale.ROOT), gateway));
        return gateways;
    }

    Map<String, Gateway> read() {
        var gateways = new LinkedHashMap<String, Gateway>();
        gatewayNodes(tree).forEach((name, node) -> gateway(name, node).ifPresent(each -> gateways.put(name, each)));
        if (gatewayNodes(tree).isEmpty()) {
            nodes.note(
                    tree.get("gateways").orElse(tree),
                    "No connection is configured",
                    "Write gateways: {local: {connection: {type: duckdb, database: warehouse.db}}}");
        }
        return gateways;
    }

    private Optional<Gateway> gateway(String name, YamlNode node) {
        if (!node.isMap()) {
            nodes.note(
                    node,
                    "Gateway '%s' has no connection".formatted(name),
                    "Write connection: {type: duckdb} below it");
            return Optional.empty();
        }
        nodes.refuseUnknown(node, "a gateway", KNOWN);
        if (node.get("scheduler").isPresent()) {
            unused.add("gateways.%s.scheduler".formatted(name));
        }
        Optional<ConnectionSettings> connection = connection(node, "connection", "default_connection");
        if (connection.isEmpty()) {
            if (node.get("connection").or(() -> tree.get("default_connection")).isEmpty()) {
                nodes.note(
                        node,
                        "Gateway '%s' has no connection".formatted(name),
                        "Write connection: {type: duckdb} below it");
            }
            return Optional.empty();
        }
        return Optional.of(new Gateway(
                name,
                connection.get(),
                connection(node, "state_connection", ""),
                connection(node, "test_connection", "default_test_connection"),
                nodes.text(node, "state_schema", "vmsh"),
                ConfigReader.variables(nodes.map(node, "variables"))));
    }

    private Optional<ConnectionSettings> connection(YamlNode gateway, String key, String rootKey) {
        Optional<YamlNode> found = gateway.get(key).or(() -> tree.get(rootKey));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        YamlNode node = found.get();
        String type = node.isMap() ? nodes.text(node, "type", "").toLowerCase(Locale.ROOT) : "";
        if (type.isEmpty()) {
            nodes.note(node, "The connection has no type", "Write type: duckdb, postgres or trino");
            return Optional.empty();
        }
        ConnectionKeys.known(type)
                .ifPresent(known -> nodes.refuseUnknown(node, "a %s connection".formatted(type), known));
        var settings = new LinkedHashMap<String, Object>();
        node.entries().forEach((name, value) -> {
            if (!name.equals("type") && !value.isNull()) {
                settings.put(name, value.plain());
            }
        });
        if (type.equals("duckdb")) {
            try {
                anchorPaths(settings);
            } catch (InvalidPathException e) {
                nodes.note(node, "This connection names no path: " + e.getReason(), "Correct the path of its database");
                return Optional.empty();
            }
        }
        return Optional.of(new ConnectionSettings(type, settings));
    }

    /** A database file is found from the project's folder, wherever the shell was started. */
    private void anchorPaths(Map<String, Object> settings) {
        if (settings.get("database") instanceof String path) {
            settings.put("database", anchored(path));
        }
        if (settings.get("catalogs") instanceof Map<?, ?> catalogs) {
            var anchored = new LinkedHashMap<String, Object>();
            catalogs.forEach((name, catalog) -> {
                if (catalog instanceof Map<?, ?> details && details.get("path") instanceof String path) {
                    var copy = new LinkedHashMap<Object, Object>(details);
                    copy.put("path", anchored(path));
                    anchored.put(name.toString(), copy);
                } else {
                    anchored.put(name.toString(), catalog instanceof String path ? anchored(path) : catalog);
                }
            });
            settings.put("catalogs", anchored);
        }
    }

    private String anchored(String path) {
        boolean file = !path.isBlank() && !path.equals(":memory:") && !path.matches("[A-Za-z][A-Za-z0-9+_-]+:.*");
        return file ? root.resolve(path).normalize().toString() : path;
    }
}
