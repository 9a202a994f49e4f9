package dev.vmsh.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The paths that begin with what is typed, folders with a slash at their end. Looks into one folder; hidden files are there for a dot. */
final class PathNames implements Function<String, List<String>> {
    private static final int MOST = 500;
    private final Path workingDirectory;

    PathNames(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public List<String> apply(String typed) {
        String parent = typed.substring(0, typed.lastIndexOf('/') + 1);
        String begun = typed.substring(parent.length());
        try (Stream<Path> files = Files.list(workingDirectory.resolve(parent))) {
            return files.filter(file -> begun.startsWith(".")
                            || !file.getFileName().toString().startsWith("."))
                    .limit(MOST)
                    .map(file -> parent + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException | InvalidPathException noSuchFolder) {
            return List.of();
        }
    }
}
