package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final IntervalSet TWO_RUNS =
            IntervalSet.of(between("2024-01-01", "2024-01-06"), between("2024-01-10", "2024-01-12"));

    @Test
    void withoutASizeEveryRunIsOneBatch() {
        assertThat(Batches.of(TWO_RUNS, IntervalUnit.DAY, OptionalInt.empty())).isEqualTo(TWO_RUNS.intervals());
    }

    @Test
    void aRunIsCutIntoPiecesAndABatchNeverSpansAGap() {
        assertThat(text(Batches.of(TWO_RUNS, IntervalUnit.DAY, OptionalInt.of(2))))
                .containsExactly(
                        "2024-01-01 - 2024-01-02",
                        "2024-01-03 - 2024-01-04",
                        "2024-01-05 - 2024-01-05",
                        "2024-01-10 - 2024-01-11");
    }

    @Test
    void monthsAreCutByTheCalendar() {
        IntervalSet quarter = IntervalSet.of(between("2024-01-01", "2024-04-01"));

        assertThat(text(Batches.of(quarter, IntervalUnit.MONTH, OptionalInt.of(2))))
                .containsExactly("2024-01-01 - 2024-02-29", "2024-03-01 - 2024-03-31");
    }

    private static List<String> text(List<Interval> batches) {
        return batches.stream()
                .map(batch -> IntervalText.of(batch, IntervalUnit.DAY))
                .toList();
    }

    private static Interval between(String from, String to) {
        return new Interval(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
    }
}
