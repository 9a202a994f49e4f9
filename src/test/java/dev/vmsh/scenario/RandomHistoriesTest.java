package dev.vmsh.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens, every environment shows what computing its models from nothing gives, nothing is computed twice, and what one
 * environment computed is not computed by another. {@code -Dvmsh.histories=N} tells N histories, {@code -Dvmsh.seed=S} begins at S.
 */
class RandomHistoriesTest {
    private static final int STEPS = 14;

    @TempDir
    Path folder;

    @Test
    void everyEnvironmentShowsWhatItsModelsGive() throws Exception {
        int count = Integer.getInteger("vmsh.histories", 12);
        long first = Long.getLong("vmsh.seed", 1);
        try (var oracle = new Oracle()) {
            for (long seed = first; seed < first + count; seed++) {
                tell(seed, oracle);
            }
        }
    }

    private void tell(long seed, Oracle oracle) throws IOException {
        Path own = Files.createDirectories(folder.resolve("history" + seed));
        try (var history = new RandomHistory(own, new Random(seed), oracle)) {
            try {
                for (int i = 0; i < STEPS; i++) {
                    history.step();
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + "\n" + history.story() + "\n" + e, e);
            }
        }
    }
}
