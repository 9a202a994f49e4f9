package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.interval.Interval;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random rows in several batches, compared with what a slow and simple list of rows says the table should hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomLoadsTest {
    private static final int BATCHES = 5;
    private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    /** Of the test that runs; failures tell it. */
    private long seed;

    /** How the time column is stored: its type, its format, and a time as a literal. */
    private enum TimeStorage {
        DATE("DATE", "%Y-%m-%d"),
        TIMESTAMP("TIMESTAMP", "%Y-%m-%d"),
        ZONED("TIMESTAMP WITH TIME ZONE", "%Y-%m-%d"),
        TEXT("VARCHAR", "%Y-%m-%d %H:%M:%S.%f"),
        NUMBER("INTEGER", "%Y%m%d");

        private final String type;
        private final String format;

        TimeStorage(String type, String format) {
            this.type = type;
            this.format = format;
        }

        String literal(LocalDateTime at) {
            if (this == NUMBER) {
                return DAY.format(at).replace("-", "");
            }
            return "'" + (this == DATE ? DAY.format(at) : TIME.format(at) + (this == ZONED ? "+00" : "")) + "'";
        }

        boolean wholeDays() {
            return this == DATE || this == NUMBER;
        }
    }

    /** A row as the list knows it; the database only ever sees its text. */
    private record Row(Integer id, String part, int n, LocalDateTime at) {
        String text(TimeStorage storage) {
            return "(%s, %s, %d, %s)".formatted(id, part == null ? "NULL" : "'" + part + "'", n, storage.literal(at));
        }
    }

    Stream<Arguments> everyStorage() {
        return warehouses.all().stream()
                .flatMap(warehouse -> Stream.of(TimeStorage.values()).map(storage -> Arguments.of(warehouse, storage)));
    }

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @ParameterizedTest
    @MethodSource("everyStorage")
    void aBatchWritesItsWindowAndNothingElse(Warehouse warehouse, TimeStorage storage) {
        Random random = seeded();
        List<Row> expected = create(warehouse, storage, random);
        Model model = Models.of(Models.byTime("ts", storage.format));
        for (int batch = 0; batch < BATCHES; batch++) {
            int unitHours = storage.wholeDays() ? 24 : 1;
            LocalDateTime from = START.plusHours((long) unitHours * random.nextInt(96 / unitHours));
            LocalDateTime to = from.plusHours((long) unitHours * (1 + random.nextInt(48 / unitHours)));
            List<Row> rows = source(warehouse, storage, random);
            var range = new Interval(from.toInstant(ZoneOffset.UTC), to.toInstant(ZoneOffset.UTC));

            load(warehouse, model, false, range, "b" + batch);

            expected.removeIf(row -> !row.at().isBefore(from) && row.at().isBefore(to));
            rows.stream()
                    .filter(row -> !row.at().isBefore(from) && row.at().isBefore(to))
                    .forEach(expected::add);
            assertHolds(warehouse, storage, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aMergeKeepsOneRowForEachKey(Warehouse warehouse) {
        Random random = seeded();
        List<Row> expected = create(warehouse, TimeStorage.TIMESTAMP, random);
        Model model = Models.of(new Kind.IncrementalByUniqueKey(
                List.of("id", "COALESCE(part, '')"), "", "", 0, OptionalInt.empty(), Models.COMMON));
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Row> rows = source(warehouse, TimeStorage.TIMESTAMP, random);
            rows.removeIf(row -> row.id() == null);
            warehouse.run("DELETE FROM store.source WHERE id IS NULL");

            load(warehouse, model, batch == 0, null, "b" + batch);

            expected = batch == 0 ? rows : merged(expected, rows);
            assertHolds(warehouse, TimeStorage.TIMESTAMP, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void anOverwriteReplacesThePartitionsItTouches(Warehouse warehouse) {
        for (List<String> keys : List.of(List.of("part"), List.of("id", "part"))) {
            Random random = seeded();
            List<Row> expected = create(warehouse, TimeStorage.TIMESTAMP, random);
            Model model = Models.of(new Kind.IncrementalByPartition(Models.COMMON), keys.toArray(String[]::new));
            for (int batch = 0; batch < BATCHES; batch++) {
                List<Row> rows = source(warehouse, TimeStorage.TIMESTAMP, random);

                load(warehouse, model, false, null, "b" + batch);

                Set<List<Object>> touched =
                        rows.stream().map(row -> key(row, keys)).collect(Collectors.toSet());
                expected.removeIf(row -> touched.contains(key(row, keys)));
                expected.addAll(rows);
                assertHolds(warehouse, TimeStorage.TIMESTAMP, expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void aFullModelHoldsTheLastBatchAndAnUnmanagedOneAllOfThem(Warehouse warehouse) {
        for (boolean full : List.of(true, false)) {
            Random random = seeded();
            List<Row> expected = create(warehouse, TimeStorage.TIMESTAMP, random);
            Model model = Models.of(full ? new Kind.Full() : new Kind.IncrementalUnmanaged(false, Models.COMMON));
            for (int batch = 0; batch < BATCHES; batch++) {
                List<Row> rows = source(warehouse, TimeStorage.TIMESTAMP, random);

                load(warehouse, model, batch == 0, null, "b" + batch);

                expected = full || batch == 0 ? new ArrayList<>() : expected;
                expected.addAll(rows);
                assertHolds(warehouse, TimeStorage.TIMESTAMP, expected);
            }
        }
    }

    private Random seeded() {
        seed = Long.getLong("vmsh.seed", System.nanoTime());
        return new Random(seed);
    }

    private static List<Row> merged(List<Row> table, List<Row> batch) {
        var greatest = Comparator.comparing(Row::n).thenComparing(Row::at);
        Map<List<Object>, Row> news = new HashMap<>();
        for (Row row : batch) {
            news.merge(mergeKey(row), row, (one, other) -> better(one, other, greatest));
        }
        List<Row> result = new ArrayList<>();
        Set<List<Object>> known = table.stream().map(RandomLoadsTest::mergeKey).collect(Collectors.toSet());
        table.forEach(row -> result.add(news.getOrDefault(mergeKey(row), row)));
        news.forEach((key, row) -> {
            if (!known.contains(key)) {
                result.add(row);
            }
        });
        return result;
    }

    /** Among rows of one key: a part before none, then the greatest values. */
    private static Row better(Row one, Row other, Comparator<Row> greatest) {
        if ((one.part() == null) != (other.part() == null)) {
            return one.part() == null ? other : one;
        }
        return greatest.compare(one, other) >= 0 ? one : other;
    }

    private static List<Object> mergeKey(Row row) {
        return List.of(row.id(), Objects.requireNonNullElse(row.part(), ""));
    }

    private static List<Object> key(Row row, List<String> names) {
        return names.stream()
                .map(name -> (Object) Objects.toString(name.equals("id") ? row.id() : row.part()))
                .toList();
    }

    private static List<Row> create(Warehouse warehouse, TimeStorage storage, Random random) {
        String columns = "(id INTEGER, part VARCHAR, n INTEGER, ts " + storage.type + ")";
        warehouse.run(
                "DROP TABLE IF EXISTS store.t",
                "DROP TABLE IF EXISTS store.source",
                "CREATE TABLE store.t " + columns,
                "CREATE TABLE store.source " + columns);
        List<Row> rows = rows(random, storage);
        insert(warehouse, "store.t", rows, storage);
        return rows;
    }

    private static List<Row> source(Warehouse warehouse, TimeStorage storage, Random random) {
        List<Row> rows = rows(random, storage);
        warehouse.run("DELETE FROM store.source");
        insert(warehouse, "store.source", rows, storage);
        return rows;
    }

    private static void insert(Warehouse warehouse, String table, List<Row> rows, TimeStorage storage) {
        if (!rows.isEmpty()) {
            warehouse.run("INSERT INTO " + table + " VALUES "
                    + rows.stream().map(row -> row.text(storage)).collect(Collectors.joining(", ")));
        }
    }

    /** Times lie on the edges of hours more often than not. */
    private static List<Row> rows(Random random, TimeStorage storage) {
        var rows = new ArrayList<Row>();
        int count = random.nextInt(40);
        for (int at = 0; at < count; at++) {
            LocalDateTime time = START.plusHours(random.nextInt(120)).plus(random.nextInt(3) - 1L, ChronoUnit.MICROS);
            rows.add(new Row(
                    random.nextInt(8) == 0 ? null : random.nextInt(5),
                    random.nextInt(4) == 0 ? null : List.of("", "a", "b").get(random.nextInt(3)),
                    random.nextInt(1000),
                    storage.wholeDays() ? time.truncatedTo(ChronoUnit.DAYS) : time));
        }
        return rows;
    }

    private static void load(Warehouse warehouse, Model model, boolean first, Interval range, String id) {
        var batch = new Batch(TABLE, true, warehouse.columns(), "SELECT n, ts, part, id FROM store.source", id);
        var occasion = new Loads.Occasion(first, range, Instant.EPOCH);
        warehouse.load(
                Loads.of(model, batch, occasion, UnaryOperator.identity()).orElseThrow());
        assertThat(warehouse.leftovers()).isEmpty();
    }

    /** Compares by SQL: whatever is in one and not in the other, duplicates included. */
    private void assertHolds(Warehouse warehouse, TimeStorage storage, List<Row> expected) {
        warehouse.run("CREATE TABLE store.expected AS SELECT * FROM store.t WHERE FALSE");
        insert(warehouse, "store.expected", expected, storage);
        List<String> missing = warehouse.rows("SELECT * FROM store.expected EXCEPT ALL SELECT * FROM store.t");
        List<String> surplus = warehouse.rows("SELECT * FROM store.t EXCEPT ALL SELECT * FROM store.expected");
        warehouse.run("DROP TABLE store.expected");
        assertThat(missing).as("missing, -Dvmsh.seed=%d", seed).isEmpty();
        assertThat(surplus).as("surplus, -Dvmsh.seed=%d", seed).isEmpty();
    }
}
