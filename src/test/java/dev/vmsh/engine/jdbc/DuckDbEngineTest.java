package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.DuckDbExtension;
import dev.vmsh.engine.Engine;
import org.junit.jupiter.api.extension.RegisterExtension;

class DuckDbEngineTest extends EngineContract {
    @RegisterExtension
    final DuckDbExtension duck = DuckDbExtension.inMemory();

    @Override
    Engine engine() {
        return duck.engine();
    }

    @Override
    String values() {
        return "duckdb-values.txt";
    }

    @Override
    String numbers(int count) {
        return "SELECT range AS i FROM range(" + count + ")";
    }

    @Override
    String withoutEnd() {
        return "SELECT range FROM range(1000000000000)";
    }

    @Override
    String endless() {
        return "SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range % 3";
    }
}
