package dev.vmsh.state.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.project.Gateway;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateStoreFactory;
import java.util.Optional;

/** Makes stores that keep state in the tables of a schema: of the warehouse, or of a database of its own. */
public final class JdbcStateStores implements StateStoreFactory {
    private final String program;

    /** With the version that the program's archive carries. */
    public JdbcStateStores() {
        this(Optional.ofNullable(JdbcStateStores.class.getPackage().getImplementationVersion())
                .orElse("development"));
    }

    /** @param program this program's version; recorded, and told to older versions that cannot read what it wrote */
    public JdbcStateStores(String program) {
        this.program = program;
    }

    @Override
    public StateStore create(Gateway gateway, Engine warehouse, Engine stateEngine) {
        boolean shared = stateEngine == null;
        return new JdbcStateStore(
                shared ? warehouse : stateEngine, shared, gateway.stateSchema(), Migration.ALL, program);
    }
}
