package dev.vmsh.fuzz;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks one or two files of {@link FuzzProject} at a time, opens the project, renders every model, and puts the files back. What must
 * hold: {@link Verdict}.
 *
 * <p>Arguments: how many mutations, and the seed. Exit code 1 if something did not hold; each such case is printed with its files.
 */
final class Fuzz {
    private final Path folder;
    private final DuckDbParser parser;
    private final PrintStream progress;
    private final List<String> faults = new ArrayList<>();
    private int loaded;
    private int refused;
    private long slowestMillis;

    /** @param progress told of each fault when it is found */
    Fuzz(Path folder, DuckDbParser parser, PrintStream progress) {
        this.folder = folder;
        this.parser = parser;
        this.progress = progress;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int mutations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("seed " + seed);
        try (var parser = new DuckDbParser()) {
            var fuzz = new Fuzz(Files.createTempDirectory("vmsh-fuzz"), parser, System.out);
            fuzz.run(mutations, seed);
            System.out.println(fuzz.summary(mutations));
            System.exit(fuzz.faults().isEmpty() ? 0 : 1);
        }
    }

    /** The same mutations for the same seed; each has a seed of its own, so that one can be tried alone. */
    void run(int mutations, long seed) throws IOException {
        FuzzProject project = FuzzProject.in(folder, parser);
        Verdict whole = project.judge();
        if (!whole.loaded()) {
            throw new IllegalStateException("the project itself does not load: " + whole);
        }
        for (int i = 0; i < mutations; i++) {
            var mutator = new Mutator(seed + i);
            List<String> broken = project.breakFiles(mutator);
            Verdict verdict = project.judge();
            if (!verdict.fault().isEmpty()) {
                String fault = "%s%n  seed %d, in %s".formatted(verdict.fault(), seed + i, project.shown(broken));
                faults.add(fault);
                progress.println(fault);
            }
            loaded += verdict.loaded() ? 1 : 0;
            refused += verdict.loaded() ? 0 : 1;
            slowestMillis = Math.max(slowestMillis, verdict.millis());
            project.restore(broken);
            if ((i + 1) % 1_000 == 0) {
                progress.println(summary(i + 1));
            }
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    String summary(int mutations) {
        return "%d mutations: %d loaded and rendered, %d refused, %d faults, slowest %d ms"
                .formatted(mutations, loaded, refused, faults.size(), slowestMillis);
    }
}
