package dev.vmsh.project.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.definition.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the rows of a unit test, wherever they are written: as YAML or CSV, in the test or in a file that it names. */
final class FixtureRows {
    private static final String CSV = "csv";
    private static final Set<String> FORMATS = Set.of("yaml", CSV);

    private final Path root;
    private final ConfigNodes nodes;
    private final Problems problems;

    FixtureRows(Path root, ConfigNodes nodes, Problems problems) {
        this.root = root;
        this.nodes = nodes;
        this.problems = problems;
    }

    /** @param map the keys {@code rows}, {@code path}, {@code format} and {@code csv_settings} */
    List<Map<String, Object>> read(YamlNode map) {
        String path = nodes.text(map, "path", null);
        String format = nodes.text(map, "format", "yaml").toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            nodes.note(
                    map.entries().get("format"), "'%s' is not a format of rows".formatted(format), "Use yaml or csv");
            return path == null ? yaml(map) : List.of();
        }
        try {
            if (format.equals(CSV)) {
                String text = path == null ? nodes.text(map, "rows", "") : file(path, map);
                return csv(text, UnitTestReader.texts(nodes, map, "csv_settings"), map);
            }
            return path == null ? yaml(map) : yaml(YamlReader.read(path, file(path, map)));
        } catch (ProjectException e) {
            problems.addAll(e.problems());
            return List.of();
        }
    }

    private String file(String path, YamlNode map) {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException e) {
            throw new ProjectException(List.of(
                    nodes.problem(map.entries().get("path"), "This is no path: " + e.getReason(), "Correct the path")));
        }
        if (!Files.isRegularFile(file)) {
            throw new ProjectException(List.of(nodes.problem(
                    map.entries().get("path"),
                    "There is no file %s with rows".formatted(path),
                    "Correct the path: it starts from the project's folder")));
        }
        return ConfigFiles.text(file, path);
    }

    /** @param node a list of rows, or a map with {@code rows} */
    private List<Map<String, Object>> yaml(YamlNode node) {
        List<YamlNode> items =
                node.isMap() ? node.get("rows").map(YamlNode::items).orElse(List.of()) : node.items();
        var rows = new ArrayList<Map<String, Object>>();
        for (YamlNode row : items) {
            if (row.isMap()) {
                var values = new LinkedHashMap<String, Object>();
                row.entries()
                        .forEach((column, value) -> values.put(
                                column, value.time().map(Object.class::cast).orElseGet(value::plain)));
                rows.add(values);
            } else {
                nodes.note(row, "A row is a map from column to value", "Write - {id: 1, name: a}");
            }
        }
        return rows;
    }

    /** Columns that hold nothing but numbers, or nothing but true and false, give such values; all others give text. */
    private List<Map<String, Object>> csv(String text, Map<String, String> written, YamlNode map) {
        var keys = new LinkedHashMap<String, String>();
        written.forEach((key, value) -> keys.put(key.equals("sep") ? "delimiter" : key, value));
        var settings = new SeedSettings(keys);
        List<String[]> lines;
        try {
            lines = new CsvParser(settings.parser()).parseAll(new StringReader(text.stripLeading()));
        } catch (TextParsingException e) {
            throw new ProjectException(List.of(nodes.problem(
                    map,
                    "This is not CSV: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "Check the quotes, or csv_settings")));
        }
        requireClosedQuotes(text, settings, map);
        if (lines.isEmpty()) {
            return List.of();
        }
        String[] header = lines.get(0);
        List<Map<String, Object>> rows = new ArrayList<>();
        lines.subList(1, lines.size()).forEach(line -> rows.add(new LinkedHashMap<>()));
        for (int column = 0; column < header.length; column++) {
            String name = header[column].strip();
            var kind = new SeedColumn();
            var cells = new ArrayList<String>();
            for (String[] line : lines.subList(1, lines.size())) {
                String cell = column < line.length ? line[column] : "";
                cells.add(settings.isNothing(name, cell) ? null : cell);
                if (cells.get(cells.size() - 1) != null) {
                    kind.add(cell);
                }
            }
            for (int row = 0; row < cells.size(); row++) {
                rows.get(row).put(name, value(cells.get(row), kind.type()));
            }
        }
        return rows;
    }

    private void requireClosedQuotes(String text, SeedSettings settings, YamlNode map) {
        byte[] bytes = text.stripLeading().getBytes(StandardCharsets.UTF_8);
        try (var quotes = new QuoteWatch(new ByteArrayInputStream(bytes), settings.characters())) {
            quotes.transferTo(OutputStream.nullOutputStream());
            if (quotes.open() > 0) {
                throw new ProjectException(List.of(nodes.problem(
                        map,
                        "This is not CSV: a quote opened in line %d of it is never closed".formatted(quotes.open()),
                        "Close it, or double a quote that belongs to the value")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(String cell, String type) {
        if (cell == null) {
            return null;
        }
        if (type.equals("BIGINT")
                || (type.equals("DOUBLE") && !cell.toLowerCase(Locale.ROOT).contains("inf"))) {
            return new BigDecimal(cell.strip());
        }
        return type.equals("BOOLEAN") ? (Object) Boolean.valueOf(cell.strip().toLowerCase(Locale.ROOT)) : cell;
    }
}
