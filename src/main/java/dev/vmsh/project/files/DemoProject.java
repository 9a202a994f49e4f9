package dev.vmsh.project.files;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The small runnable project that vmsh carries inside its jar: DuckDB, public data as seeds, models of the main kinds, audits, and unit
 * tests. A jar has no folders to list, so {@code demo/index.txt} names the files, one relative path on each line.
 *
 * <p>Stateless; safe for use by several threads.
 */
public final class DemoProject {
    private static final String FOLDER = "/demo/";
    private static final List<String> CONFIG_NAMES =
            List.of("config.yaml", "config.yml", "sqlmesh.yaml", "sqlmesh.yml", "config.py");

    /** Paths relative to the project's root, with {@code /} between folders, in alphabetical order. */
    public List<String> files() {
        return new String(content("index.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /**
     * Writes the project into {@code folder}, which is created if it is missing. Nothing that exists is overwritten: every name is
     * looked at before the first file is written.
     *
     * @return the files written, relative to {@code folder}, as {@link #files} gives them
     * @throws UsageException if a project is there already, or a file in the way; nothing is written then
     * @throws VmshException if the folder cannot be written to; files before the one named in the message stay
     */
    public List<String> writeTo(Path folder) {
        refuseToOverwrite(folder);
        for (String file : files()) {
            Path target = folder.resolve(file);
            try {
                Files.createDirectories(target.getParent());
                Files.write(target, content(file));
            } catch (IOException e) {
                throw new VmshException(
                        "%s could not be written: %s".formatted(target, e.getMessage()),
                        "Name a folder that you can write to: init DIR",
                        e);
            }
        }
        return files();
    }

    private void refuseToOverwrite(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("%s is a file".formatted(folder), "Name a folder: init DIR");
        }
        for (String config : CONFIG_NAMES) {
            if (Files.exists(folder.resolve(config))) {
                throw new UsageException(
                        "%s holds a project already: there is a %s in it".formatted(folder, config),
                        "Name another folder: init DIR");
            }
        }
        for (String file : files()) {
            if (Files.exists(folder.resolve(file))) {
                throw new UsageException(
                        "%s is in the way: %s exists there".formatted(folder, file), "Name an empty folder: init DIR");
            }
        }
    }

    private static byte[] content(String file) {
        try (InputStream stream = DemoProject.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("this build of vmsh lacks its file " + FOLDER + file);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FOLDER + file, e);
        }
    }
}
