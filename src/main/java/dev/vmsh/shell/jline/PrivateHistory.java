package dev.vmsh.shell.jline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, a whole statement an entry, in a file that nobody else may read. Lines that seem to hold a secret are left out. */
final class PrivateHistory extends DefaultHistory {
    private static final Pattern SECRET =
            Pattern.compile("(?is).*\\b(password|passwd|secret|token|credential)\\w*\\b.*['=].*");

    private static final Pattern ENTRY = Pattern.compile("\\d+:.*");

    @Override
    public void add(Instant time, String line) {
        if (!holdsSecret(line)) {
            super.add(time, line.strip());
        }
    }

    /** Whether {@code text} looks as if it held a password or its like. */
    static boolean holdsSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    /** The file that history is kept in, made if need be; empty if its folder or itself cannot be written. */
    static Optional<Path> file(Optional<Path> state) {
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Path file = state.get().resolve("history");
        try {
            if (Files.exists(file) && !readable(file)) {
                Files.move(file, file.resolveSibling("history.unreadable"), StandardCopyOption.REPLACE_EXISTING);
            }
            PrivateFile.create(file);
            return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether JLine will read it: lines of UTF-8 with a time before each. One it does not read would keep the shell from starting. */
    private static boolean readable(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.allMatch(line -> ENTRY.matcher(line).matches());
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
