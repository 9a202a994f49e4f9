package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens, the janitor takes nothing that somebody was promised, and everything else; and a rollback gives back what the log says,
 * without computing a row. {@code scripts/histories janitor} tells many: {@code -Dvmsh.histories=N} tells N, {@code -Dvmsh.seed=S} begins
 * at S.
 */
class JanitorHistoriesTest {
    private static final int STEPS = 24;
    /** How many are told in the build, and how many of them with state in tables, which takes much longer. */
    private static final int IN_THE_BUILD = 100;

    private static final int IN_TABLES = 3;
    private static final int MOST_FAILURES = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theJanitorKeepsPromisesAndRollbacksKeepTheirs(boolean inTables) {
        int asked = Integer.getInteger("vmsh.histories", IN_THE_BUILD);
        int count = inTables ? Math.min(asked, IN_TABLES) : asked;
        long first = Long.getLong("vmsh.seed", 1);
        var project = new TinyProject(folder);
        var failures = new ArrayList<String>();
        for (long seed = first; seed < first + count && failures.size() < MOST_FAILURES; seed++) {
            tell(seed, project, inTables, failures);
        }
        assertThat(failures).as("histories that went wrong, by seed").isEmpty();
    }

    private static void tell(long seed, TinyProject project, boolean inTables, List<String> failures) {
        try (var history = new JanitorHistory(project, new Random(seed), inTables)) {
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
