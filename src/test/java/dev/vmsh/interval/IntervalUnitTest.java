package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalUnitTest {
    private static final long A_CENTURY_IN_SECONDS = 100L * 365 * 24 * 3600;

    @ParameterizedTest
    @CsvSource({
        "YEAR, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
        "MONTH, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "DAY, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "HOUR, 2024-02-29T23:00:00Z, 2024-03-01T00:00:00Z",
        "HALF_HOUR, 2024-02-29T23:30:00Z, 2024-03-01T00:00:00Z",
        "QUARTER_HOUR, 2024-02-29T23:30:00Z, 2024-02-29T23:45:00Z",
        "FIVE_MINUTE, 2024-02-29T23:40:00Z, 2024-02-29T23:45:00Z"
    })
    void anInstantLiesInASlice(IntervalUnit unit, Instant floor, Instant ceil) {
        Instant instant = Instant.parse("2024-02-29T23:44:59.999999999Z");

        assertThat(unit.floor(instant)).isEqualTo(floor);
        assertThat(unit.ceil(instant)).isEqualTo(ceil);
        assertThat(unit.next(instant)).isEqualTo(ceil);
        assertThat(unit.previous(instant)).isEqualTo(floor);
        assertThat(unit.isAligned(instant)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void boundariesAreTheirOwnFloorAndCeiling(IntervalUnit unit) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            // Half of them lie before 1970.
            Instant instant = Instant.ofEpochSecond(random.nextLong() % A_CENTURY_IN_SECONDS, random.nextInt(1000));
            String where = "%s, seed %d".formatted(instant, seed);
            Instant floor = unit.floor(instant);
            assertThat(floor).as(where).isBeforeOrEqualTo(instant);
            assertThat(unit.next(floor)).as(where).isAfter(instant).isEqualTo(unit.next(instant));
            assertThat(unit.floor(floor)).as(where).isEqualTo(floor);
            assertThat(unit.ceil(floor)).as(where).isEqualTo(floor);
            assertThat(unit.isAligned(floor)).as(where).isTrue();
            assertThat(unit.previous(unit.next(floor))).as(where).isEqualTo(floor);
            int count = random.nextInt(50);
            Instant later = unit.plus(floor, count);
            assertThat(unit.isAligned(later)).as(where).isTrue();
            assertThat(unit.plus(later, -count)).as(where).isEqualTo(floor);
        }
    }

    @Test
    void unitsAreNamedAsInModels() {
        assertThat(IntervalUnit.named("five_minute")).isEqualTo(IntervalUnit.FIVE_MINUTE);
        assertThat(IntervalUnit.named(" Day")).isEqualTo(IntervalUnit.DAY);
        assertThat(IntervalUnit.QUARTER_HOUR.id()).isEqualTo("quarter_hour");
        assertThatThrownBy(() -> IntervalUnit.named("week"))
                .isInstanceOfSatisfying(
                        VmshException.class, e -> assertThat(e.remedy()).contains("day, hour, half_hour"));
    }

    @Test
    void unitsAreComparedByLength() {
        assertThat(IntervalUnit.HOUR.isFinerThan(IntervalUnit.DAY)).isTrue();
        assertThat(IntervalUnit.HOUR.isCoarserThan(IntervalUnit.DAY)).isFalse();
        assertThat(IntervalUnit.DAY.isFinerThan(IntervalUnit.DAY)).isFalse();
        assertThat(IntervalUnit.MONTH.isDateGranular()).isTrue();
        assertThat(IntervalUnit.HOUR.isDateGranular()).isFalse();
    }
}
