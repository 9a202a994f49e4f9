package dev.vmsh.project.files;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.Model;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.definition.AuditReader;
import dev.vmsh.project.definition.ModelDefaults;
import dev.vmsh.project.definition.ModelReader;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.project.definition.Source;
import dev.vmsh.project.definition.Surroundings;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the files of one project root define, as one gateway sees it. Used once. */
final class RootReader {
    private static final Pattern CUSTOM_KIND = Pattern.compile("(?is)\\bmodel\\s*\\([^;]*?\\bkind\\s+custom\\b");
    private static final Pattern DECLARED_NAME = Pattern.compile("(?is)\\bmodel\\s*\\([^;]*?\\bname\\s+([^\\s,)]+)");

    private static final Pattern GATEWAY = Pattern.compile("(?m)^gateway\\s*:\\s*['\"]?([^'\"#\\s]+)");

    private final Path primary;
    private final Path root;
    private final Settings settings;
    private final Map<String, String> environment;
    private final Gateway gateway;
    private final Problems problems;
    private final ProjectFiles files;
    private final boolean skipPython;
    private final PythonFiles python;
    private final SkippedPython skipped;
    private final Surroundings surroundings;
    private final SqlParsers parsers;
    private final ModelReader models;
    private final String surroundingsKey;

    /**
     * @param primary the first root, from which all paths are shown
     * @param skipped told of what is left out, if {@code skipPython}
     */
    RootReader(
            Path primary,
            Path root,
            Settings settings,
            Map<String, String> environment,
            Gateway gateway,
            Map<String, MacroValue> overrides,
            SqlParsers parsers,
            boolean skipPython,
            SkippedPython skipped,
            Problems problems) {
        this.primary = primary;
        this.root = root;
        this.settings = settings;
        this.environment = environment;
        this.gateway = gateway;
        this.problems = problems;
        this.files = new ProjectFiles(root, settings.ignorePatterns());
        this.skipPython = skipPython;
        this.skipped = skipped;
        this.surroundings = surroundings(overrides);
        this.python = pythonFiles();
        this.parsers = parsers;
        this.models = reader(problems);
        this.surroundingsKey =
                Digest.of(ProgramVersion.TEXT + '\n' + primary + '\n' + root + '\n' + surroundings.canonical());
    }

    private Surroundings surroundings(Map<String, MacroValue> overrides) {
        var views = new HashMap<String, Surroundings.GatewayView>();
        settings.config()
                .gateways()
                .forEach((name, each) -> views.put(
                        name,
                        new Surroundings.GatewayView(
                                each.variables(), each.connection().defaultCatalog())));
        views.putIfAbsent(
                gateway.name(),
                new Surroundings.GatewayView(
                        gateway.variables(), gateway.connection().defaultCatalog()));
        return new Surroundings(
                settings.config().dialect(),
                settings.defaults().getOrDefault(gateway.name(), ModelDefaults.NONE),
                settings.inferNames(),
                settings.config().timeColumnFormat(),
                gateway.name(),
                views,
                settings.config().variables(),
                overrides,
                jinjaMacros());
    }

    private List<String> jinjaMacros() {
        return files.below("macros", ".sql").stream()
                .map(file -> ConfigFiles.text(file.path(), shown(file.path())))
                .toList();
    }

    private ModelReader reader(Problems noted) {
        return new ModelReader(surroundings, parsers, noted);
    }

    ModelReader modelReader() {
        return models;
    }

    /** The models of all model files. */
    List<ModelFiles.FileModels> modelFiles(ModelCache cache, FileStamps stamps) {
        return new ModelFiles(primary, root, surroundingsKey(), this::reader, cache, stamps, problems)
                .read(files.below("models", ".sql").stream()
                        .filter(this::withoutPython)
                        .toList());
    }

    /** Whether a file can be read without Python; if not, that is noted unless such files are to be skipped. */
    private boolean withoutPython(ProjectFiles.Found file) {
        if (!python.hasMacros() && !skipPython) {
            return true;
        }
        Optional<String> text = text(file.path());
        if (skipPython && text.isPresent() && CUSTOM_KIND.matcher(text.get()).find()) {
            skipped.custom(shown(file.path()), declaredNames(text.get()));
            return false;
        }
        Optional<Map.Entry<String, String>> macro = text.flatMap(sql -> python.macroIn(sql, surroundings.dialect()));
        if (macro.isPresent() && !skipPython) {
            problems.add(
                    new Source(shown(file.path()), text.get()),
                    callOf(macro.get().getKey(), text.get()),
                    "This file calls @%s, a Python macro of %s, which cannot be run here"
                            .formatted(macro.get().getKey(), macro.get().getValue()),
                    "Write it without the macro, or open the project with --skip-python to leave it out");
        }
        if (macro.isPresent() && skipPython) {
            skipped.caller(shown(file.path()), macro.get().getKey(), declaredNames(text.get()));
        }
        return macro.isEmpty() && text.isPresent();
    }

    private static int callOf(String macro, String text) {
        Matcher call =
                Pattern.compile("(?i)@" + Pattern.quote(macro) + "\\s*\\(").matcher(text);
        return call.find() ? call.start() : 0;
    }

    /** The names that the MODEL blocks of a file give, found without reading them: the file may be beyond reading. */
    private Set<TableName> declaredNames(String text) {
        var names = new LinkedHashSet<TableName>();
        Matcher matcher = DECLARED_NAME.matcher(text);
        while (matcher.find()) {
            name(matcher.group(1)).ifPresent(names::add);
        }
        return names;
    }

    private Optional<TableName> name(String written) {
        try {
            return Optional.of(new SqlReader(surroundings.dialect(), FallbackParser.NONE)
                    .tableName(written)
                    .relativeTo(gateway.connection().defaultCatalog()));
        } catch (SqlException e) {
            return Optional.empty(); // a name that is computed
        }
    }

    /**
     * {@code before_all} or {@code after_all}. A statement that calls a Python macro is noted, or left out.
     *
     * @param key of the configuration
     */
    List<String> statements(String key, List<String> texts) {
        var kept = new ArrayList<String>();
        for (String text : texts) {
            Optional<Map.Entry<String, String>> macro = python.macroIn(text, surroundings.dialect());
            if (macro.isEmpty()) {
                kept.add(text);
            } else if (skipPython) {
                skipped.other("a statement of %s: calls @%s, a Python macro"
                        .formatted(key, macro.get().getKey()));
            } else {
                problems.add(
                        ConfigFiles.NAMES.stream()
                                .filter(name -> Files.exists(root.resolve(name)))
                                .findFirst()
                                .orElse(key),
                        "A statement of %s calls @%s, a Python macro of %s, which cannot be run here"
                                .formatted(
                                        key, macro.get().getKey(), macro.get().getValue()),
                        "Write it without the macro, or open the project with --skip-python to leave it out");
            }
        }
        return kept;
    }

    private PythonFiles pythonFiles() {
        var found = new PythonFiles();
        files.below("models", ".py")
                .forEach(file -> text(file.path()).ifPresent(text -> found.addModelFile(shown(file.path()), text)));
        files.below("macros", ".py")
                .forEach(file -> text(file.path()).ifPresent(text -> found.addMacroFile(shown(file.path()), text)));
        return found;
    }

    /** Files of models that are written in Python, by the models' names. */
    Map<TableName, String> pythonModels() {
        var models = new LinkedHashMap<TableName, String>();
        // Of a name that is computed nothing can be said of who reads it.
        python.models().forEach((name, file) -> models.put(name(name).orElse(TableName.of(null, name)), file));
        return models;
    }

    /** The unit tests of all test files. */
    List<UnitTest> tests() {
        var tests = new ArrayList<UnitTest>();
        for (String ending : List.of(".yaml", ".yml")) {
            for (ProjectFiles.Found file : files.below("tests", ending)) {
                String shown = shown(file.path());
                if (file.path().getFileName().toString().startsWith("test")) {
                    yaml(file.path())
                            .ifPresent(node -> tests.addAll(new UnitTestReader(root, shown, problems).read(node)));
                }
            }
        }
        return tests;
    }

    /** What {@code var()} finds in a YAML file: the variables of the gateway that the file names, or else of the one that is used. */
    private Map<String, MacroValue> variablesFor(String yaml) {
        Matcher own = GATEWAY.matcher(yaml);
        return surroundings.visibleThrough(own.find() ? own.group(1).toLowerCase(Locale.ROOT) : null);
    }

    private Optional<YamlNode> yaml(Path file) {
        try {
            String text = ConfigFiles.text(file, shown(file));
            return Optional.of(YamlReader.read(
                    shown(file), ConfigFiles.rendered(text, shown(file), environment, variablesFor(text))));
        } catch (ProjectException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Identifies everything that the meaning of the root's model files depends on besides their text. */
    String surroundingsKey() {
        return surroundingsKey;
    }

    List<AuditReader.Defined> audits() {
        var reader = new AuditReader(surroundings, new MacroExpander(), problems);
        var audits = new ArrayList<AuditReader.Defined>();
        for (ProjectFiles.Found file : files.below("audits", ".sql")) {
            text(file.path()).ifPresent(text -> audits.addAll(reader.readFile(new Source(shown(file.path()), text))));
        }
        return audits;
    }

    /** The external models that the gateway sees. */
    List<Model> externalModels() {
        var found = new ArrayList<Path>();
        Path list = root.resolve("external_models.yaml");
        Path legacy = root.resolve("schema.yaml");
        if (Files.isRegularFile(list)) {
            found.add(list);
        } else if (Files.isRegularFile(legacy)) {
            found.add(legacy);
        }
        files.allBelow("external_models", ".yaml").forEach(file -> found.add(file.path()));
        var reader = new ExternalModelsReader(
                gateway.name(),
                gateway.connection().defaultCatalog(),
                settings.config().dialect(),
                shown(list),
                problems);
        found.forEach(file -> yaml(file).ifPresent(reader::add));
        return List.copyOf(reader.models().values());
    }

    private Optional<String> text(Path file) {
        try {
            return Optional.of(ConfigFiles.text(file, shown(file)));
        } catch (ProjectException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A path as messages and models have it: from the first root, with slashes. */
    String shown(Path file) {
        return primary.relativize(file).toString().replace('\\', '/');
    }
}
