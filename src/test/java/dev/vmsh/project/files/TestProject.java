package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project in a temporary folder, and a loader for it. */
final class TestProject {
    static final String CONFIG = """
            gateways:
              local:
                connection: {type: duckdb, database: warehouse.db}
            model_defaults: {dialect: duckdb}
            """;

    final Path root;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> overrides = new HashMap<>();
    private boolean skipPython;

    TestProject(Path root) {
        this.root = root;
        write("config.yaml", CONFIG);
    }

    TestProject write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestProject delete(String path) {
        try {
            Files.delete(root.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestProject skipPython() {
        skipPython = true;
        return this;
    }

    ProjectLoader loader() {
        return new ProjectLoader(
                List.of(root),
                environment,
                root.resolve("home"),
                new SqlParsers(FallbackParser.NONE),
                overrides,
                skipPython);
    }

    Project load() {
        return loader().load(null);
    }

    Model model(String schema, String name) {
        return load().model(TableName.of(schema, name)).orElseThrow();
    }

    /** What is wrong, each as {@code file:line:column: message}. */
    List<String> problems() {
        try {
            load();
            loader().tests();
            return List.of();
        } catch (VmshException e) {
            return e.problems().isEmpty()
                    ? List.of(e.getMessage())
                    : e.problems().stream().map(Problem::text).toList();
        }
    }

    List<Problem> faults() {
        try {
            load();
            loader().tests();
            return List.of();
        } catch (VmshException e) {
            return e.problems();
        }
    }
}
