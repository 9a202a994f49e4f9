package dev.vmsh.work;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.problem.VmshException;
import dev.vmsh.state.StateStore;
import java.util.Optional;
import java.util.UUID;

/** Holds a state store to the one warehouse that it describes: with another one it would be wrong in everything. */
final class WarehouseBinding {
    /** The identity of a warehouse that keeps its state itself. */
    private static final String ITSELF = "itself";

    private final Connections connections;
    private final String gateway;

    WarehouseBinding(Connections connections, String gateway) {
        this.connections = connections;
        this.gateway = gateway;
    }

    /** @throws VmshException if the gateway's state describes another warehouse than the gateway's */
    void check() {
        StateStore state = connections.state(gateway);
        Optional<String> bound = state.warehouseIdentity();
        if (bound.isEmpty()) {
            return;
        }
        String[] parts = bound.get().split(" ", 2);
        String id = parts[0];
        String of = parts.length > 1 ? parts[1] : "";
        if (id.equals(ITSELF)) {
            if (!state.sharesWarehouse()) {
                throw refused("the database that it is in");
            }
        } else if (state.sharesWarehouse() || !warehouse().equals(Optional.of(id))) {
            throw refused("the warehouse of gateway '%s'".formatted(of));
        }
    }

    private VmshException refused(String other) {
        return new VmshException(
                "the state store of gateway '%s' belongs to %s, not to this gateway's warehouse"
                        .formatted(gateway, other),
                "Give gateway '%s' a state_connection or a state_schema of its own in config.yaml; if the warehouse was made anew, empty the schema '%s' of the state store first"
                        .formatted(gateway, connections.gateway(gateway).stateSchema()));
    }

    private Optional<String> warehouse() {
        try (EngineSession session = connections.engine(gateway).open()) {
            return connections.marks(gateway).identity(session);
        }
    }

    /** Records which warehouse the store describes, unless it is recorded. */
    void bind() {
        check();
        StateStore state = connections.state(gateway);
        if (state.warehouseIdentity().isPresent()) {
            return;
        }
        String identity = state.sharesWarehouse() ? ITSELF : identified();
        state.transaction(transaction -> {
            transaction.bindWarehouse(identity + " " + gateway);
            return null;
        });
        check();
    }

    private String identified() {
        WarehouseMarks marks = connections.marks(gateway);
        try (EngineSession session = connections.engine(gateway).open()) {
            marks.prepare(session, connections.engine(gateway).traits().transactionalDdl());
            return marks.identity(session).orElseGet(() -> {
                String made = UUID.randomUUID().toString();
                marks.identify(session, made);
                return made;
            });
        }
    }
}
