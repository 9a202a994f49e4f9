package dev.vmsh.project.files;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.stream.Stream;

/** Tells one build of this program from another: what an older one found out about a model may not hold for a newer one. */
final class ProgramVersion {
    static final String TEXT = find();

    private ProgramVersion() {}

    /** The time and size of the program's jar, or the newest of its classes. */
    private static String find() {
        CodeSource source = ProgramVersion.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "unknown";
        }
        try {
            Path location = Path.of(source.getLocation().toURI());
            if (Files.isRegularFile(location)) {
                return Files.getLastModifiedTime(location) + " " + Files.size(location);
            }
            try (Stream<Path> classes = Files.walk(location.resolve("dev/vmsh"))) {
                return classes.map(path -> path.toFile().lastModified())
                        .max(Comparator.naturalOrder())
                        .map(String::valueOf)
                        .orElse("empty");
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            return "unknown"; // Then models found by another build may be believed; they were right for their text.
        }
    }
}
