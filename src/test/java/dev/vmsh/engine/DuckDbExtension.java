package dev.vmsh.engine;

import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh DuckDB database for each test, in memory or in a file. */
public final class DuckDbExtension implements BeforeEachCallback, AfterEachCallback {
    private final boolean inFile;
    private final List<String> setUp;
    private Path folder;
    private Engine engine;

    private DuckDbExtension(boolean inFile, List<String> setUp) {
        this.inFile = inFile;
        this.setUp = setUp;
    }

    /** @param setUp statements to run first */
    public static DuckDbExtension inMemory(String... setUp) {
        return new DuckDbExtension(false, List.of(setUp));
    }

    /** @param setUp statements to run first */
    public static DuckDbExtension inFile(String... setUp) {
        return new DuckDbExtension(true, List.of(setUp));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("vmsh-duckdb");
        engine = new JdbcEngines().create(settings(), folder.toString());
        if (!setUp.isEmpty()) {
            try (EngineSession session = engine.open()) {
                setUp.forEach(session::execute);
            }
        }
    }

    public ConnectionSettings settings() {
        return new ConnectionSettings("duckdb", inFile ? Map.of("database", "warehouse.duckdb") : Map.of());
    }

    /** A folder of this test's own, the project root of its engine. */
    public Path folder() {
        return folder;
    }

    /** The engine; closed after the test. */
    public Engine engine() {
        return engine;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        engine.close();
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
