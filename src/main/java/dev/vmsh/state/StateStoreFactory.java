package dev.vmsh.state;

import dev.vmsh.engine.Engine;
import dev.vmsh.project.Gateway;

/** Makes the state store of a gateway. */
@FunctionalInterface
public interface StateStoreFactory {
    /**
     * @param warehouse the gateway's engine; used for state too where the gateway has no connection of its own for it
     * @param stateEngine the engine of the gateway's {@code state_connection}; null if it has none
     */
    StateStore create(Gateway gateway, Engine warehouse, Engine stateEngine);
}
