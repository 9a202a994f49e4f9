package dev.vmsh.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kills vmsh, or a node of the cluster, while a plan is applied on Trino. Each time every model gets a new version; afterwards, when a
 * session has recovered what was left, the environment must be wholly of the version before or wholly of the new one, with no row missing
 * and none there twice.
 */
final class TrinoRampage {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2024-01-01");
    private static final int ROWS_A_DAY = 20;
    private static final int MOST_TRIES = 5;

    /** What is killed. */
    enum Victim {
        VMSH,
        WORKER,
        COORDINATOR
    }

    private final Path folder;
    private final String address;
    private final Victim victim;
    private final Path cluster;
    private final String catalog;
    private final Random random;
    private final Map<String, Integer> stages = new TreeMap<>();
    private int version = 1;
    private int days = 6;
    private int old;
    private int renewed;
    private int survivors;
    private int runs;
    private int recoveredWithout;
    private int triedAgain;
    private boolean nodeIsAway;

    /** @param cluster the script that starts nodes again; only for victims that are nodes */
    TrinoRampage(Path folder, String address, Victim victim, Path cluster, long seed) {
        this.folder = folder;
        this.address = address;
        this.victim = victim;
        this.cluster = cluster;
        this.random = new Random(seed);
        this.catalog = "rampage_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    }

    /** What happened, in one line. */
    String run(int wanted) {
        execute(
                "system",
                "CREATE CATALOG %1$s USING iceberg WITH (\"iceberg.catalog.type\" = 'TESTING_FILE_METASTORE', \"hive.metastore.catalog.dir\" = 'local:///%1$s', \"fs.native-local.enabled\" = 'true', \"local.location\" = '%2$s')"
                        .formatted(catalog, folder));
        configure();
        models();
        finish("plan", "prod", "--auto-apply", "--execution-time", now());
        check();
        for (int kills = 0; kills < wanted; ) {
            kills += strike() ? 1 : 0;
        }
        finish("janitor", "--ignore-ttl", "--yes", "--execution-time", now());
        nothingLeaks();
        execute("system", "DROP CATALOG " + catalog);
        return "%s: %d kills, %d found nothing to kill; after a plan prod was old %d times and new %d times, %d kills hit a run; %d were recovered while the node was away; %d commands were typed again as their error asks; killed at %s"
                .formatted(victim, wanted, survivors, old, renewed, runs, recoveredWithout, triedAgain, stages);
    }

    private String now() {
        return FIRST_DAY.plusDays(days) + " 00:00:00";
    }

    private boolean strike() {
        return random.nextInt(3) == 0 ? strikeRun() : strikePlan();
    }

    private boolean strikePlan() {
        int before = version;
        version++;
        models();
        boolean hit = strike(List.of("plan", "prod", "--auto-apply", "--execution-time", now()));
        // a run has nothing due: it only puts right what it finds
        finish("run", "prod", "--execution-time", now());
        reviveNode();
        int shown = check();
        if (shown != before && shown != version) {
            throw new AssertionError("prod shows version %d, and not %d or %d".formatted(shown, before, version));
        }
        if (hit) {
            old += shown == before ? 1 : 0;
            renewed += shown == version ? 1 : 0;
        }
        finish("plan", "prod", "--auto-apply", "--execution-time", now());
        if (check() != version) {
            throw new AssertionError("prod is not the version of the files after a plan that nobody killed");
        }
        return hit;
    }

    /** A day more is due: every model gets its rows once, also the one that only adds. */
    private boolean strikeRun() {
        days++;
        boolean hit = strike(List.of("run", "prod", "--execution-time", now()));
        finish("run", "prod", "--execution-time", now());
        reviveNode();
        check();
        runs += hit ? 1 : 0;
        return hit;
    }

    private boolean strike(List<String> words) {
        VmshProcess process = VmshProcess.start(folder, words);
        process.awaitLine(
                switch (random.nextInt(3)) {
                    case 0 -> "backfill";
                    case 1 -> "[";
                    default -> "promote";
                });
        pause(random.nextInt(random.nextBoolean() ? 300 : 4_000));
        String stage = process.stage();
        boolean hit = victim == Victim.VMSH ? process.kill() : node(process);
        if (hit) {
            stages.merge(words.get(0) + " " + stage, 1, Integer::sum);
        } else {
            survivors++;
        }
        return hit;
    }

    /**
     * Kills a node while vmsh is at work, waits until vmsh has given up or is through, and starts the node again; a worker half of the
     * time only when the next command has put right what it found without it.
     */
    private boolean node(VmshProcess process) {
        boolean alive = process.alive();
        script("kill", victim == Victim.WORKER ? "worker1" : "coordinator");
        long began = System.nanoTime();
        process.await();
        System.out.printf("vmsh ended %d s after the kill%n", (System.nanoTime() - began) / 1_000_000_000);
        nodeIsAway = true;
        if (victim == Victim.COORDINATOR || random.nextBoolean()) {
            reviveNode();
        } else {
            recoveredWithout++;
        }
        return alive;
    }

    private void reviveNode() {
        if (nodeIsAway) {
            script("revive");
            nodeIsAway = false;
        }
    }

    private void script(String... words) {
        var command = new ArrayList<>(List.of(cluster.toString()));
        command.addAll(List.of(words));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- the project

    private void configure() {
        String[] parts = address.split(":", -1);
        write("config.yaml", """
                gateways:
                  lake:
                    connection:
                      type: trino
                      host: %s
                      port: %s
                      http_scheme: http
                      user: rampage
                      catalog: %s
                      stall_timeout: 20
                      connect_timeout: 10
                    state_connection: {type: duckdb, database: state.db}
                model_defaults: {dialect: trino, start: '2024-01-01'}
                """.formatted(parts[0], parts[1], catalog));
    }

    private void models() {
        write("models/a.sql", """
                MODEL (name s.a, kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 2));
                SELECT CAST(t.d AS DATE) AS ds, i.id AS id, %d AS v
                FROM UNNEST(sequence(DATE '2024-01-01', DATE '2024-12-31')) AS t (d) CROSS JOIN UNNEST(sequence(1, 20)) AS i (id)
                WHERE t.d BETWEEN @start_date AND @end_date
                """.formatted(version));
        write("models/u.sql", """
                MODEL (name s.u, kind INCREMENTAL_UNMANAGED);
                SELECT a.ds, a.id, a.v FROM s.a AS a WHERE a.ds BETWEEN @start_date AND @end_date
                """);
        write("models/k.sql", """
                MODEL (name s.k, kind INCREMENTAL_BY_UNIQUE_KEY (unique_key (ds, id)));
                SELECT a.ds, a.id, a.v FROM s.a AS a
                """);
        write("models/c.sql", "MODEL (name s.c, kind FULL);\nSELECT a.ds, a.id, a.v FROM s.a AS a\n");
        write("models/d.sql", "MODEL (name s.d, kind VIEW);\nSELECT c.ds, c.id, c.v FROM s.c AS c\n");
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What must succeed; where the error says to try again, as often as somebody would before he looks at the nodes. */
    private void finish(String... words) {
        for (int tries = 1; ; tries++) {
            VmshProcess process = VmshProcess.start(folder, List.of(words));
            int code = process.await();
            if (code == 0) {
                return;
            }
            if (tries == MOST_TRIES || !process.said().contains("try again")) {
                throw new AssertionError("%s ended with %d:%n%s".formatted(List.of(words), code, process.said()));
            }
            System.out.println("typed again: " + process.said().lines().reduce("", (before, line) -> line));
            triedAgain++;
        }
    }

    // ---- what must hold

    /**
     * Every row is there once. The model that only adds is forward-only by nature, so that its rows may be of many versions.
     *
     * @return the one version that all other models of prod show
     */
    private int check() {
        var found = new TreeMap<String, List<String>>();
        for (String model : List.of("a", "u", "k", "c", "d")) {
            found.put(
                    model,
                    rows(catalog, "SELECT count(*), count(DISTINCT (ds, id)), min(v), max(v) FROM s." + model)
                            .get(0));
        }
        String rows = Integer.toString(days * ROWS_A_DAY);
        List<String> one = found.get("a");
        boolean whole = found.values().stream()
                .allMatch(row -> row.get(0).equals(rows) && row.get(1).equals(rows));
        boolean same = one.get(2).equals(one.get(3))
                && found.entrySet().stream()
                        .allMatch(each ->
                                each.getKey().equals("u") || each.getValue().equals(one));
        if (!whole || !same) {
            throw new AssertionError(
                    "prod should have %s rows of one version; rows, different rows, least and greatest version are %s"
                            .formatted(rows, found));
        }
        return Integer.parseInt(one.get(2));
    }

    private void nothingLeaks() {
        VmshProcess doctor = VmshProcess.start(folder, List.of("doctor"));
        if (doctor.await() != 0 || !doctor.said().contains("every physical table is recorded")) {
            throw new AssertionError("not all is well: " + doctor.said());
        }
        List<List<String>> left = rows(
                catalog,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'sqlmesh__s' AND table_name LIKE '\\_\\_vmsh%' ESCAPE '\\'");
        if (!left.isEmpty()) {
            throw new AssertionError("temporary tables are left behind: " + left);
        }
    }

    private Connection open(String where) throws SQLException {
        return DriverManager.getConnection("jdbc:trino://%s/%s?user=rampage".formatted(address, where));
    }

    private void execute(String where, String sql) {
        try (Connection connection = open(where);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private List<List<String>> rows(String where, String query) {
        try (Connection connection = open(where);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(result.getString(i));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
