package dev.vmsh.state.jdbc;

import dev.vmsh.engine.DuckDbExtension;
import dev.vmsh.engine.Engine;
import org.junit.jupiter.api.extension.RegisterExtension;

class DuckDbFileStateStoreTest extends StateStoreContract {
    @RegisterExtension
    final DuckDbExtension duck = DuckDbExtension.inFile();

    @Override
    Engine engine() {
        return duck.engine();
    }

    /** Two processes cannot have one file open: the other one is another session. */
    @Override
    Engine otherEngine() {
        return duck.engine();
    }
}
