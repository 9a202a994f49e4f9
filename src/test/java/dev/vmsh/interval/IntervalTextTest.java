package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntervalTextTest {
    private static final Interval JANUARY =
            new Interval(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T00:00:00Z"));
    private static final Interval MORNING =
            new Interval(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-03-01T06:00:00Z"));

    @Test
    void daysAreShownAsDatesWithBothEndsIncluded() {
        assertThat(IntervalText.of(JANUARY, IntervalUnit.DAY)).isEqualTo("2024-01-01 - 2024-01-31");
    }

    @Test
    void shorterUnitsAreShownToTheSecond() {
        assertThat(IntervalText.of(MORNING, IntervalUnit.HOUR)).isEqualTo("2024-03-01 00:00:00 - 2024-03-01 05:59:59");
    }

    @Test
    void theRangesOfASetHaveACommaBetween() {
        assertThat(IntervalText.of(IntervalSet.of(MORNING, JANUARY), IntervalUnit.DAY))
                .isEqualTo("2024-01-01 - 2024-01-31, 2024-03-01 - 2024-03-01");
        assertThat(IntervalText.of(IntervalSet.EMPTY, IntervalUnit.DAY)).isEmpty();
    }

    @Test
    void theInclusiveEndIsAMicrosecondBefore() {
        assertThat(IntervalText.inclusiveEnd(JANUARY)).isEqualTo(Instant.parse("2024-01-31T23:59:59.999999Z"));
    }
}
