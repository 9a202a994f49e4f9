package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A new warehouse to measure in, and a new database beside it for the floor. */
interface Target extends AutoCloseable {
    /** The {@code connection:} block of a project's configuration, with its key, indented by four spaces. */
    String connection();

    String dialect();

    /** For the floor's driver. */
    String floorUrl();

    /** Of the warehouse itself, for a floor that reads what vmsh made. */
    String warehouseUrl();

    /** Milliseconds of CPU that processes of a server have used that have ended by now; 0 if there is no server. */
    long serverCpuMillis() throws IOException;

    @Override
    void close() throws IOException;

    static Target of(String engine, Path folder) throws IOException {
        return engine.equals("postgres") ? new PostgresTarget() : new DuckDb(folder);
    }

    /** Two files in a project's folder. */
    record DuckDb(Path folder) implements Target {
        @Override
        public String connection() {
            return "    connection:\n      type: duckdb\n      database: warehouse.db\n";
        }

        @Override
        public String dialect() {
            return "duckdb";
        }

        @Override
        public String floorUrl() {
            return "jdbc:duckdb:" + folder.resolve("floor.db");
        }

        @Override
        public String warehouseUrl() {
            return "jdbc:duckdb:" + folder.resolve("warehouse.db");
        }

        @Override
        public long serverCpuMillis() {
            return 0;
        }

        @Override
        public void close() {
            // the files go with the folder
        }
    }
}
