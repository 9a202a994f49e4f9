package dev.vmsh.project;

import dev.vmsh.macro.MacroValue;
import java.util.Map;
import java.util.Optional;

/**
 * A named way to a warehouse and to the state that describes it.
 *
 * @param name lower case
 * @param stateConnection where state is kept; empty for the warehouse itself
 * @param stateSchema schema of the state tables; {@code vmsh} by default
 * @param variables override the project's while this gateway is in use
 */
public record Gateway(
        String name,
        ConnectionSettings connection,
        Optional<ConnectionSettings> stateConnection,
        Optional<ConnectionSettings> testConnection,
        String stateSchema,
        Map<String, MacroValue> variables) {
    public Gateway {
        variables = Map.copyOf(variables);
    }
}
