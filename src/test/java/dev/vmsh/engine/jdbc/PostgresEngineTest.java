package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresEngineTest extends EngineContract {
    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    @Override
    Engine engine() {
        return postgres.engine();
    }

    @Override
    String values() {
        return "postgres-values.txt";
    }

    @Override
    String numbers(int count) {
        return "SELECT i FROM generate_series(0, " + (count - 1) + ") AS s(i)";
    }

    @Override
    String withoutEnd() {
        return "SELECT generate_series(1, 1000000000000)";
    }

    @Override
    String endless() {
        return "SELECT pg_sleep(60)";
    }
}
