package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineFactory;
import dev.vmsh.engine.EngineListener;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.ConnectionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The engines that are reached by JDBC: DuckDB, PostgreSQL and Trino. */
public final class JdbcEngines implements EngineFactory {
    private static final List<String> TYPES = List.of("duckdb", "postgres", "trino");

    private final EngineListener listener;
    private final Map<String, String> environment;

    public JdbcEngines() {
        this(EngineListener.NONE, System.getenv());
    }

    /**
     * @param listener told while an engine waits for another process
     * @param environment the process's environment variables: {@code PGHOST} and its like stand in for missing settings
     */
    public JdbcEngines(EngineListener listener, Map<String, String> environment) {
        this.listener = listener;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Engine create(ConnectionSettings settings, String projectRoot) {
        return switch (settings.type()) {
            case "duckdb" -> new DuckDbEngine(DuckDbSettings.of(settings, Path.of(projectRoot)), listener);
            case "postgres" -> new PostgresEngine(PostgresSettings.of(settings, environment));
            case "trino" -> new TrinoEngine(TrinoSettings.of(settings));
            default ->
                throw new UsageException(
                        "vmsh does not connect to '%s'".formatted(settings.type()),
                        NearName.of(settings.type(), TYPES)
                                .map(near -> "Did you mean 'type: " + near + "'?")
                                .orElse("Use one of: " + String.join(", ", TYPES)));
        };
    }
}
