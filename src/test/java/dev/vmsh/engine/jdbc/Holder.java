package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.Engine;
import dev.vmsh.project.ConnectionSettings;
import java.util.Map;

/** A process that opens a DuckDB file, says so, and keeps it until it is ended. */
final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
        Engine engine =
                new JdbcEngines().create(new ConnectionSettings("duckdb", Map.of("database", arguments[0])), "/");
        engine.open();
        System.out.println("open");
        Thread.sleep(60_000);
    }
}
