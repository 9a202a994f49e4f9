package dev.vmsh.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random tables of many types are compared as rows are compared one by one. */
class RandomComparisonTest {
    private static final int ROUNDS = 150;

    @Test
    void duckDbComparesAsOneWouldByHand() {
        try (TestDatabase database = new TestDatabase.DuckDb()) {
            compareRandomTables(database);
        }
    }

    @Test
    void postgresComparesAsOneWouldByHand() {
        try (TestDatabase database = new TestDatabase.Postgres()) {
            compareRandomTables(database);
        }
    }

    private static void compareRandomTables(TestDatabase database) {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var tables = new RandomTables(random, database.dialect(), random.nextInt(4));
            tables.create(database);
            String what = "seed %d round %d%n%s".formatted(seed, round, tables);
            TableDiffReport report;
            try {
                List<String> keys = tables.keys.stream().map(key -> '"' + key + '"').toList();
                report = database.compare(keys, TableDiffOptions.EXACT.withSamples(100));
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
            var expected = new SlowComparison(tables);
            assertThat(report.rows()).as(what).contains(expected.rows());
            assertThat(report.schema().same()).as(what).isTrue();
            if (expected.pairsCertain() && tables.keyCount() > 0) {
                assertThat(differences(report)).as(what).isEqualTo(lowerCase(database, expected.differences()));
            }
            checkSamples(report, what);
        }
    }

    private static void checkSamples(TableDiffReport report, String what) {
        RowCounts rows = report.rows().orElseThrow();
        Samples samples = report.samples();
        assertThat(samples.changed()).as(what).hasSize((int) rows.partialMatch());
        assertThat(samples.changed()).as(what).allSatisfy(row -> assertThat(row.columns()).isNotEmpty());
        long shown = samples.changed().stream().mapToLong(row -> row.columns().size()).sum();
        assertThat(shown).as(what).isEqualTo(report.columns().stream().mapToLong(ColumnMatch::differences).sum());
        if (!report.on().isEmpty()) {
            assertThat(samples.sourceOnly()).as(what).hasSize((int) rows.sourceOnly());
            assertThat(samples.targetOnly()).as(what).hasSize((int) rows.targetOnly());
        }
    }

    private static Map<String, Long> differences(TableDiffReport report) {
        return report.columns().stream().collect(Collectors.toMap(ColumnMatch::name, ColumnMatch::differences));
    }

    private static Map<String, Long> lowerCase(TestDatabase database, Map<String, Long> differences) {
        return differences.entrySet().stream()
                .collect(Collectors.toMap(entry -> database.dialect().normalize(entry.getKey(), true), Map.Entry::getValue));
    }
}
