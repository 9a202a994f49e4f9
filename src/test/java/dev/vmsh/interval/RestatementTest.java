package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.interval.Restatement.Reach;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestatementTest {
    private static final Instant NOW = Instant.parse("2024-02-01T10:20:30Z");
    private static final IntervalSet JANUARY = IntervalSet.of(between("2024-01-01T00:00", "2024-02-01T00:00"));
    private static final Interval ASKED = between("2024-01-10T05:00", "2024-01-11T07:00");

    @Test
    void theSlicesTouchedAreRemoved() {
        assertThat(removal(Reach.SLICE)).isEqualTo(between("2024-01-10T00:00", "2024-01-12T00:00"));
    }

    @Test
    void everythingSinceIsRemovedIfSlicesDependOnEarlierOnes() {
        assertThat(removal(Reach.ONWARD)).isEqualTo(between("2024-01-10T00:00", "2024-02-02T00:00"));
    }

    @Test
    void everythingIsRemovedIfTheTableIsOnlyRightAsAWhole() {
        assertThat(removal(Reach.WHOLE_HISTORY)).isEqualTo(between("2024-01-01T00:00", "2024-02-02T00:00"));
    }

    @Test
    void withNothingRecordedThereIsNoHistoryToWidenTo() {
        assertThat(new Restatement(IntervalUnit.DAY, Reach.WHOLE_HISTORY).removal(ASKED, IntervalSet.EMPTY, NOW))
                .isEqualTo(between("2024-01-10T00:00", "2024-02-02T00:00"));
    }

    @Test
    void whatParentsRemoveIsRemovedTooInSlicesOfTheChild() {
        Interval own = between("2024-01-10T00:00", "2024-01-11T00:00");
        Interval parent = between("2024-01-12T03:00", "2024-01-12T04:00");

        assertThat(new Restatement(IntervalUnit.DAY, Reach.SLICE).including(own, List.of(parent)))
                .isEqualTo(between("2024-01-10T00:00", "2024-01-13T00:00"));
    }

    private static Interval removal(Reach reach) {
        return new Restatement(IntervalUnit.DAY, reach).removal(ASKED, JANUARY, NOW);
    }

    private static Interval between(String from, String to) {
        return new Interval(Instant.parse(from + ":00Z"), Instant.parse(to + ":00Z"));
    }
}
