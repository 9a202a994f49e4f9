package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.sql.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
    private static final TableName ORDERS = TableName.of("sales", "orders");
    private static final TableName DAYS = TableName.of("sales", "days");

    @TempDir
    Path state;

    private BatchTimes times() {
        return BatchTimes.of(Optional.of(state), "/project warehouse");
    }

    /** One run of two batches of orders, a minute each. */
    private void once() {
        var estimate = new Estimate(times());
        estimate.plan(Map.of(ORDERS, 2));
        estimate.finished(ORDERS, Duration.ofSeconds(60));
        estimate.finished(ORDERS, Duration.ofSeconds(60));
        estimate.learn();
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() {
        var estimate = new Estimate(times());
        estimate.plan(Map.of(ORDERS, 2));

        assertThat(estimate.text(Duration.ZERO)).isEmpty();
    }

    @Test
    void earlierRunsTellHowLongItTakes() {
        once();
        once();
        var estimate = new Estimate(times());
        estimate.plan(Map.of(ORDERS, 3));

        assertThat(estimate.text(Duration.ZERO)).isEqualTo("about 3 min left (from 2 runs)");
    }

    @Test
    void whatIsSeenInThisRunCountsForMoreAndSeveralAtOnceTakeLessTime() {
        once();
        var estimate = new Estimate(times());
        estimate.plan(Map.of(ORDERS, 5));
        estimate.finished(ORDERS, Duration.ofSeconds(10));
        assertThat(estimate.text(Duration.ofSeconds(10))).isEqualTo("about 40 s left (from this run)");

        estimate.finished(ORDERS, Duration.ofSeconds(10));
        assertThat(estimate.text(Duration.ofSeconds(10))).isEqualTo("about 15 s left (from this run)");
    }

    @Test
    void aModelThatWasNeverComputedMakesItALowerBound() {
        once();
        var estimate = new Estimate(times());
        estimate.plan(Map.of(ORDERS, 1, DAYS, 1));

        assertThat(estimate.text(Duration.ZERO)).isEqualTo("at least 1 min left (from 1 run)");
    }

    @Test
    void aFileThatIsDamagedOrCannotBeWrittenCostsOnlyTheEstimate() throws Exception {
        Files.write(state.resolve("batch-times"), new byte[] {(byte) 0xff, '\n'});
        assertThat(times().of(ORDERS)).isEmpty();
        Files.writeString(state.resolve("batch-times"), "nonsense\nmore\tnonsense\n");
        assertThat(times().of(ORDERS)).isEmpty();
        Files.delete(state.resolve("batch-times"));
        Files.createDirectory(state.resolve("batch-times"));
        Files.createFile(state.resolve("batch-times/in-the-way"));
        once();
        assertThat(times().of(ORDERS)).isEmpty();
    }

    @Test
    void projectsAreToldApart() {
        once();

        assertThat(BatchTimes.of(Optional.of(state), "/other warehouse").of(ORDERS))
                .isEmpty();
    }
}
