package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.project.UnitTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A value from a YAML file and where it stands. Immutable.
 *
 * @param value a {@code Map<String, YamlNode>} in file order, a {@code List<YamlNode>}, a string, number or boolean, or null
 * @param file for messages
 * @param line from 1; 0 if it does not come from a file
 * @param quoted whether it is a string in quotes
 */
record YamlNode(Object value, String file, int line, int column, boolean quoted) {
    /** A value without quotes. */
    YamlNode(Object value, String file, int line, int column) {
        this(value, file, line, column, false);
    }

    boolean isMap() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isNull() {
        return value == null;
    }

    /** The entries of a map; empty for anything else. */
    Map<String, YamlNode> entries() {
        var entries = new LinkedHashMap<String, YamlNode>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, node) -> entries.put((String) key, (YamlNode) node));
        }
        return entries;
    }

    /** The elements of a list; a single value is its own only element; null has none. */
    List<YamlNode> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            return List.of(this);
        }
        var items = new ArrayList<YamlNode>();
        list.forEach(item -> items.add((YamlNode) item));
        return items;
    }

    /** An entry that is there and not null. */
    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries().get(key)).filter(node -> !node.isNull());
    }

    /** A string, number or boolean as text. */
    String text() {
        return Objects.toString(value, "");
    }

    /** A date or a time of YAML: text of such a form without quotes. */
    Optional<UnitTest.Time> time() {
        return value instanceof String text && !quoted ? UnitTest.Time.of(text) : Optional.empty();
    }

    boolean isScalar() {
        return value != null && !isMap() && !isList();
    }

    /** The same as plain Java values, without places. */
    Object plain() {
        if (isMap()) {
            var plain = new LinkedHashMap<String, Object>();
            entries().forEach((key, node) -> plain.put(key, node.plain()));
            return plain;
        }
        return isList() ? items().stream().map(YamlNode::plain).toList() : value;
    }

    /** {@code over} laid over this: maps key by key, anything else replaced. */
    YamlNode merged(YamlNode over) {
        if (!isMap() || !over.isMap()) {
            return over;
        }
        var merged = new LinkedHashMap<>(entries());
        over.entries().forEach((key, node) -> merged.merge(key, node, YamlNode::merged));
        return new YamlNode(merged, file, line, column);
    }

    Problem problem(String message, String remedy) {
        return new Problem(file, line, column, message, remedy);
    }
}
