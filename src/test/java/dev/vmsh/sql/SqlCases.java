package dev.vmsh.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Cases in a data file: a line {@code # why}, then the parts of the case, each ended by a line that ends with {@code ;}. A part is given
 * to the test without that semicolon.
 */
final class SqlCases {
    private SqlCases() {}

    static Stream<Arguments> of(String file) {
        var cases = new ArrayList<Arguments>();
        String why = null;
        List<Object> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (String line : (read(file) + "\n# end").lines().toList()) {
            if (line.startsWith("# ")) {
                if (why != null) {
                    parts.add(0, why);
                    cases.add(Arguments.of(parts.toArray()));
                }
                why = line.substring(2);
                parts = new ArrayList<>();
            } else if (!line.isBlank() || part.length() > 0) {
                part.append(part.length() == 0 ? "" : "\n").append(line);
                if (line.endsWith(";")) {
                    parts.add(part.substring(0, part.length() - 1));
                    part.setLength(0);
                }
            }
        }
        return cases.stream();
    }

    private static String read(String file) {
        try (InputStream in = SqlCases.class.getResourceAsStream("/sql/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
