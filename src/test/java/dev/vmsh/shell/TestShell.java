package dev.vmsh.shell;

import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.project.Config;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.files.DemoProject;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** vmsh through its front door, over a real DuckDB file, in a folder of its own. */
public final class TestShell {
    static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    final Path folder;
    private final Map<TableName, Model> models = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private byte[] input = new byte[0];
    private boolean fromFiles;
    private Identity identity = new Identity("ana", "box", 1);

    public TestShell(Path folder) {
        this.folder = folder;
        file("config.yaml", "gateways: {}\n");
    }

    /** What one run left behind. */
    public record Ran(int code, String out, String err) {}

    TestShell model(Model model) {
        models.put(model.name(), model);
        return this;
    }

    public TestShell file(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The project is what its files say; otherwise it is made of models that are handed over. */
    public TestShell fromFiles() {
        fromFiles = true;
        return file("config.yaml", """
                gateways:
                  warehouse:
                    connection: {type: duckdb, database: warehouse.duckdb}
                model_defaults: {dialect: duckdb, start: 2026-01-01}
                """);
    }

    public Path folder() {
        return folder;
    }

    public TestShell as(Identity somebody) {
        identity = somebody;
        return this;
    }

    TestShell environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestShell input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    TestShell input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    public Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var io = new ProcessIo(
                new ByteArrayInputStream(input),
                new PrintWriter(out),
                new PrintWriter(err),
                () -> false,
                () -> false,
                Map.copyOf(environment),
                folder);
        int code = new Vmsh(io, edges((names, completion, coloured) -> {
                    throw new IllegalStateException("no terminal here");
                }))
                .run(List.of(arguments));
        return new Ran(code, out.toString(), err.toString());
    }

    /**
     * A session with somebody at the keyboard.
     *
     * @return the exit code
     */
    public int interact(LineEditor.Factory editors, Map<String, String> environment, String... arguments) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var io = new ProcessIo(
                new ByteArrayInputStream(new byte[0]), nowhere, nowhere, () -> true, () -> true, environment, folder);
        return new Vmsh(io, edges(editors)).run(List.of(arguments));
    }

    Vmsh.Edges edges(LineEditor.Factory editors) {
        return new Vmsh.Edges(
                (roots, variables, skipPython) -> fromFiles
                        ? new ProjectLoader(
                                roots, Map.of(), folder, new SqlParsers(new DuckDbParser()), variables, skipPython)
                        : source(roots.get(0)),
                new JdbcEngines(),
                new JdbcStateStores("test"),
                new SqlParsers(new DuckDbParser()),
                new SeedReader(),
                identity,
                new DemoProject()::writeTo,
                editors,
                Clock.fixed(NOW, ZoneOffset.UTC),
                "test");
    }

    private ProjectSource source(Path root) {
        Gateway gateway = gateway("warehouse", "warehouse.duckdb");
        Config config = config(Map.of("warehouse", gateway));
        return new ProjectSource() {
            @Override
            public Config config() {
                return config;
            }

            @Override
            public Project load(String name) {
                return Project.of(root.toString(), config, gateway, models, Map.of(), Map.of());
            }
        };
    }

    static Gateway gateway(String name, String database) {
        return new Gateway(
                name,
                new ConnectionSettings("duckdb", Map.of("database", database)),
                Optional.empty(),
                Optional.empty(),
                "vmsh",
                Map.of());
    }

    static Config config(Map<String, Gateway> gateways) {
        return new Config(
                "",
                gateways,
                gateways.keySet().iterator().next(),
                Dialect.DUCKDB,
                Map.of(),
                List.of(),
                List.of(),
                null,
                "in 1 week",
                "in 1 week",
                Set.of(),
                EnvironmentName.PROD.identifier(),
                Map.of(),
                Config.TableNaming.SCHEMA_AND_TABLE,
                Config.SuffixTarget.SCHEMA,
                Map.of(),
                false,
                Config.PlanDefaults.DEFAULT,
                Config.Linter.OFF,
                "%Y-%m-%d",
                Set.of());
    }
}
