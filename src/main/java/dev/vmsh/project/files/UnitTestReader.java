package dev.vmsh.project.files;

import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.project.definition.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the unit tests of one YAML file. */
final class UnitTestReader {
    private static final Set<String> BODY =
            Set.of("model", "description", "gateway", "schema", "inputs", "outputs", "vars");
    private static final Set<String> OUTPUTS = Set.of("query", "ctes", "partial");
    private static final Set<String> FIXTURE =
            Set.of("rows", "query", "path", "columns", "format", "csv_settings", "partial");

    private final ConfigNodes nodes;
    private final FixtureRows rows;

    /** @param root folder that the paths of files with rows start from */
    UnitTestReader(Path root, String file, Problems problems) {
        this.nodes = new ConfigNodes(file, problems);
        this.rows = new FixtureRows(root, nodes, problems);
    }

    List<UnitTest> read(YamlNode file) {
        if (!file.isNull() && !file.isMap()) {
            nodes.note(file, "A test file is a map from names to tests", "Write test_name: and its keys below");
        }
        var tests = new ArrayList<UnitTest>();
        file.entries().forEach((name, body) -> {
            boolean setting = name.equals("gateway") && body.isScalar();
            if (!setting) {
                test(name, body, nodes.text(file, "gateway", null)).ifPresent(tests::add);
            }
        });
        return tests;
    }

    private Optional<UnitTest> test(String name, YamlNode body, String gateway) {
        String model = body.isMap() ? nodes.text(body, "model", "") : "";
        if (model.isEmpty()) {
            nodes.note(body, "Test '%s' names no model".formatted(name), "Write model: schema.table");
            return Optional.empty();
        }
        nodes.refuseUnknown(body, "a unit test", BODY);
        YamlNode outputs = nodes.map(body, "outputs");
        nodes.refuseUnknown(outputs, "outputs", OUTPUTS);
        var ctes = new LinkedHashMap<String, Fixture>();
        nodes.map(outputs, "ctes").entries().forEach((cte, node) -> ctes.put(cte, fixture(node)));
        boolean hasQuery = outputs.entries().containsKey("query");
        if (!hasQuery && ctes.isEmpty()) {
            nodes.note(
                    body,
                    "Test '%s' expects nothing".formatted(name),
                    "Write outputs: {query: [...]} or outputs: {ctes: ...}");
            return Optional.empty();
        }
        var variables = new LinkedHashMap<String, Object>();
        nodes.map(body, "vars")
                .entries()
                .forEach((key, value) -> variables.put(key.toLowerCase(Locale.ROOT), value.plain()));
        return Optional.of(new UnitTest(
                name,
                body.file(),
                body.line(),
                model,
                nodes.text(body, "description", ""),
                nodes.text(body, "gateway", gateway),
                nodes.text(body, "schema", null),
                variables,
                inputs(body),
                hasQuery ? Optional.of(fixture(outputs.entries().get("query"))) : Optional.empty(),
                ctes,
                nodes.flag(outputs, "partial", false)));
    }

    private Optional<Map<String, Fixture>> inputs(YamlNode body) {
        if (!body.entries().containsKey("inputs")) {
            return Optional.empty();
        }
        var inputs = new LinkedHashMap<String, Fixture>();
        nodes.map(body, "inputs").entries().forEach((table, node) -> inputs.put(table, fixture(node)));
        return Optional.of(inputs);
    }

    private Fixture fixture(YamlNode node) {
        YamlNode map = node;
        if (!node.isMap()) {
            var entries = new LinkedHashMap<String, YamlNode>();
            entries.put("rows", node);
            map = new YamlNode(entries, node.file(), node.line(), node.column());
        }
        nodes.refuseUnknown(map, "rows of a test", FIXTURE);
        if (map.get("query").isPresent()
                && (map.get("rows").isPresent() || map.get("path").isPresent())) {
            nodes.note(node, "Rows and a query cannot both be given", "Remove one of the two");
        }
        return new Fixture(
                texts(nodes, map, "columns"),
                rows.read(map),
                nodes.text(map, "query", null),
                nodes.flag(map, "partial", false));
    }

    static Map<String, String> texts(ConfigNodes nodes, YamlNode map, String key) {
        var texts = new LinkedHashMap<String, String>();
        nodes.map(map, key).entries().forEach((name, node) -> texts.put(name, node.text()));
        return texts;
    }
}
