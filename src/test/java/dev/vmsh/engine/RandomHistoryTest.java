package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.Kind;
import dev.vmsh.sql.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random states of random keys over several runs, compared with a history that is kept row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomHistoryTest {
    private static final LocalDate EVER = LocalDate.of(1970, 1, 1);
    private static final LocalDate START = LocalDate.of(2024, 1, 1);
    private static final int RUNS = 6;

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    private record Source(String value, LocalDate updated) {}

    private record State(int id, String value, LocalDate updated, LocalDate from, LocalDate to) {
        boolean open() {
            return to == null;
        }

        State ended(LocalDate at) {
            return new State(id, value, updated, from, at);
        }

        /** A state without a value takes the one that its key has later, as in SQLMesh. */
        State completed(Source source) {
            return source == null || value != null ? this : new State(id, source.value(), updated, from, to);
        }
    }

    /** The rules of one kind in plain Java. */
    private record Rules(boolean byTime, boolean deletions, boolean eagerFirst) {
        Kind kind() {
            var history = new Kind.History(
                    List.of("id"), "valid_from", "valid_to", deletions, "TIMESTAMP", OptionalInt.empty());
            return byTime
                    ? new Kind.ScdType2ByTime(history, "updated_at", eagerFirst, Models.COMMON)
                    : new Kind.ScdType2ByColumn(history, List.of("v"), eagerFirst, null, Models.COMMON);
        }

        List<State> after(List<State> table, Map<Integer, Source> source, LocalDate now, boolean first) {
            List<State> result = new ArrayList<>();
            for (State state : table) {
                Source news = source.get(state.id());
                if (!state.open()) {
                    result.add(state);
                } else if (news == null) {
                    result.add(deletions ? state.ended(now) : state);
                } else if (byTime
                        ? news.updated().isAfter(state.updated())
                        : !Objects.equals(news.value(), state.value())) {
                    LocalDate at = byTime ? news.updated() : now;
                    result.add(state.completed(news).ended(at));
                    result.add(new State(state.id(), news.value(), news.updated(), at, null));
                } else {
                    result.add(state.completed(news));
                }
            }
            source.forEach((id, news) -> {
                if (table.stream().noneMatch(state -> state.id() == id && state.open())) {
                    result.add(new State(id, news.value(), news.updated(), from(id, news, table, now, first), null));
                }
            });
            return result;
        }

        private LocalDate from(int id, Source news, List<State> table, LocalDate now, boolean first) {
            LocalDate lastEnd = table.stream()
                    .filter(state -> state.id() == id)
                    .map(State::to)
                    .max(LocalDate::compareTo)
                    .orElse(null);
            if (!byTime) {
                return first && !eagerFirst ? EVER : now;
            }
            if (lastEnd != null) {
                return lastEnd.isAfter(news.updated()) ? lastEnd : news.updated();
            }
            return eagerFirst ? news.updated() : EVER;
        }
    }

    Stream<Arguments> everyRule() {
        return warehouses.all().stream().flatMap(warehouse -> Stream.of(true, false)
                .flatMap(byTime -> Stream.of(true, false).flatMap(deletions -> Stream.of(true, false)
                        .map(eager -> Arguments.of(warehouse, new Rules(byTime, deletions, eager))))));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void theTableHoldsTheHistory(Warehouse warehouse, Rules rules) {
        long seed = Long.getLong("vmsh.seed", System.nanoTime());
        Random random = new Random(seed);
        Kind kind = rules.kind();
        List<Column> columns = Loads.tableColumns(
                kind,
                List.of(
                        new Column("id", "INTEGER"),
                        new Column("v", "VARCHAR"),
                        new Column("updated_at", "TIMESTAMP")));
        List<State> expected = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Map<Integer, Source> source = source(random, run);
            LocalDate now = START.plusDays(10L * run + 9);
            Instant execution = now.atStartOfDay(ZoneOffset.UTC).toInstant();
            var batch = new Batch(TABLE, run > 0, columns, query(source), "b" + run);
            var occasion = new Loads.Occasion(run == 0, null, execution);

            warehouse.load(Loads.of(Models.of(kind), batch, occasion, UnaryOperator.identity())
                    .orElseThrow());

            expected = rules.after(expected, source, now, run == 0);
            assertThat(
                            warehouse.sorted(
                                    "SELECT id, v, CAST(updated_at AS DATE), CAST(valid_from AS DATE), CAST(valid_to AS DATE) FROM store.t"))
                    .as("run %d, -Dvmsh.seed=%d", run, seed)
                    .isEqualTo(expected.stream()
                            .map(state -> "%d|%s|%s|%s|%s"
                                    .formatted(state.id(), state.value(), state.updated(), state.from(), state.to()))
                            .sorted()
                            .toList());
        }
    }

    /** Some keys, some of them late: their time may lie before that of an earlier run. */
    private static Map<Integer, Source> source(Random random, int run) {
        Map<Integer, Source> source = new LinkedHashMap<>();
        for (int id = 0; id < 8; id++) {
            if (random.nextInt(4) > 0) {
                String value = random.nextInt(4) == 0 ? null : "v" + random.nextInt(3);
                source.put(id, new Source(value, START.plusDays(Math.max(0, 10L * run + random.nextInt(18) - 9))));
            }
        }
        return source;
    }

    private static String query(Map<Integer, Source> source) {
        String none = "SELECT 0 AS id, 'x' AS v, CAST('2024-01-01' AS TIMESTAMP) AS updated_at WHERE FALSE";
        return none
                + source.entrySet().stream()
                        .map(each -> " UNION ALL SELECT %d, %s, CAST('%s' AS TIMESTAMP)"
                                .formatted(
                                        each.getKey(),
                                        each.getValue().value() == null
                                                ? "NULL"
                                                : "'" + each.getValue().value() + "'",
                                        each.getValue().updated()))
                        .collect(Collectors.joining());
    }
}
