package dev.vmsh.project.files;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.definition.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads typed values out of a configuration tree; what has the wrong type is noted and counts as not given. */
final class ConfigNodes {
    private static final Set<String> TRUE = Set.of("true", "1", "t", "yes", "y", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "f", "no", "n", "off");

    private final String file;
    private final Problems problems;

    /** @param file to blame for what has no place of its own */
    ConfigNodes(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Problem problem(YamlNode node, String message, String remedy) {
        return node.file().isEmpty() ? new Problem(file, 1, 0, message, remedy) : node.problem(message, remedy);
    }

    void note(YamlNode node, String message, String remedy) {
        problems.add(problem(node, message, remedy));
    }

    /** A map; an empty one if it is not given. */
    YamlNode map(YamlNode parent, String key) {
        YamlNode empty = new YamlNode(Map.of(), file, 0, 0);
        YamlNode node = parent.get(key).orElse(empty);
        if (!node.isMap()) {
            note(
                    node,
                    "'%s' must be a map of keys and values".formatted(key),
                    "Write %s: and its keys indented below".formatted(key));
            return empty;
        }
        return node;
    }

    String text(YamlNode parent, String key, String fallback) {
        YamlNode node = parent.get(key).orElse(null);
        if (node == null) {
            return fallback;
        }
        if (!node.isScalar()) {
            note(node, "'%s' must be a single value".formatted(key), "Write %s: value".formatted(key));
            return fallback;
        }
        return node.text();
    }

    /** A path, as text. */
    String path(YamlNode parent, String key, String fallback) {
        String text = text(parent, key, fallback);
        try {
            return Path.of(text).toString();
        } catch (InvalidPathException e) {
            note(parent.get(key).orElse(parent), "'%s' must be a path: %s".formatted(key, e.getReason()), "Correct it");
            return fallback;
        }
    }

    /** A list of texts; a single text is a list of one. */
    List<String> texts(YamlNode parent, String key) {
        List<YamlNode> items = parent.get(key).map(YamlNode::items).orElse(List.of());
        for (YamlNode item : items) {
            if (!item.isScalar()) {
                note(
                        item.line() > 0 ? item : parent,
                        "'%s' must be a list of texts".formatted(key),
                        "Write %s: [a, b]".formatted(key));
                return List.of();
            }
        }
        return items.stream().map(YamlNode::text).toList();
    }

    boolean flag(YamlNode parent, String key, boolean fallback) {
        YamlNode node = parent.get(key).orElse(null);
        if (node == null) {
            return fallback;
        }
        String text = node.text().toLowerCase(Locale.ROOT);
        if (!node.isScalar() || !(TRUE.contains(text) || FALSE.contains(text))) {
            note(node, "'%s' must be true or false".formatted(key), "Write %s: true".formatted(key));
            return fallback;
        }
        return TRUE.contains(text);
    }

    /** One of the values of an enum, in any case. */
    <E extends Enum<E>> E choice(YamlNode parent, String key, E fallback) {
        YamlNode node = parent.get(key).orElse(null);
        if (node == null) {
            return fallback;
        }
        Class<E> type = fallback.getDeclaringClass();
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        String name = node.isScalar() ? node.text().toLowerCase(Locale.ROOT) : "";
        if (!names.contains(name)) {
            note(
                    node,
                    "'%s' is not a value of %s".formatted(node.isScalar() ? node.text() : key, key),
                    NearName.hintOrAll(name, names));
            return fallback;
        }
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    void refuseUnknown(YamlNode map, String where, Collection<String> known) {
        map.entries().forEach((key, node) -> {
            if (!known.contains(key)) {
                note(node, "'%s' is not a key of %s".formatted(key, where), NearName.hintOrAll(key, known));
            }
        });
    }
}
