package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML 1.2: {@code yes}, {@code on} and dates are strings; a repeated key is an error. Keeps the place of every value. */
final class YamlReader {
    private static final int DEEPEST = 60;

    /** What a plain scalar means in YAML 1.2's core schema; the library by itself follows 1.1. */
    private static final class CoreSchema extends Resolver {
        private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
        private static final Pattern FRACTION =
                Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
        private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
        private static final Pattern MERGED = Pattern.compile("<<");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FRACTION, "-+0123456789.");
            addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
            addImplicitResolver(Tag.MERGE, MERGED, "<");
        }
    }

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * The document in {@code text}; a null value if there is none.
     *
     * @param file for messages
     * @throws ProjectException if it is not YAML, or a key is repeated
     */
    static YamlNode read(String file, String text) {
        return new YamlReader(file).run(text);
    }

    private YamlNode run(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(true);
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(text), options), new CoreSchema(), options)
                    .getSingleNode();
            YamlNode node = root == null ? new YamlNode(null, file, 1, 0) : convert(root, 0);
            if (!problems.isEmpty()) {
                throw new ProjectException(problems);
            }
            return node;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 0 : mark.getColumn() + 1;
            throw broken(line, column, e.getProblem() == null ? e.getMessage() : e.getProblem());
        } catch (ReaderException e) {
            String before = text.substring(0, Math.min(text.length(), e.getPosition()));
            throw broken(
                    1 + (int) before.chars().filter(c -> c == '\n').count(),
                    e.getPosition() - before.lastIndexOf('\n'),
                    "a character is not allowed, U+%04X".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            throw broken(1, 0, e.getMessage());
        }
    }

    private ProjectException broken(int line, int column, String why) {
        return new ProjectException(List.of(new Problem(
                file,
                line,
                column,
                "This is not YAML: " + why.lines().findFirst().orElse("it cannot be read"),
                "Check indentation, colons and quotes at this place")));
    }

    private YamlNode convert(Node node, int depth) {
        if (depth > DEEPEST) {
            throw broken(node.getStartMark().getLine() + 1, 0, "it is nested too deeply, or refers to itself");
        }
        if (node instanceof MappingNode mapping) {
            return at(map(mapping, depth), node);
        }
        if (node instanceof SequenceNode sequence) {
            var items = new ArrayList<YamlNode>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return at(items, node);
        }
        return at(scalar((ScalarNode) node), node);
    }

    private Map<String, YamlNode> map(MappingNode mapping, int depth) {
        var map = new LinkedHashMap<String, YamlNode>();
        var inherited = new LinkedHashMap<String, YamlNode>();
        for (NodeTuple entry : mapping.getValue()) {
            YamlNode value = convert(entry.getValueNode(), depth + 1);
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                value.items().forEach(source -> source.entries().forEach(inherited::putIfAbsent));
                continue;
            }
            YamlNode key = convert(entry.getKeyNode(), depth + 1);
            String name = key.isNull() ? "null" : key.plain().toString();
            if (map.putIfAbsent(name, value) != null) {
                problems.add(
                        key.problem("The key '%s' stands here a second time".formatted(name), "Remove one of the two"));
            }
        }
        inherited.forEach(map::putIfAbsent);
        return map;
    }

    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        return text;
    }

    /** What the pattern lets through but is no number, as text. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private YamlNode at(Object value, Node node) {
        Mark mark = node.getStartMark();
        boolean quoted = node instanceof ScalarNode scalar && !scalar.isPlain();
        return new YamlNode(value, file, mark.getLine() + 1, mark.getColumn() + 1, quoted);
    }
}
