package dev.vmsh.shell;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Statements that a user keeps under a name, each in a file of its own: {@code queries/NAME.sql} beside {@code vmshrc}. */
final class NamedQueries {
    private static final String ENDING = ".sql";
    private static final String REMEDY = "Check the folder's rights, or set XDG_CONFIG_HOME to another";

    private final Optional<Path> folder;

    /** @param config the user's folder; empty if there is none */
    NamedQueries(Optional<Path> config) {
        this.folder = config.map(each -> each.resolve("queries"));
    }

    /** Sorted; empty if there are none. */
    List<String> names() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new VmshException("cannot read " + folder.get(), REMEDY, e);
        }
    }

    /**
     * The text kept under {@code name}.
     *
     * @throws UsageException if there is none
     */
    String text(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            throw new UsageException(
                    "no query is saved as '%s'".formatted(name),
                    NearName.hint(name, names(), "Save one: run it, then type '\\save %s'".formatted(name)));
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new VmshException("cannot read " + file, "It must be UTF-8 text that you may read", e);
        }
    }

    /** Keeps {@code text} under {@code name}, instead of what was there. */
    Path save(String name, String text) {
        Path file = file(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text.strip() + "\n");
        } catch (IOException e) {
            throw new VmshException("cannot write " + file, REMEDY, e);
        }
    }

    /** @throws UsageException if there is none of that name */
    void delete(String name) {
        text(name);
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new VmshException("cannot delete " + file(name), REMEDY, e);
        }
    }

    private Path file(String name) {
        if (!name.matches("[\\w.-]*\\w[\\w.-]*")) {
            throw new UsageException(
                    "'%s' cannot be a query's name".formatted(name), "Use letters, digits, '-', '_' and '.'");
        }
        return folder.orElseThrow(
                        () -> new UsageException("there is nowhere to keep queries", "Set HOME or XDG_CONFIG_HOME"))
                .resolve(name + ENDING);
    }
}
