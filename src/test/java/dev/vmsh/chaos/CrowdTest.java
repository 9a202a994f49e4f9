package dev.vmsh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk;
import dev.vmsh.scenario.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/chaos crowd} does the same with processes and for longer. */
class CrowdTest {
    private static final int COMMANDS = 40;

    @TempDir
    Path folder;

    @Test
    void fourAtOnceOnOneServerSpoilNothing() throws InterruptedException {
        var left = new AtomicInteger(COMMANDS);
        try (var place = new Places.Postgres()) {
            var crowd = new Crowd(folder, place, 5, CrowdTest::type);

            Crowd.Outcome outcome = crowd.run(4, () -> left.getAndDecrement() <= 0);

            assertThat(outcome.done()).containsKeys("plan", "janitor");
            assertThat(outcome.looks()).isPositive();
        }
    }

    private static Crowd.Said type(Path project, int person, List<String> words) {
        Desk.Answer answer = Desk.in(project, "person" + person).type(words.toArray(String[]::new));
        return new Crowd.Said(answer.code(), answer.out() + answer.err());
    }
}
