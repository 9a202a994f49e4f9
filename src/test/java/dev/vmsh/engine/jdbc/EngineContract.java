package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every engine must do; run on each real one. */
abstract class EngineContract {
    private Engine engine;
    private EngineSession session;

    /** A fresh database; closed by whoever made it. */
    abstract Engine engine();

    /** Name of the data file with expressions and the values they must give. */
    abstract String values();

    @BeforeEach
    void open() {
        engine = engine();
        session = engine.open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    final EngineSession session() {
        return session;
    }

    final Object value(String query) {
        try (Rows rows = session.query(query)) {
            assertThat(rows.next()).isTrue();
            return rows.value(0);
        }
    }

    final long count(String table) {
        return ((Number) value("SELECT count(*) FROM " + table)).longValue();
    }

    @Test
    void valuesAreExactInAnyTimeZone() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (EngineSession elsewhere = engine.open();
                var file = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(getClass().getResourceAsStream("/engine/" + values())),
                        StandardCharsets.UTF_8))) {
            List<String> cases =
                    file.lines().filter(line -> !line.startsWith("#")).toList();
            var found = new ArrayList<String>();
            for (String line : cases) {
                String expression = line.substring(0, line.indexOf(" => "));
                try (Rows rows = elsewhere.query("SELECT " + expression + " AS v")) {
                    assertThat(rows.next()).isTrue();
                    Object value = rows.value(0);
                    found.add("%s => %s => %s".formatted(expression, type(value), text(value)));
                }
            }
            assertThat(cases).hasSizeGreaterThan(20);
            found.removeAll(cases);
            assertThat(found).as("values other than the file says").isEmpty();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof List
                ? "List"
                : value instanceof Map ? "Map" : value.getClass().getSimpleName();
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof List<?> list
                ? list.stream().map(EngineContract::text).toList().toString()
                : String.valueOf(value);
    }

    @Test
    void rowsNameTheirColumnsEvenWhenNamesRepeat() {
        try (Rows rows = session.query("SELECT 1 AS a, 2 AS a, 'x' AS b")) {
            assertThat(rows.columns()).extracting(Column::name).containsExactly("a", "a", "b");
            assertThat(rows.next()).isTrue();
            assertThat(rows.value(1)).isEqualTo(2);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void executeTellsHowManyRowsItChanged() {
        session.execute("CREATE TABLE t (i INTEGER)");
        assertThat(session.execute("INSERT INTO t VALUES (1), (2), (3)")).isEqualTo(3);
        assertThat(session.execute("UPDATE t SET i = 0 WHERE i > 1")).isEqualTo(2);
        assertThat(session.execute("SELECT * FROM t")).isEqualTo(-1);
    }

    @Test
    void aQueryClosedEarlyHasStillTakenEffect() {
        session.execute("CREATE TABLE t (i INTEGER)");
        try (Rows rows = session.query("INSERT INTO t VALUES (1), (2) RETURNING i")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(count("t")).isEqualTo(2);
    }

    @Test
    void anErrorKeepsTheStatementAndPointsIntoIt() {
        String sql = "SELECT 1,\n  'naïve', nosuch\nFROM (SELECT 1 AS x) AS q";
        EngineException error = catchThrowableOfType(EngineException.class, () -> session.execute(sql));
        assertThat(error.kind()).isEqualTo(Cause.STATEMENT);
        assertThat(error.sql()).isEqualTo(sql);
        assertThat(error.position()).isEqualTo(sql.indexOf("nosuch"));
        assertThat(error.getMessage()).contains("nosuch").doesNotContain("LINE").doesNotContain("\0");
    }

    @Test
    void anErrorWhileReadingIsReportedAndTheSessionGoesOn() {
        String failsLate = "SELECT 1 / (CASE WHEN i = 250000 THEN CAST('x' || i AS INTEGER) ELSE 1 END) FROM (%s) AS q"
                .formatted(numbers(300_000));
        assertThatThrownBy(() -> {
                    try (Rows rows = session.query(failsLate)) {
                        while (rows.next()) {
                            rows.value(0);
                        }
                    }
                })
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("x250000");
        assertThat(value("SELECT 7")).isEqualTo(7);
        assertThatThrownBy(() -> session.execute(failsLate))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("x250000");
        assertThatThrownBy(() -> session.execute("CREATE TABLE t AS " + failsLate))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("x250000");
        assertThatThrownBy(() -> session.transaction(() -> {
                    try (Rows rows = session.query(failsLate)) {
                        while (rows.next()) {
                            rows.value(0);
                        }
                    }
                    return null;
                }))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void cancelWhileReadingEndsTheRowsWithAnError() {
        assertThatThrownBy(() -> {
                    try (Rows rows = session.query(numbers(300_000))) {
                        rows.next();
                        session.cancel();
                        while (rows.next()) {
                            rows.value(0);
                        }
                    }
                })
                .isInstanceOfSatisfying(
                        EngineException.class, error -> assertThat(error.kind()).isEqualTo(Cause.CANCELLED));
        assertThat(value("SELECT 7")).isEqualTo(7);
    }

    /** A query that gives {@code count} rows of a column {@code i}. */
    abstract String numbers(int count);

    @Test
    void describeTellsColumnsWithoutRunning() {
        session.execute("CREATE TABLE t (a INTEGER, b NUMERIC(10, 2), c TEXT)");
        List<Column> columns = session.describe("SELECT a + 1 AS x, b, c FROM t");
        assertThat(columns).extracting(Column::name).containsExactly("x", "b", "c");
        assertThat(columns.get(1).type().toLowerCase(Locale.ROOT)).matches("(decimal|numeric)\\(10,2\\)");
        assertThat(catchThrowableOfType(EngineException.class, () -> session.describe("SELECT nosuch FROM t"))
                        .kind())
                .isEqualTo(Cause.STATEMENT);
    }

    @Test
    void columnsAndRelationsComeFromTheCatalog() {
        session.execute("CREATE SCHEMA \"a b\"");
        session.execute("CREATE TABLE \"a b\".\"t\" (x INTEGER, \"y z\" TEXT)");
        session.execute("CREATE VIEW \"a b\".v AS SELECT x FROM \"a b\".t");
        assertThat(session.columns(TableName.of("a b", "t")).orElseThrow())
                .extracting(Column::name)
                .containsExactly("x", "y z");
        assertThat(session.columns(TableName.of("a b", "v")).orElseThrow()).hasSize(1);
        assertThat(session.columns(new TableName(engine.defaultCatalog(), "a b", "v")))
                .isPresent();
        assertThat(session.columns(TableName.of("a b", "nosuch"))).isEmpty();
        assertThat(session.relations(List.of("a b", "nosuch")))
                .containsExactly(
                        Map.entry(TableName.of("a b", "t"), RelationType.TABLE),
                        Map.entry(TableName.of("a b", "v"), RelationType.VIEW));
        assertThat(session.relations(List.of())).isEmpty();
    }

    @Test
    void loadCastsTextAndKeepsEveryCharacter() {
        session.execute("CREATE TABLE t (a INTEGER, b TEXT, c TIMESTAMP, d NUMERIC(6, 2), e BOOLEAN)");
        String nasty = "tab\t line\n back\\slash \\N quote\" it's, 🦆\r";
        List<Column> columns = IntStream.of(4, 1, 0, 2, 3)
                .mapToObj(i -> new Column(String.valueOf((char) ('a' + i)), null))
                .toList();
        List<List<String>> rows = List.of(
                List.of("true", nasty, "7", "2024-03-31 02:30:00.5", "1.5"),
                Arrays.asList(null, "", null, null, null),
                Collections.nCopies(5, null));
        assertThat(session.load(TableName.of(null, "t"), columns, rows.iterator()))
                .isEqualTo(3);
        assertThat(value("SELECT b FROM t WHERE a = 7 AND e AND d = 1.50")).isEqualTo(nasty);
        assertThat(value("SELECT c FROM t WHERE a = 7")).hasToString("2024-03-31T02:30:00.500");
        assertThat(value("SELECT count(*) FROM t WHERE b = ''")).isEqualTo(1L);
        assertThat(value("SELECT count(*) FROM t WHERE b IS NULL")).isEqualTo(1L);
        assertThatThrownBy(() -> session.load(
                        TableName.of(null, "t"),
                        columns.subList(2, 3),
                        List.of(List.of("12"), List.of("twelve")).iterator()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("twelve");
        assertThat(count("t")).isEqualTo(3);
        assertThat(session.load(TableName.of(null, "t"), columns, Collections.emptyIterator()))
                .isZero();
    }

    @Test
    void loadIsPartOfTheTransaction() {
        session.execute("CREATE TABLE t (a INTEGER)");
        List<Column> columns = List.of(new Column("a", "INTEGER"));
        assertThatThrownBy(() -> session.transaction(() -> {
                    session.load(
                            TableName.of(null, "t"),
                            columns,
                            List.of(List.of("1")).iterator());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count("t")).isZero();
        session.transaction(() -> session.load(
                TableName.of(null, "t"), columns, List.of(List.of("1")).iterator()));
        assertThat(count("t")).isEqualTo(1);
    }

    @Test
    void aTransactionIsThereAsAWholeOrNotAtAll() {
        session.execute("CREATE TABLE t (i INTEGER)");
        assertThatThrownBy(() -> session.transaction(() -> {
                    session.execute("INSERT INTO t VALUES (1)");
                    session.execute("CREATE VIEW v AS SELECT * FROM t");
                    session.transaction(() -> session.execute("INSERT INTO t VALUES (2)"));
                    assertThat(session.inTransaction()).isTrue();
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(session.inTransaction()).isFalse();
        assertThat(count("t")).isZero();
        assertThat(session.columns(TableName.of(null, "v"))).isEmpty();

        String result = session.transaction(() -> {
            session.execute("INSERT INTO t VALUES (1)");
            return session.transaction(() -> {
                session.execute("INSERT INTO t VALUES (2)");
                return "both";
            });
        });
        assertThat(result).isEqualTo("both");
        try (EngineSession other = engine.open();
                Rows rows = other.query("SELECT count(*) FROM t")) {
            rows.next();
            assertThat(rows.value(0)).isEqualTo(2L);
        }
    }

    @Test
    void aStatementThatFailsDoomsItsTransactionEvenIfTheErrorIsCaught() {
        session.execute("CREATE TABLE t (i INTEGER)");
        for (String bad : List.of("SELECT * FROM nosuch", "SELECT CAST('x' AS INTEGER)", "SELEC 1")) {
            assertThatThrownBy(() -> session.transaction(() -> {
                        session.execute("INSERT INTO t VALUES (1)");
                        assertThatThrownBy(() -> session.execute(bad)).isInstanceOf(EngineException.class);
                        return null;
                    }))
                    .as(bad)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("rolled back");
            assertThat(count("t")).as(bad).isZero();
        }
    }

    @Test
    void aFailedInnerTransactionDoomsTheOuterOne() {
        session.execute("CREATE TABLE t (i INTEGER)");
        assertThatThrownBy(() -> session.transaction(() -> {
                    session.execute("INSERT INTO t VALUES (1)");
                    assertThatThrownBy(() -> session.transaction(() -> {
                                throw new IllegalStateException("inner");
                            }))
                            .hasMessage("inner");
                    return null;
                }))
                .hasMessageContaining("inner");
        assertThat(count("t")).isZero();
    }

    @Test
    void aTransactionTypedByAPersonFollowsTheSameRules() {
        session.execute("CREATE TABLE t (i INTEGER)");
        session.execute("begin;");
        assertThat(session.inTransaction()).isTrue();
        session.execute("INSERT INTO t VALUES (1)");
        assertThat(count("t")).isEqualTo(1);
        session.execute("ROLLBACK");
        assertThat(count("t")).isZero();

        session.execute("START TRANSACTION");
        session.execute("INSERT INTO t VALUES (1)");
        session.execute("commit work");
        assertThat(session.inTransaction()).isFalse();
        assertThat(count("t")).isEqualTo(1);

        session.execute("BEGIN");
        session.execute("INSERT INTO t VALUES (2)");
        assertThatThrownBy(() -> session.execute("SELECT CAST('x' AS INTEGER)")).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> session.execute("COMMIT")).hasMessageContaining("rolled back");
        assertThat(count("t")).isEqualTo(1);
        assertThatThrownBy(() -> session.execute("COMMIT")).hasMessageContaining("no transaction is open");

        session.execute("BEGIN");
        session.execute("INSERT INTO t VALUES (3)");
        session.close();
        session = engine.open();
        assertThat(count("t")).isEqualTo(1);
    }

    /** A query that runs for very long. */
    abstract String endless();

    @Test
    void cancelStopsTheStatementFromAnotherThread() throws Exception {
        session.cancel();
        for (int round = 0; round < 2; round++) {
            CompletableFuture<EngineException> running = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(EngineException.class, () -> session.execute(endless())));
            long start = System.nanoTime();
            while (!running.isDone() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
                Thread.sleep(20);
                session.cancel();
            }
            EngineException error = running.get(1, TimeUnit.SECONDS);
            assertThat(error.kind()).isEqualTo(Cause.CANCELLED);
            assertThat(value("SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void aSessionSaysWhetherItHoldsTemporaryObjects() {
        assertThat(session.holdsTemporaryObjects()).isFalse();
        session.execute("CREATE TEMPORARY TABLE mine (i INTEGER)");
        assertThat(session.holdsTemporaryObjects()).isTrue();
        assertThat(session.columns(TableName.of(null, "mine"))).isPresent();
        try (EngineSession other = engine.open()) {
            assertThat(other.holdsTemporaryObjects()).isFalse();
        }
    }

    @Test
    void whatASessionSetDoesNotReachTheNextOne() {
        session.execute("CREATE TEMPORARY TABLE mine (i INTEGER)");
        session.execute("SET TimeZone = 'Asia/Tokyo'");
        session.close();
        session = engine.open();
        assertThat(session.holdsTemporaryObjects()).isFalse();
        assertThat(value("SELECT CAST(TIMESTAMPTZ '2024-01-01 20:00:00+00' AS DATE)"))
                .hasToString("2024-01-01");
    }

    @Test
    void rowsLeftOpenAreAnErrorOfTheCaller() {
        try (Rows rows = session.query("SELECT 1")) {
            assertThatThrownBy(() -> session.execute("SELECT 2")).isInstanceOf(IllegalStateException.class);
            assertThat(rows.next()).isTrue();
        }
    }

    /** A query that could never be read to its end, nor kept in memory. */
    abstract String withoutEnd();

    @Test
    @Timeout(20)
    void rowsAreReadAsTheyAreAskedFor() {
        try (Rows rows = session.query(withoutEnd())) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(value("SELECT 7")).isEqualTo(7);
    }
}
