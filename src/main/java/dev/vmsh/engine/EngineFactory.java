package dev.vmsh.engine;

import dev.vmsh.project.ConnectionSettings;

/** Makes the engine that a connection block asks for. */
@FunctionalInterface
public interface EngineFactory {
    /**
     * Makes an engine; nothing is connected yet.
     *
     * @param projectRoot absolute folder that relative paths start from
     * @throws dev.vmsh.problem.UsageException if the type is not known or a setting is missing
     */
    Engine create(ConnectionSettings settings, String projectRoot);
}
