package dev.vmsh.shell.jline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, a whole statement an entry, in a file that nobody else may read. Lines that seem to hold a secret are left out. */
final class PrivateHistory extends DefaultHistory {
    private static final Pattern SECRET =
            Pattern.compile("(?is).*\\b(password|passwd|secret|token|credential)\\w*\\b.*['=].*");

    @Override
    public void add(Instant time, String line) {
        if (!SECRET.matcher(line).matches()) {
            super.add(time, line.strip());
        }
    }

    /** The file that history is kept in, made if need be; empty if its folder or itself cannot be written. */
    static Optional<Path> file(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        String state = environment.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(state, "vmsh", "history");
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
