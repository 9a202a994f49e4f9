package dev.vmsh.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Two new Iceberg catalogs in the cluster that {@code scripts/trino-cluster} has started. Its processor time is not told. */
final class TrinoTarget implements Target {
    private final String address;
    private final String warehouse;
    private final String floor;

    /** @param folder where both keep their files */
    TrinoTarget(Path folder) throws IOException {
        String port = System.getenv("VMSH_TRINO_PORT");
        address = "127.0.0.1:" + (port == null ? "18080" : port);
        String stamp = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        warehouse = "bench_" + stamp;
        floor = "floor_" + stamp;
        for (String catalog : new String[] {warehouse, floor}) {
            run(
                    "CREATE CATALOG %1$s USING iceberg WITH (\"iceberg.catalog.type\" = 'TESTING_FILE_METASTORE', \"hive.metastore.catalog.dir\" = 'local:///%1$s', \"fs.native-local.enabled\" = 'true', \"local.location\" = '%2$s')"
                            .formatted(catalog, folder));
        }
    }

    private void run(String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection(url("system"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException("is the cluster up? 'scripts/trino-cluster start' starts one", e);
        }
    }

    private String url(String catalog) {
        return "jdbc:trino://%s/%s?user=bench".formatted(address, catalog);
    }

    @Override
    public String connection() {
        String[] parts = address.split(":", -1);
        return """
                    connection:
                      type: trino
                      host: %s
                      port: %s
                      http_scheme: http
                      user: bench
                      catalog: %s
                    state_connection:
                      type: duckdb
                      database: state.db
                """.formatted(parts[0], parts[1], warehouse);
    }

    @Override
    public String dialect() {
        return "trino";
    }

    @Override
    public String floorUrl() {
        return url(floor);
    }

    @Override
    public String warehouseUrl() {
        return url(warehouse);
    }

    @Override
    public long serverCpuMillis() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        run("DROP CATALOG " + warehouse);
        run("DROP CATALOG " + floor);
    }
}
