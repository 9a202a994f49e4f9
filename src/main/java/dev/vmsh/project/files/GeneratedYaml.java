package dev.vmsh.project.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.GeneratedFiles;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.UnitTest.Fixture;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Generated files as YAML. */
final class GeneratedYaml implements GeneratedFiles {
    private static final String NAME = "name";
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());

    private final Path root;
    private final Dialect dialect;

    /**
     * @param root the project's folder
     * @param dialect of names where nothing else is said
     */
    GeneratedYaml(Path root, Dialect dialect) {
        this.root = root;
        this.dialect = dialect;
    }

    @Override
    public Optional<String> externalModels(
            Map<TableName, List<Column>> tables, String defaultCatalog, String gateway, boolean usual) {
        String name = Files.isRegularFile(root.resolve("schema.yaml")) ? "schema.yaml" : "external_models.yaml";
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, Object>> entries = entries(name);
        var wanted = new TreeMap<>(tables);
        for (Map<String, Object> entry : entries) {
            TableName table = table(entry).relativeTo(defaultCatalog);
            if (isOf(gateway, usual, entry) && tables.containsKey(table)) {
                entry.put("columns", types(tables.get(table)));
                wanted.remove(table);
            }
        }
        wanted.forEach((table, columns) -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put(NAME, dialect.quote(table));
            if (!usual) {
                entry.put("gateway", gateway);
            }
            entry.put("columns", types(columns));
            entries.add(entry);
        });
        entries.sort(Comparator.comparing((Map<String, Object> entry) -> table(entry))
                .thenComparing(entry -> Objects.toString(entry.get("gateway"), "")));
        write(name, entries);
        return Optional.of(name);
    }

    private List<Map<String, Object>> entries(String name) {
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            return new ArrayList<>();
        }
        String text = ConfigFiles.text(file, name);
        if (text.contains("{{") || text.contains("{%")) {
            throw new VmshException(
                    "%s is a template and would lose what makes it one".formatted(name),
                    "Move its tables into a file below external_models/, which is left alone");
        }
        var entries = new ArrayList<Map<String, Object>>();
        for (YamlNode node : YamlReader.read(name, text).items()) {
            var entry = new LinkedHashMap<String, Object>();
            node.entries().forEach((key, value) -> entry.put(key, value.plain()));
            entries.add(entry);
        }
        return entries;
    }

    /** Whether an entry tells of the gateway's table: it names the gateway, or none while the gateway is the usual one. */
    private static boolean isOf(String gateway, boolean usual, Map<String, Object> entry) {
        Object own = entry.get("gateway");
        return own == null ? usual : own.toString().toLowerCase(Locale.ROOT).equals(gateway);
    }

    private TableName table(Map<String, Object> entry) {
        Dialect own = Dialect.named(Objects.toString(entry.get("dialect"), "")).orElse(dialect);
        return new SqlReader(own, FallbackParser.NONE).tableName(entry.get(NAME).toString());
    }

    private static Map<String, Object> types(List<Column> columns) {
        var types = new LinkedHashMap<String, Object>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    @Override
    public void unitTest(UnitTest test, boolean overwrite) {
        if (!overwrite && Files.exists(root.resolve(test.file()))) {
            throw new UsageException(
                    "there is a file %s already".formatted(test.file()),
                    "Add --overwrite to replace it, or choose another with --path");
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("model", test.model());
        if (!test.variables().isEmpty()) {
            body.put("vars", test.variables());
        }
        var inputs = new LinkedHashMap<String, Object>();
        test.inputs().orElse(Map.of()).forEach((table, fixture) -> {
            var input = new LinkedHashMap<String, Object>();
            input.put("columns", fixture.columns());
            input.put("rows", fixture.rows());
            inputs.put(table, input);
        });
        body.put("inputs", inputs);
        var outputs = new LinkedHashMap<String, Object>();
        if (!test.ctes().isEmpty()) {
            var ctes = new LinkedHashMap<String, Object>();
            test.ctes().forEach((name, fixture) -> ctes.put(name, fixture.rows()));
            outputs.put("ctes", ctes);
        }
        outputs.put("query", test.query().map(Fixture::rows).orElse(List.of()));
        body.put("outputs", outputs);
        write(test.file(), Map.of(test.name(), body));
    }

    private void write(String name, Object value) {
        Path file = root.resolve(name);
        try {
            String text = YAML.writeValueAsString(value).stripTrailing().stripIndent() + "\n";
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values can always be written", e);
        } catch (IOException e) {
            throw new VmshException("%s cannot be written: %s".formatted(name, e.getMessage()), "Check its folder", e);
        }
    }
}
