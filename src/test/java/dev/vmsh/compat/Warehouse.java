package dev.vmsh.compat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An empty database for one project.
 *
 * @param url for JDBC
 * @param connection the gateway's connection in the project's configuration, YAML in braces
 */
record Warehouse(String url, String connection) {
    /** A DuckDB file that does not exist yet. */
    static Warehouse file(Path file) {
        return new Warehouse("jdbc:duckdb:" + file, "{type: duckdb, database: '" + file + "'}");
    }

    /**
     * A new database on a PostgreSQL server.
     *
     * @param server {@code postgresql://user:password@host:port}
     * @throws SQLException if there is a database of that name, or the server says no
     */
    static Warehouse database(URI server, String name) throws SQLException {
        String[] user = server.getUserInfo().split(":", 2);
        String password = user.length == 2 ? user[1] : "";
        String base = "jdbc:postgresql://%s:%d/".formatted(server.getHost(), server.getPort());
        try (Connection connection = DriverManager.getConnection(base + "postgres", user[0], password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + '"');
        }
        String yaml = "{type: postgres, host: '%s', port: %d, user: '%s', password: '%s', database: '%s'}"
                .formatted(server.getHost(), server.getPort(), user[0], password, name);
        return new Warehouse(base + name + "?user=" + user[0] + "&password=" + password, yaml);
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
