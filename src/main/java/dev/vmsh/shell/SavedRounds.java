package dev.vmsh.shell;

import dev.vmsh.diff.Round;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Comparisons that were kept under a name, each a file in the project's folder {@code .vmsh/table_diffs}. */
final class SavedRounds {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param project the project's folder */
    SavedRounds(Path project) {
        this.folder = project.resolve(".vmsh").resolve("table_diffs");
    }

    /** @throws UsageException if {@code name} cannot be one */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UsageException(
                    "'%s' is not a name to save under".formatted(name),
                    "Use letters, digits, '.', '_' and '-': --save round-1");
        }
        return name;
    }

    /** Keeps a round; one of the same name is replaced. */
    Path save(Round round) {
        Path file = file(round.name());
        try {
            Files.createDirectories(folder);
            Files.writeString(file, round.write());
            return file;
        } catch (IOException e) {
            throw new VmshException("cannot write " + file, "Check that the project's folder may be written to", e);
        }
    }

    /** @throws UsageException if there is none of that name */
    Round read(String name) {
        Path file = file(checked(name));
        if (!Files.isRegularFile(file)) {
            List<String> names = names();
            throw new UsageException(
                    "no comparison was saved as '%s'".formatted(name),
                    NearName.of(name, names)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(
                                    names.isEmpty()
                                            ? "Save one first: table_diff dev:prod --save " + name
                                            : "Saved: " + String.join(", ", names)));
        }
        try {
            return Round.read(name, Files.readString(file));
        } catch (IOException e) {
            throw new VmshException("cannot read " + file, "Check that it may be read", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new VmshException("cannot read " + folder, "Check that it may be read", e);
        }
    }
}
