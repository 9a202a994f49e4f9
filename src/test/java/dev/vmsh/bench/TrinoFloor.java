package dev.vmsh.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The least that the twelve models cost on a cluster: the statements that a person would send, as many at a time as vmsh sends, each when
 * what it reads is there. {@code TrinoFloor build|list URL SOURCE}.
 */
final class TrinoFloor {
    /** As many as vmsh has at work by default. */
    private static final int AT_ONCE = 4;

    private final String url;
    private final String source;

    private TrinoFloor(String url, String source) {
        this.url = url;
        this.source = source;
    }

    static List<String> command(String task, String url, String source) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TrinoFloor.class.getName(),
                task,
                url,
                source);
    }

    public static void main(String[] args) throws SQLException {
        var floor = new TrinoFloor(args[1], args[2]);
        if (args[0].equals("build")) {
            floor.build();
        } else {
            floor.list();
        }
    }

    private void build() throws SQLException {
        send(List.of("CREATE SCHEMA physical", "CREATE SCHEMA shop"));
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var tables = new HashMap<String, CompletableFuture<Void>>();
            for (TpchModel model : TpchModel.ALL) {
                CompletableFuture<?>[] read =
                        model.reads().stream().map(tables::get).toArray(CompletableFuture[]::new);
                tables.put(
                        model.name(),
                        CompletableFuture.allOf(read).thenRunAsync(() -> inWorker(statements(model)), workers));
            }
            await(tables);
            var views = new HashMap<String, CompletableFuture<Void>>();
            for (TpchModel model : TpchModel.ALL) {
                String view = "CREATE OR REPLACE VIEW shop.%1$s AS SELECT * FROM physical.%1$s".formatted(model.name());
                views.put(model.name(), CompletableFuture.runAsync(() -> inWorker(List.of(view)), workers));
            }
            await(views);
        } finally {
            workers.shutdown();
        }
    }

    private static void await(Map<String, CompletableFuture<Void>> all) {
        CompletableFuture.allOf(all.values().toArray(CompletableFuture[]::new)).join();
    }

    private List<String> statements(TpchModel model) {
        String table = "physical." + model.name();
        if (model.kind().equals(TpchModel.VIEW)) {
            return List.of("CREATE VIEW " + table + " AS " + model.byHand(source, 0));
        }
        if (!model.kind().equals(TpchModel.BY_YEAR)) {
            return List.of("CREATE TABLE " + table + " AS " + model.byHand(source, 0));
        }
        var statements = new ArrayList<String>();
        statements.add("CREATE TABLE %s WITH (partitioning = ARRAY['year(orderdate)']) AS %s WITH NO DATA"
                .formatted(table, model.byHand(source, TpchModel.FIRST_YEAR)));
        for (int year = TpchModel.FIRST_YEAR; year <= TpchModel.LAST_YEAR; year++) {
            statements.add("DELETE FROM %s WHERE orderdate BETWEEN DATE '%2$d-01-01' AND DATE '%2$d-12-31'"
                    .formatted(table, year));
            statements.add("INSERT INTO " + table + " " + model.byHand(source, year));
        }
        return statements;
    }

    private void inWorker(List<String> statements) {
        try {
            send(statements);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private void send(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void list() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet tables =
                        statement.executeQuery("SELECT table_schema, table_name FROM information_schema.tables")) {
            while (tables.next()) {
                tables.getString(1);
            }
        }
    }
}
