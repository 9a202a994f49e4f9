package dev.vmsh.project.files;

import dev.vmsh.macro.JinjaConfig;
import dev.vmsh.macro.MacroException;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the configuration of one project root and merges its layers: the project's file, the user's own, the environment. */
final class ConfigFiles {
    static final List<String> NAMES = List.of("config.yaml", "config.yml", "sqlmesh.yaml", "sqlmesh.yml");
    private static final String PYTHON = "config.py";
    private static final String YAML_INSTEAD = """
            Write config.yaml instead, and remove config.py:
              gateways:
                local:
                  connection:
                    type: duckdb
                    database: warehouse.db
              default_gateway: local
              model_defaults:
                dialect: duckdb
                start: '2024-01-01'""";

    private final Path root;
    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home the user's home folder
     * @param environment of the process
     */
    ConfigFiles(Path root, Path home, Map<String, String> environment) {
        this.root = root;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The merged configuration, and the environment that the project sees.
     *
     * @param file the project's own configuration file, for messages
     */
    record Merged(YamlNode tree, String file, Map<String, String> environment) {}

    /** @throws ProjectException if there is no file, more than one, or one of them cannot be read */
    Merged read() {
        Path file = find(root).orElseThrow(this::nothingFound);
        var variables = new HashMap<>(environment);
        variables.putAll(dotEnv());
        YamlNode personal = personal(variables);
        personal.get("env_vars")
                .ifPresent(node -> node.entries().forEach((name, value) -> variables.put(name, value.text())));
        YamlNode project = yaml(file, root.relativize(file).toString(), variables);
        YamlNode tree = project.merged(withoutEnvironment(personal)).merged(EnvironmentOverrides.read(variables));
        return new Merged(tree, root.relativize(file).toString(), Map.copyOf(variables));
    }

    /** @throws ProjectException if {@code folder} has two, or only one in Python */
    private static Optional<Path> find(Path folder) {
        List<Path> found =
                NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
        boolean python = Files.isRegularFile(folder.resolve(PYTHON));
        if (found.size() + (python ? 1 : 0) > 1) {
            String second = python ? PYTHON : found.get(1).getFileName().toString();
            throw new ProjectException(List.of(new Problem(
                    second,
                    1,
                    0,
                    "There are two configuration files: %s and %s"
                            .formatted(found.get(0).getFileName(), second),
                    "Keep one of them")));
        }
        if (python) {
            throw new ProjectException(
                    List.of(new Problem(PYTHON, 1, 0, "A configuration in Python cannot be run here", YAML_INSTEAD)));
        }
        return found.stream().findFirst();
    }

    private ProjectException nothingFound() {
        return new ProjectException(List.of(new Problem(
                "",
                0,
                0,
                "There is no project in %s: no %s".formatted(root, String.join(", ", NAMES)),
                "Name the project's folder with --project DIR, or make a new one with: vmsh init DIR")));
    }

    private Map<String, String> dotEnv() {
        String named = environment.get("SQLMESH_DOTENV_PATH");
        Path file = named == null ? root.resolve(".env") : root.resolve(named);
        return Files.isRegularFile(file)
                ? DotEnv.read(text(file, file.getFileName().toString()))
                : Map.of();
    }

    /** The user's own configuration; an empty one if there is none. */
    private YamlNode personal(Map<String, String> variables) {
        String named = environment.get("SQLMESH_HOME");
        Path folder = named == null ? home.resolve(".sqlmesh") : Path.of(named);
        return find(folder)
                .map(file -> yaml(file, file.toString(), variables))
                .orElse(new YamlNode(Map.of(), folder.toString(), 0, 0));
    }

    private static YamlNode withoutEnvironment(YamlNode personal) {
        var entries = personal.entries();
        entries.remove("env_vars");
        return new YamlNode(entries, personal.file(), personal.line(), personal.column());
    }

    private static YamlNode yaml(Path file, String shown, Map<String, String> variables) {
        YamlNode node = YamlReader.read(shown, rendered(text(file, shown), shown, variables, Map.of()));
        if (!node.isMap()) {
            throw new ProjectException(List.of(new Problem(
                    shown,
                    1,
                    0,
                    "This configuration is empty",
                    "Write at least gateways and model_defaults, or run: vmsh init")));
        }
        return node;
    }

    /** @param variables the project's, for what is read once they are known */
    static String rendered(
            String text, String shown, Map<String, String> environment, Map<String, MacroValue> variables) {
        try {
            return JinjaConfig.render(
                    text,
                    name -> Optional.ofNullable(environment.get(name)),
                    environment.getOrDefault("USER", environment.getOrDefault("USERNAME", "")),
                    variables);
        } catch (MacroException e) {
            int end = Math.max(0, Math.min(e.offset(), text.length()));
            int line = 1
                    + (int) text.substring(0, end)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw new ProjectException(List.of(new Problem(shown, line, 0, e.getMessage(), e.remedy())));
        }
    }

    /** @throws ProjectException if the file cannot be read as UTF-8 */
    static String text(Path file, String shown) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ProjectException(List.of(new Problem(
                    shown,
                    1,
                    0,
                    "This file cannot be read: " + e.getMessage(),
                    "Check that it is there, readable, and UTF-8")));
        }
    }
}
