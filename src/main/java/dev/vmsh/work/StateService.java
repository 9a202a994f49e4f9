package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state store as a whole: its layout, and its content as a document. Nothing is under way in any environment meanwhile. */
public final class StateService {
    private final Connections connections;
    private final Identity identity;

    public StateService(Connections connections, Identity identity) {
        this.connections = connections;
        this.identity = identity;
    }

    /** @return the migrations applied, in order; each was one transaction */
    public List<String> migrate(String gateway) {
        return connections.state(gateway).migrate();
    }

    /** @return the migration undone; empty if there is none to undo */
    @SuppressWarnings("try") // the lease is only there to be held
    public Optional<String> undoMigration(String gateway) {
        StateStore state = connections.state(gateway);
        try (LeaseKeeper lease = LeaseKeeper.forLayout(state, identity, "migrate --undo", Duration.ZERO)) {
            return state.undoMigration();
        }
    }

    /** @param only the environments to write; empty for everything. @throws UsageException if one does not exist */
    public String exported(String gateway, Set<EnvironmentName> only) {
        StateStore state = connections.state(gateway);
        for (EnvironmentName name : only) {
            if (state.environment(name).isEmpty()) {
                throw new UsageException("there is no environment '%s'".formatted(name), "See 'environments'");
            }
        }
        return state.exported(only);
    }

    /** @return the environments taken in */
    @SuppressWarnings("try") // the lease is only there to be held
    public List<EnvironmentName> imported(String gateway, String document, boolean replace) {
        StateStore state = connections.state(gateway);
        try (LeaseKeeper lease = LeaseKeeper.forLayout(state, identity, "state import", Duration.ZERO)) {
            return state.imported(document, replace);
        }
    }
}
