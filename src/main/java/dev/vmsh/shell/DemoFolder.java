package dev.vmsh.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the demo project that goes away when it is closed. */
final class DemoFolder implements AutoCloseable {
    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    static DemoFolder write(Vmsh.DemoWriter demo) {
        try {
            var copy = new DemoFolder(Files.createTempDirectory("vmsh-demo-"));
            demo.writeTo(copy.folder);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }

    /** Three things to try. */
    static String tips() {
        return """
                This is a throw-away copy of the demo project. Three things to try:
                  plan                                          build everything in prod (type prod to confirm)
                  plan dev-alice                                an environment of your own: pointers only, nothing is computed
                  use env dev-alice                             then: select * from weather.monthly limit 5;""";
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
