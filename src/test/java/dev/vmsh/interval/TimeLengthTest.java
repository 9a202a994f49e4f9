package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLengthTest {
    private static final Instant END = Instant.parse("2024-03-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "7d, 2024-03-24T10:00:00Z",
        "12h, 2024-03-30T22:00:00Z",
        "12 hours, 2024-03-30T22:00:00Z",
        "a week, 2024-03-24T10:00:00Z",
        "1 month, 2024-02-29T10:00:00Z",
        "1 day 30 minutes, 2024-03-30T09:30:00Z"
    })
    void whatIsWrittenIsSoLong(String text, Instant before) {
        assertThat(TimeLength.parse(text).orElseThrow().before(END)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "7", "d", "7d ago", "7 d x", "-7d"})
    void whatIsNoLengthIsNone(String text) {
        assertThat(TimeLength.parse(text)).isEmpty();
    }

    @Test
    void nothingIsZero() {
        assertThat(TimeLength.parse("0d").orElseThrow().isZero()).isTrue();
        assertThat(TimeLength.parse("1s").orElseThrow().isZero()).isFalse();
    }
}
