package dev.vmsh.engine;

import dev.vmsh.project.ConnectionSettings;

/** Makes the engine that a connection block asks for. */
@FunctionalInterface
public interface EngineFactory {
    /**
     * @param projectRoot absolute folder that relative paths start from
     * @throws dev.vmsh.problem.UsageException if the type is not known or a setting is missing; nothing is connected yet
     */
    Engine create(ConnectionSettings settings, String projectRoot);
}
