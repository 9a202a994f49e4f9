package dev.vmsh.compat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An empty database for one project.
 *
 * @param url for JDBC
 * @param connection the gateway's connection in the project's configuration, YAML in braces; that of the state after it, where it is apart
 * @param opening statements for a new connection
 */
record Warehouse(String url, String connection, List<String> opening) {
    /**
     * DuckDB files that do not exist yet, one for each catalog.
     *
     * @param catalogs their names, that of the warehouse first
     */
    static Warehouse files(Path folder, List<String> catalogs) {
        String attached = catalogs.stream()
                .map(name -> "%s: '%s'".formatted(name, folder.resolve(name + ".db")))
                .collect(Collectors.joining(", "));
        return new Warehouse(
                "jdbc:duckdb:" + folder.resolve(catalogs.get(0) + ".db"),
                "{type: duckdb, catalogs: {" + attached + "}}",
                catalogs.stream()
                        .skip(1)
                        .map(name -> "ATTACH IF NOT EXISTS '%s' AS %s".formatted(folder.resolve(name + ".db"), name))
                        .toList());
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
        return new Warehouse(base + name + "?user=" + user[0] + "&password=" + password, yaml, List.of());
    }

    /**
     * A new Iceberg catalog in a Trino cluster that may make some; the state is in a DuckDB file.
     *
     * @param cluster {@code trino://user@host:port}
     * @param folder where the cluster, which runs on this machine, keeps the tables
     */
    static Warehouse catalog(URI cluster, Path folder, String name) throws SQLException {
        String base = "jdbc:trino://%s:%d/".formatted(cluster.getHost(), cluster.getPort());
        String user = "?user=" + cluster.getUserInfo();
        String catalog = name + "_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        try (Connection connection = DriverManager.getConnection(base + "system" + user);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE CATALOG %s USING iceberg WITH (\"iceberg.catalog.type\" = 'TESTING_FILE_METASTORE', \"hive.metastore.catalog.dir\" = 'local:///lake', \"fs.native-local.enabled\" = 'true', \"local.location\" = '%s')"
                            .formatted(catalog, folder));
        }
        String yaml =
                "{type: trino, host: '%s', port: %d, http_scheme: http, user: '%s', catalog: '%s'}%n    state_connection: {type: duckdb, database: '%s'}"
                        .formatted(
                                cluster.getHost(),
                                cluster.getPort(),
                                cluster.getUserInfo(),
                                catalog,
                                folder.resolve("state.db"));
        return new Warehouse(base + catalog + user, yaml, List.of());
    }

    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String sql : opening) {
                statement.execute(sql);
            }
        }
        return connection;
    }
}
