package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens, every environment shows what computing its models from nothing gives, exactly the batches are executed that
 * {@link Rules} lists, nothing is computed twice, and what one environment computed is not computed by another. {@code scripts/histories}
 * tells many: {@code -Dvmsh.histories=N} tells N, {@code -Dvmsh.seed=S} begins at S, {@code -Dvmsh.memory=true} leaves the slow places out.
 */
class RandomHistoriesTest {
    private static final int STEPS = 14;
    private static final int MOST_FAILURES = 5;

    /** How many are told on each place in the build: DuckDB in memory is fast. */
    private static final int IN_MEMORY = 12;

    private static final int ON_DISK = 2;

    @TempDir
    Path folder;

    static Stream<Place> places() {
        return Boolean.getBoolean("vmsh.memory")
                ? Stream.of(new Places.Memory(false))
                : Stream.concat(Stream.of(new Places.Memory(true)), Places.all());
    }

    @ParameterizedTest
    @MethodSource("places")
    void everyEnvironmentShowsWhatItsModelsGive(Place place) throws Exception {
        int count = Integer.getInteger("vmsh.histories", place instanceof Places.Memory ? IN_MEMORY : ON_DISK);
        long first = Long.getLong("vmsh.seed", 1);
        var failures = new ArrayList<String>();
        try (var oracle = new Oracle()) {
            for (long seed = first; seed < first + count && failures.size() < MOST_FAILURES; seed++) {
                tell(seed, place, oracle, failures);
            }
        }
        assertThat(failures).as("histories that went wrong, by seed").isEmpty();
    }

    private void tell(long seed, Place place, Oracle oracle, List<String> failures) throws IOException {
        Path own = Files.createDirectories(folder.resolve("history" + seed));
        try (var history = new RandomHistory(own, place, new Random(seed), oracle)) {
            try {
                for (int i = 0; i < STEPS; i++) {
                    history.step();
                }
            } catch (RuntimeException | AssertionError e) {
                var trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                failures.add("seed " + seed + "\n" + history.story() + "\n" + trace);
            }
        }
    }
}
