package dev.vmsh.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.VmshException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final Instant YEAR_2020 = Instant.parse("2020-01-01T00:00:00Z");
    private static final int EIGHT_YEARS_IN_SECONDS = 8 * 365 * 24 * 3600;

    static Stream<Arguments> crons() {
        return Lines.of("crons.txt");
    }

    static Stream<Arguments> notCrons() {
        return Lines.of("not-crons.txt");
    }

    @ParameterizedTest(name = "{0} in {1} at {3}")
    @MethodSource("crons")
    void aCronTicks(String text, String zone, String unit, Instant at, Instant floor, Instant next) {
        Cron cron = Cron.parse(text, zone);

        assertThat(cron.floor(at)).as("floor").isEqualTo(floor);
        assertThat(cron.next(at)).as("next").isEqualTo(next);
        assertThat(cron.previous(next)).as("previous of the next").isEqualTo(floor);
        assertThat(cron.floor(next)).as("floor of a tick").isEqualTo(next);
        assertThat(cron.unit().id()).as("unit").isEqualTo(unit);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notCrons")
    void whatIsNoCronIsRefusedWithAnExample(String text, String zone, String message) {
        assertThatThrownBy(() -> Cron.parse(text, zone)).isInstanceOfSatisfying(VmshException.class, e -> {
            assertThat(e).hasMessageContaining(message);
            assertThat(e.remedy()).isNotEmpty();
        });
    }

    @Test
    void plainArithmeticAgreesWithTheLibrary() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String expression = cron(random);
            Optional<Ticks> fast = CronFields.ticks(expression);
            assertThat(fast).as(expression).isPresent();
            Ticks library = LibraryTicks.of(expression);
            for (int j = 0; j < 3; j++) {
                Instant at = YEAR_2020.plusSeconds(random.nextInt(EIGHT_YEARS_IN_SECONDS));
                at = random.nextBoolean() ? library.next(at) : at;
                String where = "%s at %s, seed %d".formatted(expression, at, seed);
                assertThat(fast.get().floor(at)).as(where).isEqualTo(library.floor(at));
                assertThat(fast.get().next(at)).as(where).isEqualTo(library.next(at));
                assertThat(fast.get().previous(at)).as(where).isEqualTo(library.previous(at));
            }
        }
    }

    private static String cron(Random random) {
        String[] minutes = {"0", "30", "*/5", "*/7", "*/20", "7-50/9", "1,16,31", "0,59"};
        String[] hours = {"*", "0", "23", "*/6", "*/5", "9-17", "22,23,0", "8-18/4"};
        String[] daysOfMonth = {"*", "*", "*", "1", "28", "29", "31", "*/2", "1-7", "10,20,30"};
        String[] months = {"*", "*", "*", "2,3", "*/3", "4-9", "JAN", "jun-aug,12"};
        String[] daysOfWeek = {"*", "*", "0", "7", "1-5", "5-7", "MON", "Tue-Sat", "1,3", "*/2"};
        String dayOfMonth = pick(daysOfMonth, random);
        String dayOfWeek = dayOfMonth.startsWith("*/") ? "*" : pick(daysOfWeek, random);
        dayOfMonth = dayOfWeek.startsWith("*/") ? "*" : dayOfMonth;
        return String.join(
                " ", pick(minutes, random), pick(hours, random), dayOfMonth, pick(months, random), dayOfWeek);
    }

    private static String pick(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/15 * * * *",
                "0 * * * *",
                "0 */2 * * *",
                "30 2 * * *",
                "30 1 * * *",
                "0 0 * * *",
                "0 0 * * 0",
                "0 3 31 * *",
                "*/20 1,2 * * *"
            })
    void lastAndNextTickAgreeAcrossClockChanges(String expression) {
        for (String zone : new String[] {"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"}) {
            Cron cron = Cron.parse(expression, zone);
            for (String change :
                    new String[] {"2024-03-10", "2024-03-31", "2024-04-06", "2024-10-05", "2024-10-27", "2024-11-03"}) {
                Instant from = Instant.parse(change + "T00:00:00Z").minusSeconds(6 * 3600);
                for (int minute = 0; minute < 30 * 60; minute += 5) {
                    Instant at = from.plusSeconds(60L * minute);
                    String where = expression + " " + zone + " " + at;
                    Instant floor = cron.floor(at);
                    Instant next = cron.next(at);
                    assertThat(floor).as(where).isBeforeOrEqualTo(at);
                    assertThat(next).as(where).isAfter(at);
                    assertThat(cron.next(floor)).as(where).isEqualTo(next);
                    assertThat(cron.floor(next)).as(where).isEqualTo(next);
                    assertThat(cron.previous(next)).as(where).isEqualTo(floor);
                }
            }
        }
    }

    @Test
    void aDailyCronTicksOnceOnTheDaysTheClockChanges() {
        Cron cron = Cron.parse("30 2 * * *", "Europe/Paris");

        assertThat(ticks(cron, "2024-03-30T00:00:00Z", 3))
                .containsExactly("2024-03-30T01:30:00Z", "2024-03-31T01:00:00Z", "2024-04-01T00:30:00Z");
        assertThat(ticks(cron, "2024-10-26T00:00:00Z", 3))
                .containsExactly("2024-10-26T00:30:00Z", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z");
    }

    @Test
    void anHourlyCronTicksEveryHourWhateverTheClockShows() {
        Cron cron = Cron.parse("@hourly", "Europe/Paris");

        assertThat(ticks(cron, "2024-03-31T00:00:00Z", 3))
                .containsExactly("2024-03-31T01:00:00Z", "2024-03-31T02:00:00Z", "2024-03-31T03:00:00Z");
        assertThat(ticks(cron, "2024-10-26T23:00:00Z", 3))
                .containsExactly("2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z", "2024-10-27T02:00:00Z");
    }

    private static List<String> ticks(Cron cron, String after, int count) {
        return Stream.iterate(cron.next(Instant.parse(after)), cron::next)
                .limit(count)
                .map(Instant::toString)
                .toList();
    }

    @Test
    void ticksAreCountedBack() {
        Instant at = Instant.parse("2024-03-31T10:20:30Z");

        assertThat(Cron.DAILY.back(at, 0)).isEqualTo(Instant.parse("2024-03-31T00:00:00Z"));
        assertThat(Cron.DAILY.back(at, 3)).isEqualTo(Instant.parse("2024-03-28T00:00:00Z"));
    }

    @Test
    void aUnitCoarserThanTheCronNeedsPartialSlices() {
        Cron hourly = Cron.parse("@hourly");

        assertThat(hourly.checked(IntervalUnit.FIVE_MINUTE, false)).isEqualTo(IntervalUnit.FIVE_MINUTE);
        assertThat(hourly.checked(IntervalUnit.HOUR, false)).isEqualTo(IntervalUnit.HOUR);
        assertThat(hourly.checked(IntervalUnit.DAY, true)).isEqualTo(IntervalUnit.DAY);
        assertThatThrownBy(() -> hourly.checked(IntervalUnit.DAY, false))
                .isInstanceOf(VmshException.class)
                .hasMessage("interval_unit day is coarser than cron '@hourly'");
    }

    @Test
    void cronsAreEqualByMeaningOfTheirAlias() {
        assertThat(Cron.parse("@daily"))
                .isEqualTo(Cron.parse(" 0 0  * * * "))
                .hasSameHashCodeAs(Cron.parse("@MIDNIGHT"));
        assertThat(Cron.parse("@daily")).isNotEqualTo(Cron.parse("@daily", "Europe/Paris"));
        assertThat(Cron.parse("@daily", "Europe/Paris")).hasToString("@daily Europe/Paris");
    }
}
