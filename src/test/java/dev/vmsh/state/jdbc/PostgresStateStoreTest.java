package dev.vmsh.state.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresStateStoreTest extends StateStoreContract {
    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    @Override
    Engine engine() {
        return postgres.engine();
    }

    @Override
    Engine otherEngine() {
        return postgres.engine();
    }
}
