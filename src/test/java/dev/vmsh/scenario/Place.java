package dev.vmsh.scenario;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a desk's warehouse and state are: each story can be told on every place. */
public interface Place {
    /** The gateway's settings in {@code config.yaml}, indented by four spaces. */
    String gatewaySettings();

    /** A connection of its own to the warehouse, past vmsh. */
    Connection connect(Path folder) throws SQLException;

    /** The dialect of the project's models. */
    String dialect();

    /** A DuckDB file that holds both. */
    Place DUCKDB = new Place() {
        @Override
        public String gatewaySettings() {
            return """
                        connection:
                          type: duckdb
                          database: warehouse.db
                    """;
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.db"));
        }

        @Override
        public String dialect() {
            return "duckdb";
        }

        @Override
        public String toString() {
            return "DuckDB";
        }
    };
}
