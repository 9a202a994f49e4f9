package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimeExpressionTest {
    private static final Instant NOW = Instant.parse("2024-03-31T10:20:30Z");

    static Stream<Arguments> times() {
        return Lines.of("times.txt");
    }

    static Stream<Arguments> notTimes() {
        return Lines.of("not-times.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void whatIsWrittenIsUnderstood(String text, Instant start, Instant end, String kind) {
        TimeExpression time = TimeExpression.parse(text);

        assertThat(time.asStart(NOW)).as("start").isEqualTo(start);
        assertThat(time.asEnd(NOW)).as("end").isEqualTo(end);
        assertThat(time.isDate()).as("is a date").isEqualTo(kind.equals("date"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notTimes")
    void whatIsNoTimeIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> TimeExpression.parse(text)).isInstanceOfSatisfying(VmshException.class, e -> {
            assertThat(e).hasMessageContaining("'" + text + "'");
            assertThat(e.remedy()).contains("2024-01-31");
        });
    }

    @Test
    void whatIsKeptForAWeekExpiresAtAMidnight() {
        assertThat(TimeExpression.parse("in 1 week").asExpiry(NOW)).isEqualTo(Instant.parse("2024-04-07T00:00:00Z"));
    }

    @Test
    void aTimeToLiveInThePastIsRefused() {
        assertThatThrownBy(() -> TimeExpression.parse("1 week").asExpiry(NOW))
                .isInstanceOf(VmshException.class)
                .hasMessage("'1 week' does not lie in the future");
    }

    @Test
    void aTimeReadsBackAsItPrints() {
        for (String text : new String[] {"2024-01-31", "2024-01-31T10:00:05.250Z", "1 week ago", "in 3 days", "now"}) {
            TimeExpression time = TimeExpression.parse(text);

            assertThat(TimeExpression.parse(time.toString())).isEqualTo(time);
        }
    }
}
