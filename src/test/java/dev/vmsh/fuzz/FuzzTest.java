package dev.vmsh.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.jdbc.DuckDbParser;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
    private static final int MUTATIONS = 400;

    @TempDir
    Path folder;

    @Test
    void whateverIsInTheFilesTheAnswerIsAProjectOrProblemsWithAPlace() throws Exception {
        try (var parser = new DuckDbParser()) {
            var fuzz = new Fuzz(folder, parser, new PrintStream(OutputStream.nullOutputStream()));
            fuzz.run(MUTATIONS, System.nanoTime());
            assertThat(fuzz.faults()).isEmpty();
        }
    }
}
