package dev.vmsh.interval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Test cases from a file: one on each line, parts apart by bars. */
final class Lines {
    private Lines() {}

    static Stream<Arguments> of(String file) {
        try (InputStream in = Objects.requireNonNull(Lines.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> Arguments.of((Object[]) line.strip().split(" +\\| +")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
